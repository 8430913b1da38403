import Findings
import Ledger
import Metrics
import Reports

/// What a run is worth beside the runs that it was held against.
extension ReportAssembly {
  /// One a baseline of which the ledger has numbers, in the order in which they stand there.
  func baselines(_ all: [MetricRow]) throws -> [BaselineSummary] {
    let own = all.filter { $0.attribute == BaselineCheck.attribute && $0.subgroup != nil }
    guard !own.isEmpty else { return [] }
    let runs = try reader.runs()
    return own.grouped { $0.subgroup ?? "" }.map { baseline, rows in
      let honest = rows.filter { !$0.isLeaky && !$0.evaluationProtocol.leaksByDesign }
      return BaselineSummary(
        run: baseline, started: runs.first { $0.id == baseline }?.started,
        rows: honest.grouped(by: BaselineKey.init).compactMap { Self.row($0.elements) },
        differences: honest)
    }
  }

  private static func row(_ rows: [MetricRow]) -> BaselineSummary.Row? {
    func row(_ metric: Metric) -> MetricRow? {
      rows.first { $0.metric == BaselineCheck.metricName(metric) }
    }
    guard let accuracy = row(.accuracy) else { return nil }
    return BaselineSummary.Row(
      origin: Origin(of: accuracy), speaker: accuracy.speaker, count: accuracy.count,
      uar: Measure(of: row(.uar)), accuracy: Measure(of: accuracy))
  }
}

/// What the numbers of a test set beside a baseline are of.
private struct BaselineKey: Hashable {
  let testSet: TestSetName
  let speaker: String?
  let seed: Int?

  init(_ row: MetricRow) {
    testSet = row.testSet
    speaker = row.speaker
    seed = row.seed
  }
}
