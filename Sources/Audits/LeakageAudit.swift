import Corpora
import Findings

/// Leakage judgements in words.
public enum LeakageAudit {
  /// The finding of one judgement. A rung that leaks by design is a note; an honest rung that leaks
  /// is a reason not to release.
  public static func finding(
    of judgement: LeakageJudgement, test: TestSet, trainedOn: [String]
  ) -> Finding {
    let rung = judgement.evaluationProtocol
    let subject =
      "\(rung.rawValue) \(trainedOn.joined(separator: "+")) > "
      + test.testedOn.joined(separator: "+")
    let reasons = judgement.reasons.map { text($0.kind.rawValue, $0.count, of: $0.tested) }
    let notes = judgement.notes.map { text($0.kind.rawValue, $0.count, of: $0.tested) }
    let noted = notes.isEmpty ? "" : " Noted: \(notes.joined(separator: "; "))."
    guard judgement.isLeaky else {
      return Finding(
        check: "leakage", subject: subject, status: .passed, importance: .note,
        message: "No speaker, recording or parent utterance stands on both sides.\(noted)")
    }
    return Finding(
      check: "leakage", subject: subject, status: .failed,
      importance: rung.leaksByDesign ? .note : .critical,
      message: "LEAKY: \(reasons.joined(separator: "; ")).\(noted)",
      advice: rung.leaksByDesign
        ? "The rung shows what the leak is worth; never quote it as what the model can do."
        : "Mend the split: no number on it is evidence.")
  }

  private static func text(_ kind: String, _ count: Int, of total: Int) -> String {
    "\(kind) shared by \(count) of \(total) tested utterances"
  }
}
