import Corpora
import Ledger

extension Limitations {
  /// That training heard every word that unheard speakers were tested on, of a corpus about which
  /// nothing of the kind is written down; by the judgements of leakage.
  ///
  /// - Parameter corpus: the name of the audited corpus.
  static func words(of splits: [StoredLeakage], on corpus: String?) -> [String] {
    guard let corpus, !CorpusRegistry().isKnown(corpus) else { return [] }
    let honest = splits.flatMap { (try? $0.judgements()) ?? [] }.filter {
      !$0.evaluationProtocol.leaksByDesign && !$0.isLeaky
    }
    let areHeard = honest.allSatisfy { judgement in
      judgement.notes.contains { $0.kind == .wordOverlap && $0.count == $0.tested }
    }
    return honest.isEmpty || !areHeard
      ? []
      : [
        "Training heard every word or sentence that was tested, from other speakers: nothing here "
          + "is about words that are new to the model."
      ]
  }
}
