import Corpora
import Foundation
import Ledger

/// What of a call can be refused by the names in its corpus alone, before minutes go by in which
/// its recordings are decoded: files of splits and of predictions, what a model was trained on, and
/// a model command that does not answer.
struct CallCheck {
  /// The model command, where it was started and has passed its health check.
  let command: ModelCommand?

  /// Looks at what a call says. A pipe can be read only once, so it is left to the audit.
  ///
  /// - Parameter corpus: the audited corpus as names and labels give it.
  /// - Throws: what reading it for the audit would throw.
  init(_ options: AuditOptions, of corpus: Corpus, console: Console) throws {
    let model = options.model
    for path in model.split where PathKind(of: path) != .other {
      _ = try ForeignSplit.load(path: path)
    }
    let asked = try AskedEmotions(model.emotions, of: corpus)
    let claim = try TrainingClaim(
      model.trainedOn, corpus: corpus,
      externals: options.ladder.externals.map(CorpusRegistry().canonical))
    guard !model.predictions.contains(where: { PathKind(of: $0) == .other }) else {
      command = nil
      return
    }
    let subject = try ForeignSubject.open(
      model, corpus: corpus, training: claim.words, console: console)
    if model.split.isEmpty {
      let split = claim.split(of: corpus)
      try subject?.requireAnswers(
        to: [asked?.limiting(split, among: corpus.utterances) ?? split], of: [corpus])
    }
    guard let subject, case .command(let command) = subject.trainings.first?.model,
      try !Self.wasAnswered(subject.facts.hash, options)
    else {
      self.command = nil
      return
    }
    try command.start()
    self.command = command
  }

  /// Whether a complete run is of this command: perhaps it is this one and nothing will be asked,
  /// so the command is not started before that is known.
  private static func wasAnswered(_ hash: String, _ options: AuditOptions) throws -> Bool {
    let path = options.workspace.ledger
    guard !options.fresh, FileManager.default.fileExists(atPath: path) else { return false }
    return try LedgerFile.open(path: path).read { try $0.runs() }.contains {
      $0.status == .complete && $0.provenance.facts[ForeignModel.hashFact] == hash
    }
  }
}
