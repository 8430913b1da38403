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

extension HeardCorpora {
  /// Judges what leaks into each test set of splits, by all that is heard.
  func judged(_ splits: [Split]) -> [JudgedSplit] {
    let (nearDuplicates, hashes) = (nearDuplicates, hashes)
    return splits.map { split in
      JudgedSplit(
        split: split,
        judgements: split.tests.map {
          LeakageJudge.judge(
            split: split, testSet: $0, corpus: corpus, hashes: hashes,
            nearDuplicates: nearDuplicates)
        })
    }
  }
}
