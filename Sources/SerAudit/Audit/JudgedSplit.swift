import Audits
import Corpora
import Findings

/// A split with the judgement of what leaks into each of its test sets, in their order.
struct JudgedSplit {
  let split: Split
  let judgements: [LeakageJudgement]

  /// Whether numbers on a test set of the split are stamped LEAKY.
  func isLeaky(_ test: TestSet) -> Bool {
    zip(split.tests, judgements).contains { $0 == test && $1.isLeaky }
  }

  /// The findings about leakage into the test sets.
  ///
  /// - Parameter origin: who made the split.
  func leakageFindings(from origin: SplitOrigin) -> [Finding] {
    zip(split.tests, judgements).map {
      LeakageAudit.finding(of: $1, test: $0, trainedOn: split.trainedOn, splits: origin)
    }
  }
}
