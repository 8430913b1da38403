import Audits
import Corpora
import Ledger
import Metrics

/// What the ledger knows of a run's corpora, as far as numbers depend on it.
extension RunNumbers {
  /// The emotions that the audited corpus holds, in their order, or those of them that the run was
  /// asked for: those that its tests ask for, whether or not the test part has them. A run without
  /// a corpus asks for all.
  var emotions: [Emotion] {
    if let asked { return asked }
    let present = corpora.first?.emotions ?? []
    return present.isEmpty ? Emotion.allCases : present
  }

  /// The names of the corpora beside the audited one.
  var furtherCorpora: Set<String> { Set(corpora.dropFirst().map(\.name)) }

  /// What all rows of an evaluation share, with the emotions that it asks for.
  func context(of evaluation: StoredEvaluation) -> MetricContext {
    MetricContext(of: evaluation)
      .asking(for: tested(in: evaluation), of: emotions, beside: furtherCorpora)
  }
}

extension CorpusFacts {
  /// The emotions of its utterances, in their order.
  var emotions: [Emotion] {
    let present = Set(counts.filter { $0.count > 0 }.map(\.emotion))
    return Emotion.allCases.filter(present.contains)
  }
}
