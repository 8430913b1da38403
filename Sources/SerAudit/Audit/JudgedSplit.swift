import Corpora

/// A split with the judgement of what leaks into each of its test sets, in their order.
struct JudgedSplit {
  let split: Split
  let judgements: [LeakageJudgement]

  /// Whether numbers on a test set of the split are stamped LEAKY.
  func isLeaky(_ test: TestSet) -> Bool {
    zip(split.tests, judgements).contains { $0 == test && $1.isLeaky }
  }
}
