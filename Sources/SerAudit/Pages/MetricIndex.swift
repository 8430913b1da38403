import Corpora
import Ledger
import Metrics
import Reports

/// The rows of a run, found by what they are of.
struct MetricIndex {
  private struct Key: Hashable {
    let testSet: TestSetName
    let seed: Int?
    let perturbation: String?
    var severity: Int?
    var speaker: String?
    let emotion: Emotion?
    let attribute: String?
    let subgroup: String?
    let metric: String

    var ofAllSpeakers: Key {
      var key = self
      key.speaker = nil
      return key
    }
  }

  private let rows: [Key: MetricRow]
  /// Speakers whose accuracy was measured on clean audio, by the row of all of them.
  private let speakers: [Key: [String]]

  init(_ rows: [MetricRow]) {
    self.rows = Dictionary(
      rows.map { row in
        (
          Key(
            testSet: row.testSet, seed: row.seed, perturbation: row.perturbation,
            severity: row.severity, speaker: row.speaker, emotion: row.emotion,
            attribute: row.attribute, subgroup: row.subgroup, metric: row.metric), row
        )
      }, uniquingKeysWith: { $1 })
    let single = self.rows.filter { key, _ in
      key.metric == "accuracy" && key.speaker != nil && key.perturbation == nil
        && key.attribute == nil
    }
    speakers = Dictionary(grouping: single.keys) { $0.ofAllSpeakers }
      .mapValues { $0.compactMap(\.speaker).sorted() }
  }

  /// The speakers that a test set turned out to have, by name.
  func speakers(of evaluation: StoredEvaluation) -> [String] {
    speakers[key("accuracy", evaluation)] ?? []
  }

  /// The row of a metric on the test set and condition of an evaluation.
  ///
  /// - Parameters:
  ///   - attribute: with `subgroup`, of which group; all utterances if not given.
  ///   - areSeedsTogether: whether the number is of no single seed.
  func row(
    _ metric: String, _ evaluation: StoredEvaluation, speaker: String? = nil,
    emotion: Emotion? = nil, attribute: String? = nil, subgroup: String? = nil,
    areSeedsTogether: Bool = false
  ) -> MetricRow? {
    rows[
      key(
        metric, evaluation, speaker: speaker, emotion: emotion, attribute: attribute,
        subgroup: subgroup, areSeedsTogether: areSeedsTogether)]
  }

  private func key(
    _ metric: String, _ evaluation: StoredEvaluation, speaker: String? = nil,
    emotion: Emotion? = nil, attribute: String? = nil, subgroup: String? = nil,
    areSeedsTogether: Bool = false
  ) -> Key {
    Key(
      testSet: evaluation.testSet, seed: areSeedsTogether ? nil : evaluation.key.model.seed,
      perturbation: evaluation.key.condition?.perturbation,
      severity: evaluation.key.condition?.severity, speaker: speaker, emotion: emotion,
      attribute: attribute, subgroup: subgroup, metric: metric)
  }

  /// The row of the same utterances as a perturbed evaluation's, unperturbed.
  func cleanRow(_ metric: String, _ perturbed: StoredEvaluation) -> MetricRow? {
    var key = key(metric, perturbed)
    key.severity = nil
    return rows[key]
  }

  /// The value and interval of a metric; undetermined where there is no row.
  func measure(
    _ metric: String, _ evaluation: StoredEvaluation, speaker: String? = nil,
    emotion: Emotion? = nil
  ) -> Measure {
    Measure(of: row(metric, evaluation, speaker: speaker, emotion: emotion))
  }
}
