import Corpora
import Ledger
import Metrics
import Reports

/// The rows of a run, found by what they are of.
struct MetricIndex {
  private struct Key: Hashable {
    let evaluationProtocol: EvaluationProtocol
    let trainedOn: String
    let testedOn: String
    let seed: Int?
    let perturbation: String?
    let severity: Int?
    let speaker: String?
    let emotion: Emotion?
    let metric: String

    var ofAllSpeakers: Key {
      Key(
        evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, testedOn: testedOn,
        seed: seed,
        perturbation: perturbation, severity: severity, speaker: nil, emotion: emotion,
        metric: metric)
    }
  }

  private let rows: [Key: MetricRow]
  /// Speakers whose accuracy was measured on clean audio, by the row of all of them.
  private let speakers: [Key: [String]]

  init(_ rows: [MetricRow]) {
    self.rows = Dictionary(
      rows.filter { $0.attribute == nil }.map { row in
        (
          Key(
            evaluationProtocol: row.evaluationProtocol, trainedOn: row.trainedOn,
            testedOn: row.testedOn, seed: row.seed, perturbation: row.perturbation,
            severity: row.severity, speaker: row.speaker, emotion: row.emotion,
            metric: row.metric), row
        )
      }, uniquingKeysWith: { $1 })
    let single = self.rows.filter { key, _ in
      key.metric == "accuracy" && key.speaker != nil && key.perturbation == nil
    }
    speakers = Dictionary(grouping: single.keys) { $0.ofAllSpeakers }
      .mapValues { $0.compactMap(\.speaker).sorted() }
  }

  /// The speakers that a test set turned out to have, by name.
  func speakers(of evaluation: StoredEvaluation) -> [String] {
    speakers[key("accuracy", evaluation, speaker: nil, emotion: nil)] ?? []
  }

  /// The row of a metric on the test set and condition of an evaluation.
  func row(
    _ metric: String, _ evaluation: StoredEvaluation, speaker: String? = nil,
    emotion: Emotion? = nil
  ) -> MetricRow? {
    rows[key(metric, evaluation, speaker: speaker, emotion: emotion)]
  }

  private func key(
    _ metric: String, _ evaluation: StoredEvaluation, speaker: String?, emotion: Emotion?
  ) -> Key {
    Key(
      evaluationProtocol: evaluation.evaluationProtocol, trainedOn: evaluation.trainedOn,
      testedOn: evaluation.testedOn, seed: evaluation.key.model.seed,
      perturbation: evaluation.key.condition?.perturbation,
      severity: evaluation.key.condition?.severity, speaker: speaker, emotion: emotion,
      metric: metric)
  }

  /// A metric of the same utterances as a perturbed evaluation's, unperturbed.
  func cleanMeasure(_ metric: String, _ perturbed: StoredEvaluation) -> Measure {
    let key = Key(
      evaluationProtocol: perturbed.evaluationProtocol, trainedOn: perturbed.trainedOn,
      testedOn: perturbed.testedOn, seed: perturbed.key.model.seed,
      perturbation: perturbed.key.condition?.perturbation, severity: nil, speaker: nil,
      emotion: nil, metric: metric)
    return rows[key].map { Measure($0) } ?? .undetermined
  }

  /// The value and interval of a metric; undetermined where there is no row.
  func measure(
    _ metric: String, _ evaluation: StoredEvaluation, speaker: String? = nil,
    emotion: Emotion? = nil
  ) -> Measure {
    row(metric, evaluation, speaker: speaker, emotion: emotion).map { Measure($0) }
      ?? .undetermined
  }
}
