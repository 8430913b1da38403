/// What can be wrong with a ledger or with what is written to it: facts alone. The words stand in
/// `LedgerError+Describe.swift`.
public enum LedgerError: Error, Hashable, Sendable {
  /// The name of the file is empty.
  case nameless
  /// The folder that should hold the ledger is not there.
  case folderMissing(path: String)
  /// There is no ledger to read.
  case fileMissing(path: String)
  /// The file to read has nothing in it.
  case fileEmpty(path: String)
  /// The file is something else: text, another program's database or a pipe.
  case notALedger(path: String)
  /// A folder stands where the file should.
  case folder(path: String)
  /// A symbolic link stands where the file should, and leads back to itself.
  case linkLoop(path: String)
  /// The file is a ledger, and its pages are damaged.
  case corrupt(path: String, detail: String)
  /// A later version of the program wrote the ledger.
  case newerVersion(path: String, found: Int, supported: Int)
  /// An earlier version wrote the ledger, and it was opened for reading only.
  case olderVersion(path: String, found: Int, supported: Int)
  /// The file or its folder does not allow writing.
  case readOnly(path: String)
  /// The file does not allow reading.
  case mayNotBeRead(path: String)
  /// A ledger in a folder that does not allow writing was written by somebody else during a read.
  case changedMeanwhile(path: String)
  /// The file was removed or replaced while it was open.
  case removed(path: String)
  /// The disk, or the size that the ledger may have, is used up.
  case diskFull(path: String)
  /// The size that the shell allows a file, in bytes, seems to be used up.
  case fileTooLarge(path: String, limit: Int)
  /// The files that the shell allows this process to have open, so many, are used up.
  case tooManyFiles(path: String, limit: Int)
  /// Another process kept the ledger locked for longer than the waiting time.
  case locked(path: String, seconds: Double)
  /// No run has this identifier.
  case unknownRun(id: String)
  /// An unfinished run already has the key of the run that was to begin.
  case runUnfinished(id: String, key: String)
  /// Another process has gone on with a run, deleted it or ended it since it was read.
  case runTaken(id: String)
  /// The run has no split, model, test set or evaluation of this name.
  case unknown(what: String, name: String)
  /// No corpus of the run has this utterance.
  case unknownUtterance(name: String, run: String)
  /// Two corpora of the run have an utterance of this name.
  case ambiguousUtterance(name: String, run: String)
  /// A value is not a number, so that it is neither a result nor undetermined.
  case notANumber(what: String)
  /// A number is already there with another value.
  case contradictory(metric: String)
  /// A rule of the schema refused what was to be written.
  case refused(rule: String)
  /// The ledger holds a text that this version cannot read.
  case unreadable(what: String, text: String)
  /// SQLite reported something else.
  case failed(path: String, code: Int, detail: String)
}
