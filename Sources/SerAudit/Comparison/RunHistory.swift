import Corpora
import Findings
import Gates
import Ledger
import Metrics
import Reports

/// One metric over the runs of a ledger, a line of runs for each test set.
struct RunHistory: Encodable {
  /// What one run scored on a test set.
  struct Entry: Encodable {
    let run: String
    /// What the run's model is called.
    let model: String
    let started: String
    let preset: String
    let version: String
    let seeds: [Int]
    let isLeaky: Bool
    let count: Int
    /// The mean over seeds, `nil` where any is undetermined.
    let value: Double?
    /// Of one seed its own; of several that of their mean, where the metric allows it and all of
    /// them answered the same utterances.
    let interval: ConfidenceInterval?
    /// This run minus the one before of the same model.
    let change: Double?
    /// The paired interval of the change, `nil` where the two share no predictions.
    let changeInterval: ConfidenceInterval?
    /// Whether the change is of the same utterances of both runs.
    let isPaired: Bool
    /// The seeds of this run that a paired change is of: those that both runs have.
    let changeSeeds: [Int]
    /// The seeds of the run before that it is from: the same, or one where none is common.
    let changeSeedsBefore: [Int]
    /// The latest verdict on the run.
    let verdict: Status?
    /// The policy that gave the verdict; runs of one history may have been judged by several.
    let policy: String?
    /// What somebody says of the training of the run's model, which the verdict rests on.
    let statedTraining: StatedTraining?

    /// Whether the whole interval of the change lies beside 0.
    var isChanged: Bool {
      changeInterval.map { $0.lower > 0 || $0.upper < 0 } ?? false
    }
  }

  /// The runs on one test set of one corpus, the oldest first.
  struct Line: Encodable {
    let corpus: String
    let evaluationProtocol: EvaluationProtocol
    let trainedOn: String
    let testedOn: String
    let entries: [Entry]

    /// `tess: speaker-disjoint OAF > YAF`.
    var title: String {
      "\(corpus): \(evaluationProtocol.rawValue) \(trainedOn) > \(testedOn)"
    }
  }

  let metric: String
  let lines: [Line]

  /// Which rows are looked at.
  struct Filter {
    let metric: String
    let evaluationProtocol: EvaluationProtocol?
    let corpus: String?
    let model: String?
    let speaker: String?
  }

  /// Reads a history.
  init(_ filter: Filter, in ledger: LedgerFile) throws {
    metric = filter.metric
    let places = try Self.places(filter, in: ledger)
    let runs = ComparedRuns(ledger)
    lines = try places.grouped(by: \.place).sorted { $0.key < $1.key }.map { place, stays in
      Line(
        corpus: place.corpus, evaluationProtocol: place.test.evaluationProtocol,
        trainedOn: place.test.trainedOn, testedOn: place.test.testedOn,
        entries: try zip(stays, stays.before(\.model)).map { stay, before in
          try stay.entry(after: before, filter, in: runs)
        })
    }
  }

  /// A test set of a corpus.
  struct Place: Hashable, Comparable {
    let corpus: String
    let test: TestSetName

    static func < (first: Place, second: Place) -> Bool {
      func key(_ place: Place) -> (String, Int, String, String) {
        let rung = EvaluationProtocol.allCases.firstIndex(of: place.test.evaluationProtocol) ?? 0
        return (place.corpus, rung, place.test.trainedOn, place.test.testedOn)
      }
      return key(first) < key(second)
    }
  }

  /// One run on one test set.
  struct Stay {
    let place: Place
    let run: Run
    let rows: [MetricRow]
    let evaluations: [StoredEvaluation]
    let verdict: Verdict?

    /// What the run's model is called.
    var model: String { ForeignModel.name(in: run.provenance) }
  }

  /// The complete runs that have the metric, the oldest first, a test set at a time.
  private static func places(_ filter: Filter, in ledger: LedgerFile) throws -> [Stay] {
    try ledger.read { reader in
      let runs = try reader.runs().filter { $0.status == .complete }
        .sorted { ($0.started, $0.id) < ($1.started, $1.id) }
      return try runs.flatMap { run -> [Stay] in
        guard let corpus = try reader.corpora(run: run.id).first?.name,
          filter.corpus == nil || filter.corpus == corpus,
          filter.model == nil || filter.model == ForeignModel.name(in: run.provenance)
        else { return [] }
        let rows = try reader.metrics(run: run.id, named: filter.metric).filter(filter.admits)
        let evaluations = try reader.evaluations(run: run.id).filter { $0.key.condition == nil }
        let verdict = try reader.verdict(run: run.id)?.verdict
        return rows.grouped(by: \.testSet).map { test, own in
          Stay(
            place: Place(corpus: corpus, test: test), run: run, rows: own,
            evaluations: evaluations.filter { $0.testSet == test }, verdict: verdict)
        }
      }
    }
  }
}

