import Corpora
import Findings
import Ledger
import Metrics

/// The question whether the same model was said to be trained on something else in an earlier run
/// of the ledger: of two statements that exclude one another, one does not hold.
enum DeclaredOtherwise {
  /// A finding for the latest such run of the same corpus; none where there is none. Of several
  /// files of answers one that both runs have is enough.
  ///
  /// Splits are left out: answers of several folds stand in one file, each by another model.
  static func findings(of run: Run, among runs: LedgerReader) throws -> [Finding] {
    let hashes = ForeignModel.hashes(in: run.provenance)
    guard let stated = declaration(of: run),
      let corpus = try runs.corpora(run: run.id).first?.name
    else { return [] }
    let earlier = try runs.runs().first { other in
      guard other.id != run.id, (other.started, other.id) < (run.started, run.id),
        !hashes.isDisjoint(with: ForeignModel.hashes(in: other.provenance)),
        let said = declaration(of: other), names(said) != names(stated)
      else { return false }
      return try runs.corpora(run: other.id).first?.name == corpus
    }
    guard let earlier, let other = declaration(of: earlier) else { return [] }
    let isCommand =
      run.provenance.facts[ForeignModel.sourceFact]?
      .hasPrefix("\(ForeignModel.Kind.command.rawValue): ") ?? false
    let whose =
      isCommand
      ? "The same model command was" : "The same answers, byte for byte, were"
    let message =
      "\(whose) said to be of a model trained on \(SpeakerNames.shown(other.names)) in run "
      + "\(earlier.id), and on \(SpeakerNames.shown(stated.names)) here. "
      + (isCommand
        ? "If the program behind it is the same, at most one of the two holds."
        : "At most one of the two holds.")
    return [
      Finding(
        check: StatedTraining.otherwiseCheck, subject: "run \(earlier.id)",
        status: isCommand ? .undetermined : .failed, importance: .warning, message: message,
        advice: "Make sure which of them holds, and quote no number of the other run.")
    ]
  }

  /// What somebody declares by names.
  private static func declaration(of run: Run) -> StatedTraining? {
    StatedTraining(of: run.provenance).flatMap { $0.source == .declaration ? $0 : nil }
  }

  private static func names(_ stated: StatedTraining) -> Set<String> {
    Set(SpeakerNames.each(of: stated.names).map { $0.lowercased() })
  }
}
