import Corpora
import Metrics

/// One test set, answered by the models of one or several training seeds.
public struct RepeatedTest: Sendable {
  /// What all its numbers share; without a seed.
  public let context: MetricContext
  /// What each model said, by its training seed.
  public let bySeed: [Int: [Prediction]]

  /// Creates a test.
  public init(context: MetricContext, bySeed: [Int: [Prediction]]) {
    var context = context
    context.seed = nil
    self.context = context
    self.bySeed = bySeed
  }

  /// Joins the test sets of several folds: each utterance is answered once a seed, by a model of
  /// its fold. Seeds that some fold lacks are left out.
  public init(joining folds: [RepeatedTest], context: MetricContext) {
    let seeds = folds.map { Set($0.bySeed.keys) }
    let common = seeds.dropFirst().reduce(seeds.first ?? []) { $0.intersection($1) }
    self.init(
      context: context,
      bySeed: Dictionary(
        uniqueKeysWithValues: common.map { seed in
          (seed, folds.flatMap { $0.bySeed[seed] ?? [] })
        }))
  }

  /// The seeds, from the smallest.
  public var seeds: [Int] { bySeed.keys.sorted() }

  /// The predictions of utterances that every seed answered, in the order of seeds.
  var complete: [[Prediction]] {
    let asked = seeds.map { Set((bySeed[$0] ?? []).map(\.utterance)) }
    let common = asked.dropFirst().reduce(asked.first ?? []) { $0.intersection($1) }
    return seeds.map { seed in (bySeed[seed] ?? []).filter { common.contains($0.utterance) } }
  }
}

extension MetricContext {
  /// The context with the emotions that a test can ask for.
  ///
  /// A test between corpora, or of a corpus beside the audited one, has utterances of shared
  /// emotions alone, and asks for those that occur in it. Any other rung asks for all emotions of
  /// the audited corpus, so that means over classes stay undetermined where the test part lacks one
  /// of them; a further corpus' emotions that occur in it are asked for as well.
  ///
  /// - Parameters:
  ///   - tested: those of the test's utterances, whether or not a model answered them: leaving an
  ///     emotion out makes no test of the others alone.
  ///   - emotions: those that the audited corpus holds, wherever in it.
  ///   - further: the names of corpora beside the audited one; a test on one is called by it.
  public func asking(
    for tested: some Sequence<Emotion>, of emotions: [Emotion] = Emotion.allCases,
    beside further: Set<String> = []
  ) -> MetricContext {
    var asked = Set(tested)
    if evaluationProtocol != .crossCorpus, !further.contains(testedOn) {
      asked.formUnion(emotions)
    }
    guard !asked.isEmpty else { return self }
    var context = self
    context.classes = Emotion.allCases.filter(asked.contains)
    return context
  }
}
