import Corpora
import Findings
import Ledger
import Metrics

/// What a run's models are worth beside those of a baseline run: rows that follow from the
/// predictions of both and nothing else.
struct BaselineNumbers {
  let ledger: LedgerFile
  let run: String
  let baseline: String

  /// The numbers beside every baseline that a run was held against, computed again.
  ///
  /// - Parameter stored: the rows that the ledger has. Where a baseline run was deleted since, or
  ///   the predictions of either run are such that no number does, nothing follows from it any
  ///   more.
  static func again(
    for stored: [MetricRow], of run: String, ledger: LedgerFile
  ) throws -> [MetricRow] {
    let named = Set(
      stored.filter { $0.attribute == BaselineCheck.attribute }.compactMap(\.subgroup))
    let known = Set(try ledger.read { try $0.runs() }.map(\.id))
    return try named.intersection(known).sorted().flatMap {
      let numbers = BaselineNumbers(ledger: ledger, run: run, baseline: $0)
      do { return try numbers.rows() } catch is MetricError { return [] }
    }
  }

  /// Metrics with a better and a worse side that are functions of sums, of all classes.
  private static let metrics: [Metric] = Metric.allCases.filter {
    $0.hasInterval && !$0.isPerClass && $0.definition.direction != .neither
  }

  /// A row for each test set of the run, metric, and speaker or all: this run's value minus the
  /// baseline's, of several seeds the mean of that, with its paired interval; without a value where
  /// the two have not answered the same utterances, of this speaker or of all, and for a test set
  /// that the baseline alone has: leaving out what a model does worst makes it no better.
  func rows() throws -> [MetricRow] {
    let (theirs, own) = try ledger.read {
      (try $0.evaluations(run: baseline), try $0.evaluations(run: run))
    }
    let shared = SharedTestSets(theirs, own)
    func alone(_ names: [TestSetName], _ evaluations: [StoredEvaluation]) -> [MetricRow] {
      names.flatMap { name in
        evaluations.first { $0.testSet == name && $0.key.condition == nil }
          .map { empty(context(of: [$0]), count: 0) } ?? []
      }
    }
    let runs = ComparedRuns(ledger)
    return try shared.pairs.flatMap { try rows(of: $0, runs) }
      + alone(shared.onlySecond, own) + alone(shared.onlyFirst, theirs)
  }

  private func rows(
    of pair: SharedTestSets.Pair, _ runs: ComparedRuns
  ) throws -> [MetricRow] {
    let context = context(of: pair.seeds.map(\.second))
    guard let comparison = try runs.comparison(of: pair) else {
      return empty(context, count: 0)
    }
    let emotions = try pair.seeds.first.map { try runs.emotions(of: $0.second) } ?? []
    let partial = comparison.partlyShared
    let overall =
      partial.isEmpty
      ? rows(of: comparison, emotions, speaker: nil, context)
      : empty(context, of: nil, count: comparison.shared)
    let compared = try comparison.bySpeaker()
    return overall
      + Set(compared.keys).union(partial).sorted().flatMap { speaker in
        guard let own = compared[speaker] else { return empty(context, of: speaker, count: 0) }
        return partial.contains(speaker)
          ? empty(context, of: speaker, count: own.shared)
          : rows(of: own, emotions, speaker: speaker, context)
      }
  }

  private func rows(
    of comparison: ModelComparison, _ emotions: [Emotion], speaker: String?,
    _ context: MetricContext
  ) -> [MetricRow] {
    let summed = Self.metrics.compactMap { SummedMetric($0, classes: emotions) }
    return zip(summed, comparison.differences(of: summed)).map { metric, difference in
      row(
        metric.metric, speaker, context, difference.difference, difference.interval,
        count: comparison.shared)
    }
  }

  /// Rows that say that there is nothing to compare with, of all tested speakers and of each.
  private func empty(_ context: MetricContext, count: Int) -> [MetricRow] {
    ([nil] + SpeakerNames.each(of: context.testedOn)).flatMap {
      empty(context, of: $0, count: count)
    }
  }

  /// The same of one speaker, or of all together.
  private func empty(_ context: MetricContext, of speaker: String?, count: Int) -> [MetricRow] {
    Self.metrics.map { row($0, speaker, context, nil, nil, count: count) }
  }

  private func row(
    _ metric: Metric, _ speaker: String?, _ context: MetricContext, _ value: Double?,
    _ interval: ConfidenceInterval?, count: Int
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: context.evaluationProtocol, trainedOn: context.trainedOn,
      testedOn: context.testedOn, speaker: speaker, attribute: BaselineCheck.attribute,
      subgroup: baseline, metric: BaselineCheck.metricName(metric), value: value,
      interval: interval, count: count, seed: context.seed, isLeaky: context.isLeaky)
  }

  /// What the rows of a test set share; of several seeds no seed.
  private func context(of evaluations: [StoredEvaluation]) -> MetricContext {
    var context = MetricContext(of: evaluations[0])
    if evaluations.count > 1 { context.seed = nil }
    context.isLeaky = evaluations.contains(where: \.isLeaky)
    return context
  }
}