extension RunHistory.Filter {
  fileprivate func admits(_ row: MetricRow) -> Bool {
    row.perturbation == nil && row.attribute == nil && row.emotion == nil && row.speaker == speaker
      && (evaluationProtocol == nil || row.evaluationProtocol == evaluationProtocol)
  }

  /// The metric as a function of sums, where it is one.
  fileprivate func summed(over emotions: [Emotion]) -> SummedMetric? {
    Metric(rawValue: metric).flatMap { SummedMetric($0, classes: emotions) }
  }
}

extension RunHistory.Stay {
  /// The mean over seeds.
  private var value: Double? {
    let values = rows.compactMap(\.value)
    guard values.count == rows.count, !values.isEmpty else { return nil }
    return values.reduce(0, +) / Double(values.count)
  }

  fileprivate func entry(
    after before: RunHistory.Stay?, _ filter: RunHistory.Filter, in runs: ComparedRuns
  ) throws -> RunHistory.Entry {
    let paired = try before.flatMap { try difference(from: $0, filter, in: runs) }
    let unpaired = value.flatMap { new in before?.value.map { new - $0 } }
    return RunHistory.Entry(
      run: run.id, model: model, started: run.started, preset: run.preset,
      version: run.provenance.toolVersion, seeds: rows.compactMap(\.seed),
      isLeaky: rows.contains(where: \.isLeaky), count: rows.map(\.count).max() ?? 0, value: value,
      interval: rows.count == 1 ? rows[0].interval : try meanInterval(filter, in: runs),
      change: paired?.difference.difference ?? unpaired,
      changeInterval: paired?.difference.interval,
      isPaired: paired?.difference.difference != nil,
      changeSeeds: paired?.seeds.second ?? [], changeSeedsBefore: paired?.seeds.first ?? [],
      verdict: verdict?.status, policy: verdict?.policy,
      statedTraining: StatedTraining(of: run.provenance))
  }

  /// The change on the utterances that both answered, in the seeds that both have.
  private func difference(
    from before: RunHistory.Stay, _ filter: RunHistory.Filter, in runs: ComparedRuns
  ) throws -> (difference: ModelComparison.Difference, seeds: ComparedSeeds)? {
    guard let pair = SharedTestSets(before.evaluations, evaluations).pairs.first,
      let metric = try summed(filter, in: runs),
      let comparison = try runs.comparison(of: pair)
    else { return nil }
    return try ofSpeaker(comparison, filter).map {
      ($0.differences(of: [metric])[0], pair.compared)
    }
  }

  /// The interval of the mean over seeds; `nil` where one of them left out what another answered,
  /// since the mean is then of more than all of them share.
  private func meanInterval(
    _ filter: RunHistory.Filter, in runs: ComparedRuns
  ) throws -> ConfidenceInterval? {
    let seeds = Set(rows.compactMap(\.seed))
    let own = evaluations.filter { seeds.contains($0.key.model.seed) }
    guard value != nil, !own.isEmpty, own.count == rows.count,
      let metric = try summed(filter, in: runs)
    else { return nil }
    let answers = try runs.ledger.read { reader in
      try own.map { try reader.predictions(of: $0.id) }
    }.map { ModelComparison.Answers(first: $0, second: $0) }
    guard let comparison = try ModelComparison.of(answers),
      filter.speaker.map({ !comparison.partlyShared.contains($0) })
        ?? comparison.partlyShared.isEmpty
    else { return nil }
    return try ofSpeaker(comparison, filter)?.intervalOfFirst(of: metric)
  }

  /// The metric over the emotions that the test asks for, where it is a function of sums.
  private func summed(
    _ filter: RunHistory.Filter, in runs: ComparedRuns
  ) throws -> SummedMetric? {
    guard let evaluation = evaluations.first else { return nil }
    return filter.summed(over: try runs.emotions(of: evaluation))
  }

  private func ofSpeaker(
    _ comparison: ModelComparison?, _ filter: RunHistory.Filter
  ) throws -> ModelComparison? {
    guard let speaker = filter.speaker else { return comparison }
    return try comparison?.of(speaker: speaker)
  }
}
