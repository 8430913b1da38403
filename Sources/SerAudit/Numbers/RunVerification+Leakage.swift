import Corpora
import Ledger

extension RunVerification {
  /// What the ledger says of leakage beside what follows from the recordings and the splits: each
  /// reason with the number of utterances it applies to, each stamp, and each rung.
  ///
  /// - Parameter judged: the splits, judged again, in the order of `stored`.
  static func leakage(
    stored: [StoredLeakage], judged: [JudgedSplit], _ recordings: StoredRecordings
  ) -> Tally {
    // A reason that cannot be judged again is as good as the ledger says.
    let kinds = LeakageJudgement.Reason.allCases.filter {
      $0 != .nearDuplicate || recordings.haveFingerprints
    }
    return zip(stored, judged).reduce(into: Tally()) { tally, pair in
      let (stored, judged) = pair
      let written = (try? stored.judgements()) ?? []
      for (index, test) in zip(stored.tests.indices, stored.tests) {
        let place = "\(stored.split) on \(test.testedOn)"
        guard written.indices.contains(index) else {
          tally.count(
            false,
            else: Drift(
              kind: .missing, subject: place, metric: "leakage",
              detail: "the ledger has no judgement of it that can be read"))
          continue
        }
        tally += stamp(of: test, place, judgement: written[index])
        for kind in kinds {
          tally += reason(
            kind, place, stored: written[index], recomputed: judged.judgements[index])
        }
      }
    }
  }

  private static func stamp(
    of test: StoredLeakage.Test, _ place: String, judgement: LeakageJudgement
  ) -> Tally {
    func number(_ isLeaky: Bool) -> Double { isLeaky ? 1 : 0 }
    var tally = Tally()
    tally.count(
      test.isLeaky == judgement.isLeaky,
      else: Drift(
        kind: .differs, subject: place, metric: "leaky", stored: number(test.isLeaky),
        recomputed: number(judgement.isLeaky)))
    let (said, rung) = (judgement.evaluationProtocol, test.evaluationProtocol)
    tally.count(
      said == rung,
      else: Drift(
        kind: .differs, subject: place, metric: "leakage-rung",
        detail: "it was judged as \(said.rawValue), and its test set is \(rung.rawValue)"))
    return tally
  }

  /// One reason of one test set, or nothing where neither side has it.
  private static func reason(
    _ kind: LeakageJudgement.Reason, _ place: String, stored: LeakageJudgement,
    recomputed: LeakageJudgement
  ) -> Tally {
    func count(_ judgement: LeakageJudgement) -> Double? {
      judgement.reasons.first { $0.kind == kind }.map { Double($0.count) }
    }
    let (old, new) = (count(stored), count(recomputed))
    guard old != nil || new != nil else { return Tally() }
    var tally = Tally()
    tally.count(
      old == new,
      else: Drift(
        kind: old == nil ? .missing : new == nil ? .unexplained : .differs, subject: place,
        metric: "leakage-\(kind.rawValue)", stored: old, recomputed: new))
    return tally
  }
}
