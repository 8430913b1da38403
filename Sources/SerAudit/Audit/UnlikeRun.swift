import Foundation
import Ledger

/// An unfinished run that was asked for by the same options and cannot be gone on with, since what
/// it was begun with is another.
struct UnlikeRun {
  private let run: Run
  /// What is another, for example `recordings of tess`.
  private let differences: [String]

  /// For people: which run, and what is another; no full stop.
  var words: String {
    "Run \(run.id) is unfinished and was begun with the same options, but with other "
      + differences.joined(separator: " and ")
  }

  /// What to do for the run to be found.
  var mend: String { "Restore what it was begun with to go on." }

  /// Looks for the latest such run in the ledger of a setting; the ledger is not made for it.
  init?(beside setting: AuditSetting) throws {
    let path = setting.workspace.ledger
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    try self.init(beside: setting, in: LedgerFile.open(path: path))
  }

  /// Looks for the latest such run.
  init?(beside setting: AuditSetting, in ledger: LedgerFile) throws {
    let (key, options) = (try setting.plan.key, try setting.plan.optionsHash)
    let run = try ledger.read { try $0.runs() }.first {
      $0.status != .complete && $0.key != key && $0.provenance.optionsHash == options
    }
    guard let run else { return nil }
    let (begun, corpus) = (run.provenance, setting.source)
    var differences: [String] = []
    if begun.corpusHash != corpus.hash { differences.append("recordings of \(corpus.corpus.name)") }
    if begun.recipeHash != (try setting.recipeHash) { differences.append("settings in the recipe") }
    if begun.toolVersion != Version.current {
      differences.append("code (ser-audit \(begun.toolVersion))")
    }
    // What is said of recordings, what labels of answers stand for, and corpora beside the audited
    // one have no hash of their own there; the key says that they are others where all else is the
    // same.
    let answers = setting.foreign == nil ? "" : ", another map of the labels of answers"
    self.differences =
      differences.isEmpty
      ? ["labels (or words, speakers, attributes)\(answers), or another corpus beside it"]
      : differences
    self.run = run
  }
}
