import Corpora
import Metrics

/// What a sweep's numbers mean beside the same utterances unperturbed.
public enum RobustnessMetrics {
  /// Clean accuracy and UAR on the utterances of a sweep, and the skill that each cell retains.
  ///
  /// Skill retention is `(UAR - chance) / (clean UAR - chance)`: a weak model has little to lose,
  /// so a bare drop of UAR would make it look robust. Chance is one over the emotions that the test
  /// asks for, over which the clean UAR is a mean as well (`MetricContext.asking`). Its interval
  /// draws the same words (or speakers, or utterances) from both
  /// (`PairedTable.intervalKept(of:above:settings:)`).
  ///
  /// - Parameters:
  ///   - perturbed: UAR rows of one model and test set, one a perturbation and severity; without a
  ///     value where the model left utterances of the cell unanswered.
  ///   - clean: what the model said of the same utterances unperturbed.
  ///   - classes: the emotions that the test asks for.
  ///   - settings: how intervals are made.
  ///   - answers: what the model said in the cell of a row, asked where the row gets a value; other
  ///     utterances than those of `clean` make no interval.
  /// - Returns: `clean-accuracy` and `clean-uar` for each perturbation (without severity), and
  ///   `skill-retention` for each cell; `nil` values where clean UAR is not above chance by its
  ///   whole interval, so that there is no skill to be lost, or the cell has no UAR.
  /// - Throws: `MetricError` where probabilities are no distributions, an utterance is answered
  ///   twice or has two truths; and what `answers` throws.
  public static func rows(
    perturbed: [MetricRow], clean: [Prediction], classes: [Emotion] = Emotion.allCases,
    settings: IntervalSettings = IntervalSettings(), answers: (MetricRow) throws -> [Prediction]
  ) throws -> [MetricRow] {
    guard let first = perturbed.first else { return [] }
    let context = MetricContext(
      evaluationProtocol: first.evaluationProtocol, trainedOn: first.trainedOn,
      testedOn: first.testedOn, isLeaky: first.isLeaky, seed: first.seed, classes: classes)
    let overall = try MetricTable.rows(
      predictions: clean, context: context, settings: settings
    ).filter { $0.speaker == nil && $0.emotion == nil }
    guard let accuracy = overall.first(where: { $0.metric == "accuracy" }),
      let recall = overall.first(where: { $0.metric == "uar" })
    else { return [] }
    let references = perturbed.compactMap(\.perturbation).distinct().flatMap { name in
      [accuracy, recall].map { row in
        var reference = row
        reference.metric = "clean-" + row.metric
        reference.perturbation = name
        return reference
      }
    }
    let chance = 1 / Double(max(1, classes.count))
    let asked = Set(clean.map(\.utterance))
    return references
      + (try perturbed.map { row in
        var retained = retention(of: row, clean: recall, chance: chance)
        guard retained.value != nil else { return retained }
        let said = try answers(row)
        guard Set(said.map(\.utterance)) == asked else { return retained }
        retained.interval = try PairedTable(first: clean, second: said)
          .intervalKept(of: .uar(over: classes), above: chance, settings: settings)
        return retained
      })
  }

  private static func retention(
    of row: MetricRow, clean: MetricRow, chance: Double
  ) -> MetricRow {
    var result = row
    result.metric = "skill-retention"
    result.interval = nil
    let hasSkill = (clean.interval?.lower ?? 0) > chance
    result.value = clean.value.flatMap { clean in
      guard hasSkill, let perturbed = row.value else { return nil }
      return (perturbed - chance) / (clean - chance)
    }
    return result
  }
}
