import Corpora
import Metrics
import Reports

/// A report of nothing but a ladder of some seeds, for what the reading says beside it.
enum ReadingExample {
  /// The same test set of some seed.
  static func origin(_ base: Origin, seed: Int) -> Origin {
    Origin(
      evaluationProtocol: base.evaluationProtocol, trainedOn: base.trainedOn,
      testedOn: base.testedOn, isLeaky: base.isLeaky, note: seed == 0 ? nil : "seed \(seed)",
      isRepetition: seed > 0)
  }

  private static func ladderRow(_ base: Origin, seed: Int) -> LadderRow {
    LadderRow(
      origin: origin(base, seed: seed), count: 1399, accuracy: ExampleReport.measure(0.6),
      uar: ExampleReport.measure(0.6), chance: 1 / 7, majorityShare: 0.143)
  }

  /// A report of nothing but a ladder of some seeds.
  static func report(_ seeds: Int, _ bases: [Origin]) -> AuditReport {
    var report = ExampleReport.report()
    report.ladder = (0..<seeds).flatMap { seed in bases.map { ladderRow($0, seed: seed) } }
    report.classes = []
    report.confusions = []
    report.shortcuts = nil
    report.calibration = nil
    report.robustness = []
    report.reliability = []
    report.fairness = nil
    return report
  }
}
