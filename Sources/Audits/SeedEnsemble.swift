import Corpora
import Metrics

/// The models of all training seeds as one, which answers with the mean of their probabilities
/// (Lakshminarayanan, Pritzel & Blundell 2017, "deep ensembles").
public enum SeedEnsemble {
  /// The attribute of its rows; their subgroup is the seeds, joined by `+`.
  public static let attribute = "ensemble"

  /// What the ensemble says of each utterance that every seed answered with probabilities.
  ///
  /// - Returns: nothing under two seeds, and nothing where only labels are known.
  public static func predictions(of test: RepeatedTest) -> [Prediction] {
    let answers = test.complete
    guard answers.count > 1 else { return [] }
    let others = answers.dropFirst().map { own in
      Dictionary(own.map { ($0.utterance, $0) }, uniquingKeysWith: { $1 })
    }
    return answers[0].compactMap { first in
      let all = [first] + others.compactMap { $0[first.utterance] }
      let known = all.compactMap(\.probabilities)
      guard known.count == answers.count else { return nil }
      var prediction = Prediction(
        utterance: first.utterance, speaker: first.speaker, word: first.word, truth: first.truth,
        probabilities: mean(of: known))
      // Of a mean with a part that is not known, the likelihood is not known either.
      prediction.hidesTruth = all.contains(where: \.hidesTruth)
      return prediction
    }
  }

  /// Every metric of the ensemble on a test, with intervals as those of one model.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions.
  public static func rows(of test: RepeatedTest) throws(MetricError) -> [MetricRow] {
    let predictions = predictions(of: test)
    guard !predictions.isEmpty else { return [] }
    let seeds = test.seeds.map(String.init).joined(separator: "+")
    return try MetricTable.rows(
      predictions: predictions, context: test.context.labelled(attribute, seeds))
  }

  /// The mean of distributions over the emotions, `[K]` each; sums to 1 within rounding.
  private static func mean(of distributions: [[Double]]) -> [Double] {
    Emotion.allCases.indices.map { index in
      distributions.reduce(0) { $0 + $1[index] } / Double(distributions.count)
    }
  }
}
