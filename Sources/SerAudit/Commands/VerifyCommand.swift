import ArgumentParser
import Ledger

/// The numbers of a run, computed again from its predictions.
struct VerifyCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compute every number of a run again from its stored predictions, and compare.",
    discussion: """
      Reads nothing but the ledger: metrics, intervals, tests, calibrations, conformal sets and \
      fairness are computed anew from what the models said, and every row is compared with what \
      the ledger shows. Leakage is judged again from the splits and the recordings, and the \
      questions of a run of this version are asked again. What differs, is missing, or follows \
      from nothing fails the run, and so does an answer that is not the most probable emotion, a \
      verdict that its findings do not give, or a prediction that was scored against another \
      emotion than its recording has. Files of models that are still there are held against their \
      hashes.

      Exit codes: 0 every number follows; 1 drift, with what differs, or predictions scored \
      against another emotion; 2 bad call, no such run, or one without numbers; 5 ledger; 130 \
      interrupted.
      """)

  @Argument(help: "The run's identifier; without one, the latest complete run.")
  var run: String?

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func perform() throws -> CommandResult {
    Interruption.listen()
    let ledger = try LedgerFile.reading(self.ledger.ledger)
    let run = try RunNames.run(run, in: ledger).id
    let console = output.console()
    var stage: StageProgress?
    let result = try RunVerification(of: run, ledger: ledger) { done, total in
      if Interruption.isRequested { throw CommandFailure.interrupted }
      if stage == nil { stage = StageProgress("Recompute", total: total, console: console) }
      stage?.update(done: done)
    }
    guard result.hasNumbers || result.status == .failed else {
      throw CommandFailure(
        .badCall,
        "\(run) has no numbers yet, so there is nothing to verify. Finish it by the command that "
          + "began it, or name another run.")
    }
    stage?.finish("\(result.checked) numbers and judgements")
    let version = try ledger.read { try $0.run(run) }.provenance.toolVersion
    return CommandResult(
      status: ExitStatus(result.status), run: run,
      text: Self.text(of: result, run: run, version: version),
      data: result)
  }

  /// How many drifts are shown.
  private static let most = 20

  private static func text(of result: RunVerification, run: String, version: String) -> String {
    var lines: [String] = []
    if result.drifts.isEmpty {
      lines.append(
        "\(run): all \(result.checked) numbers and judgements follow from what is stored.")
    } else {
      lines.append(
        "\(run): \(result.drifts.count) of \(result.checked) numbers and judgements do not follow "
          + "from what is stored. "
          + (version == Version.current
            ? "Do not quote this run; look for who wrote to the ledger, and run it again."
            : "Version \(version) computed them and this is \(Version.current): where a definition "
              + "changed in between (docs/methods.md), an old number does not follow. Run it again "
              + "before you quote it; if the rest of it surprises you, look for who wrote to the "
              + "ledger."))
      lines += result.drifts.prefix(most).map { drift in
        func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "nothing" }
        let numbers =
          "the ledger says \(text(drift.stored)), and \(text(drift.recomputed)) follows"
        return "  \(drift.kind.rawValue)  \(drift.metric), \(drift.subject): "
          + (drift.detail ?? numbers)
      }
      if result.drifts.count > most { lines.append("  and \(result.drifts.count - most) more") }
    }
    if result.contradictedTruths > 0 {
      let verb = result.contradictedTruths == 1 ? "is" : "are"
      lines.append(
        "\(result.contradictedTruths, "prediction") \(verb) scored against another emotion than "
          + "the ledger has of the recording. Do not quote this run; look for who changed the "
          + "labels, and run it again.")
    }
    if result.laterNumbers > 0 {
      lines.append(
        "The run has no number of ensembles or of calibrations without a known speaker, and "
          + "\(result.laterNumbers) would follow: it was made before there were any, or somebody "
          + "removed them.")
    }
    lines += result.alteredModels.map {
      "  altered  \($0) is not the file whose hash the ledger has"
    }
    lines += result.unreadModels.map {
      "  unread  \($0.path) could not be read (\($0.reason)), so whether it is the file whose hash "
        + "the ledger has cannot be told. Allow reading it, and verify again."
    }
    if !result.missingModels.isEmpty {
      lines.append(
        "\(result.missingModels.count) model files are not there any more and were not compared.")
    }
    return lines.joined(separator: "\n")
  }
}
