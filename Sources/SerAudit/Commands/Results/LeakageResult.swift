import Corpora
import Findings
import Wording

/// A judged split, for people and programs.
struct LeakageResult: Encodable {
  /// A reason that could not be looked into.
  struct Unjudged: Encodable {
    let reason: LeakageJudgement.Reason
    /// What would have to be known.
    let why: String
  }

  let split: String
  let format: ForeignSplit.Format
  let isLeaky: Bool
  let evaluationProtocol: EvaluationProtocol
  let rows: [String: Int]
  let reasons: [LeakageJudgement.Entry<LeakageJudgement.Reason>]
  let notes: [LeakageJudgement.Entry<LeakageJudgement.Note>]
  let notJudged: [Unjudged]
  /// Rows whose recording was found among those at hand.
  let matched: Int
  /// Paths that were not found among the recordings at hand.
  let unmatched: [String]
  /// The corpora by whose naming speakers and words were read.
  let readAs: [String]

  init(
    split: ForeignSplit, subjects: ForeignSplit.Subjects, judgement: LeakageJudgement,
    isHeard: Bool
  ) {
    self.split = judgement.split
    format = split.format
    isLeaky = judgement.isLeaky
    evaluationProtocol = judgement.evaluationProtocol
    rows = Dictionary(grouping: split.rows, by: \.part.rawValue).mapValues(\.count)
    reasons = judgement.reasons
    notes = judgement.notes.filter { $0.kind != .unhashed || isHeard }
    matched = subjects.matched
    unmatched = subjects.unmatched
    readAs = subjects.readAs
    notJudged = Self.unjudged(split: split, judgement: judgement, subjects, isHeard: isHeard)
  }

  private static func unjudged(
    split: ForeignSplit, judgement: LeakageJudgement, _ subjects: ForeignSplit.Subjects,
    isHeard: Bool
  ) -> [Unjudged] {
    let found = Set(judgement.reasons.map(\.kind))
    let unknown = subjects.subjects.count { $0.speaker == nil }
    let wordless = subjects.subjects.count { $0.word == nil }
    var all: [Unjudged] = []
    func add(_ reason: LeakageJudgement.Reason, _ why: String) {
      if !found.contains(reason) { all.append(Unjudged(reason: reason, why: why)) }
    }
    if !split.tellsSelection {
      add(.selection, "no dev part and no column selected_on says what the model was chosen by")
    }
    if !isHeard || !subjects.unmatched.isEmpty {
      let why =
        isHeard
        ? "\(subjects.unmatched.count, "row is", "rows are") not among the recordings at hand"
        : "the recordings are not at hand (--corpus NAME --data DIR)"
      add(.content, why)
      add(.nearDuplicate, why)
    }
    if !split.tellsParents && !subjects.subjects.contains(where: { $0.parent != nil }) {
      add(
        .parent,
        "no column parent says what a row was derived from, and a copy at another tempo or speed "
          + "has another fingerprint: nothing else would find it")
    }
    if unknown > 0 { add(.speaker, "the speaker of \(unknown, "recording") is not known") }
    if let alike = judgement.notes.first(where: { $0.kind == .speakerSpeltAlike }) {
      add(
        .speaker,
        "the speaker of \(alike.count, "tested recording") differs only in case from a fitted one: "
          + "write one spelling a speaker")
    }
    if wordless > 0 { add(.speakerWord, "the word of \(wordless, "recording") is not known") }
    return all
  }

  /// Leaky is failed. Clean is passed where every speaker is known and both sides have rows: that a
  /// file was left unheard is told, and fails nobody unless it is asked to (`strict`).
  func status(strict: Bool) -> Status {
    if isLeaky { return .failed }
    let isSided = (rows[Part.train.rawValue] ?? 0) > 0 && (rows[Part.test.rawValue] ?? 0) > 0
    let needed: Set<LeakageJudgement.Reason> =
      strict ? [.speaker, .content, .nearDuplicate] : [.speaker]
    let isKnown = !notJudged.contains { needed.contains($0.reason) }
    return isSided && isKnown ? .passed : .undetermined
  }

  var text: String {
    let counts = Part.allCases.compactMap { part in
      rows[part.rawValue].map { "\(part.rawValue) \($0)" }
    }
    let names = readAs.isEmpty ? "" : "; names read as \(readAs.joined(separator: ", "))"
    let head = "\(split) (\(format.rawValue)): \(counts.joined(separator: ", "))\(names)"
    let table = TextTable(
      heading: ["reason", "tested", "share", "for example"],
      rows: reasons.map { reason in
        [
          reason.kind.rawValue, "\(reason.count)", "\((100 * reason.share).rounded(to: 1)) %",
          reason.examples.joined(separator: ", "),
        ]
      })
    let said = notes.map {
      "note  \($0.kind.rawValue): \($0.count) of \($0.tested) tested "
        + "(\($0.examples.joined(separator: ", ")))"
    }
    let open = notJudged.map { "not judged  \($0.reason.rawValue): \($0.why)" }
    return ([head, verdict] + (isLeaky ? [table.text] : []) + said + open)
      .joined(separator: "\n").split(separator: "\n").map { String($0).onOneLine }
      .joined(separator: "\n")
  }

  private var verdict: String {
    switch status(strict: false) {
    case .failed:
      "LEAKY: what is tested is on the fitted side too; numbers on this split are no evidence of "
        + "what a model does with new speakers"
    case .passed:
      "clean by everything that was judged (\(evaluationProtocol.rawValue))"
        + (notJudged.isEmpty ? "" : "; see what was not")
    case .undetermined: "undetermined: too little is known to call it clean"
    }
  }
}
