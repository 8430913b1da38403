/// All words about ledgers that somebody reads: what was found, what was expected, what to do.
extension LedgerError: CustomStringConvertible {
  /// One or two sentences without a newline.
  public var description: String {
    switch self {
    case .nameless:
      "The name of the ledger is empty. Name a file to keep numbers in with --ledger."
    case .folderMissing(let path):
      "The folder of the ledger \(path) does not exist. Create it, or name another with --ledger."
    case .fileMissing(let path):
      "There is no ledger at \(path). Run an audit first, or name the ledger with --ledger."
    case .fileEmpty(let path):
      "The ledger \(path) is empty: no audit has written to it. Run an audit first, or name "
        + "another with --ledger."
    case .notALedger(let path):
      "\(path) is not a ledger of ser-audit but some other file. It was left as it is; "
        + "name another file with --ledger."
    case .folder(let path):
      "\(path) is a folder, and a ledger was expected. Name a file with --ledger."
    case .linkLoop(let path):
      "The ledger \(path) is a symbolic link that leads back to itself (too many levels of "
        + "symbolic links). Remove the link, or name another ledger with --ledger."
    case .corrupt(let path, let detail):
      "The ledger \(path) is damaged (\(detail)). Keep a copy, recover what is readable with "
        + "sqlite3 \(path) .recover, or start a new ledger with --ledger."
    case .newerVersion(let path, let found, let supported):
      "The ledger \(path) has version \(found); this ser-audit reads up to version \(supported). "
        + "It was left as it is; use the newer ser-audit, or another ledger with --ledger."
    case .olderVersion(let path, let found, let supported):
      "The ledger \(path) has version \(found) and version \(supported) is expected, but it "
        + "may not be written. Make it writable once, so that it can be brought up to date."
    case .readOnly(let path):
      "The ledger \(path) may only be read. Make the file and its folder writable, or name "
        + "another ledger with --ledger."
    case .mayNotBeRead(let path):
      "The ledger \(path) may not be read. Allow reading it, or name another with --ledger."
    case .changedMeanwhile(let path):
      "The ledger \(path) was written by another process while it was read. Nothing of what was "
        + "read is shown; run the same command again."
    case .removed(let path):
      "The ledger \(path) was removed or replaced while this command wrote to it. What it held is "
        + "gone; put it back if there is a copy, and run the same command again."
    case .diskFull(let path):
      "There is no room to write the ledger \(path). Everything written before is kept; free "
        + "some space and run the same command again to go on."
    case .fileTooLarge(let path, let limit):
      "The ledger \(path), or a file that SQLite keeps beside it, cannot grow: it may have reached "
        + "the size that the shell allows a file, \(limit) bytes (ulimit -f). Everything written "
        + "before is kept; raise the limit and run the same command again to go on."
    case .tooManyFiles(let path, let limit):
      "The ledger \(path) cannot be opened: this process may have \(limit) files open (ulimit -n), "
        + "and they are used up. Raise the limit and run the same command again."
    case .locked(let path, let seconds):
      "Another process writes to the ledger \(path) and has not let go of it for "
        + "\(Self.shown(seconds)). Wait for it to end and run the same command again to go on, or "
        + "give another --ledger."
    case .failed(let path, let code, let detail):
      "SQLite could not use the ledger \(path): \(detail) (code \(code)). Check the file and its "
        + "disk, or name another ledger with --ledger."
    case .unknownRun(let id):
      "The ledger has no run \(id). List its runs with ser-audit history."
    case .runUnfinished(let id, _):
      "Run \(id) has the same data, recipe, policy and seed and is not finished. Resume it "
        + "rather than beginning another."
    case .runTaken(let id):
      "Another process has taken run \(id) meanwhile. Wait for it, stop it, or give another "
        + "--ledger."
    case .unknown(let what, let name):
      "The ledger has no \(what) \(name) in this run, and one was expected."
    case .unknownUtterance(let name, let run):
      "No corpus of run \(run) has an utterance \(name). Record the corpus before what is "
        + "measured on it."
    case .ambiguousUtterance(let name, let run):
      "Two corpora of run \(run) have an utterance \(name). Identifiers must differ within a run."
    case .notANumber(let what):
      "\(what) is not a number. A result or an undetermined value was expected."
    case .contradictory(let metric):
      "The run already has another value for \(metric). A number has one row, and one value."
    case .refused(let rule):
      "The ledger refused a row: \(rule)."
    case .unreadable(let what, let text):
      "The ledger holds the \(what) '\(text)', which this version does not know."
    }
  }

  private static func shown(_ seconds: Double) -> String {
    (Int(exactly: seconds).map(String.init) ?? "\(seconds)")
      + (seconds == 1 ? " second" : " seconds")
  }
}
