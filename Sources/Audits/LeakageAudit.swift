import Corpora
import Findings
import Wording

/// Leakage judgements in words.
public enum LeakageAudit {
  /// The finding of one judgement. A rung that leaks by design is a note; an honest rung that leaks
  /// is a reason not to release. What to do about a leak follows from who made the split.
  public static func finding(
    of judgement: LeakageJudgement, test: TestSet, trainedOn: [String],
    splits: SplitOrigin = .planned
  ) -> Finding {
    let rung = judgement.evaluationProtocol
    let subject =
      "\(rung.rawValue) \(trainedOn.joined(separator: "+")) > "
      + test.testedOn.joined(separator: "+")
    if judgement.reasons.contains(where: { $0.kind == .unknownTraining }) {
      return notJudged(subject, splits)
    }
    let reasons = judgement.reasons.map { text($0.kind.rawValue, $0.count, of: $0.tested) }
    let notes = judgement.notes.filter { $0.kind != .unheardTraining }.map(note)
    let noted = notes.isEmpty ? "" : " Noted: \(notes.joined(separator: "; "))."
    if judgement.notes.contains(where: { $0.kind == .unheardTraining }) {
      return taken(trainedOn, subject)
    }
    guard judgement.isLeaky || !judgement.hasSpeakersSpeltAlike else {
      return speltAlike(subject, noted)
    }
    guard judgement.isLeaky else {
      return Finding(
        check: "leakage", subject: subject, status: .passed, importance: .note,
        message: "No speaker, recording or parent utterance stands on both sides"
          + (splits == .claim ? ", as far as what was declared of training goes." : ".") + noted)
    }
    return Finding(
      check: "leakage", subject: subject, status: .failed,
      importance: rung.leaksByDesign ? .note : .critical,
      message: "LEAKY: \(reasons.joined(separator: "; ")).\(noted)",
      advice: rung.leaksByDesign
        ? advice(onDesigned: splits) : "No number on it is evidence. " + splits.mending)
  }

  /// What a rung that shares speakers is good for.
  private static func advice(onDesigned splits: SplitOrigin) -> String {
    switch splits {
    case .planned:
      "The rung is made to leak and shows what that is worth; never quote it as what the model "
        + "can do."
    case .file:
      "The split file has speakers on both sides. Its numbers show what that is worth; never quote "
        + "them as what the model can do. A split file that keeps speakers apart gives numbers of "
        + "new speakers."
    case .claim, .unknown:
      "The model is said to have heard these speakers. The numbers show what that is worth; never "
        + "quote them as what the model can do."
    }
  }

  /// Nobody says what the model was trained on: neither clean nor leaky, and no evidence.
  private static func notJudged(_ subject: String, _ splits: SplitOrigin) -> Finding {
    Finding(
      check: "leakage", subject: subject, status: .undetermined, importance: .critical,
      message: "Not judged: nobody says what the model was trained on, so each tested utterance "
        + "must be taken for one that it has heard. Every number of it is stamped LEAKY, and none "
        + "counts as evidence.",
      advice: splits == .file
        ? "Add rows of the part train to the split file that name recordings here, or leave --split "
          + "out and say what it was trained on (--trained-on), and audit again."
        : "Say what it was trained on (--trained-on), or give its split (--split), and audit "
          + "again.")
  }

  /// Speakers of both sides whose names differ only in case: two people, or one who leaks.
  private static func speltAlike(_ subject: String, _ noted: String) -> Finding {
    Finding(
      check: "leakage", subject: subject, status: .undetermined, importance: .critical,
      message: "Not judged: speakers on both sides have names that differ only in case, and nobody "
        + "says whether they are two people.\(noted)",
      advice: LeakageCheck.spellingAdvice)
  }

  /// The training data are named and not here: no leak was found, and none was looked for.
  private static func taken(_ trainedOn: [String], _ subject: String) -> Finding {
    let isUntrained = trainedOn == [Split.noTraining]
    return Finding(
      check: "leakage", subject: subject, status: .undetermined, importance: .note,
      message: isUntrained
        ? "Not verified: the model is said to be trained on nothing, which is taken at its word: "
          + "then nothing that is tested can have been heard."
        : "Not verified: the model is said to be trained on "
          + "\(trainedOn.joined(separator: " and ")), which is taken at its word: no recording of "
          + "that was compared with what is tested.",
      advice: isUntrained
        ? nil : "Where those recordings are at hand, judge both sides by `ser-audit leakage`.")
  }

  /// A note in words; only that of words tells of something that both sides have.
  private static func note(_ entry: LeakageJudgement.Entry<LeakageJudgement.Note>) -> String {
    switch entry.kind {
    case .wordOverlap: text(entry.kind.rawValue, entry.count, of: entry.tested)
    case .notInCorpus:
      "\(entry.kind.rawValue): \(entry.count, "identifier") of the split"
    case .unknownSpeaker, .unknownWord, .speakerNamedAlike, .speakerSpeltAlike, .unhashed,
      .unheardTraining:
      "\(entry.kind.rawValue): \(entry.count) of \(entry.tested) tested utterances"
    }
  }

  private static func text(_ kind: String, _ count: Int, of total: Int) -> String {
    "\(kind) shared by \(count) of \(total) tested utterances"
  }
}
