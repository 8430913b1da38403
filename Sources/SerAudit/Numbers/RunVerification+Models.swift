import Corpora
import Foundation
import Ledger

extension RunVerification {
  /// A file of a model that is there and could not be read.
  struct UnreadModel: Encodable {
    let path: String
    /// The operating system's words, for example `Permission denied`.
    let reason: String
  }

  /// Files of models that are not what the ledger says they are, those of which it cannot be told,
  /// and those that are not there.
  struct ModelFiles {
    private(set) var altered: [String] = []
    private(set) var unread: [UnreadModel] = []
    private(set) var missing: [String] = []

    /// Looks for them where `predict` does.
    init(of models: [StoredModel], beside ledger: String) {
      let files = models.compactMap { model in
        (model.file(beside: ledger) ?? model.checkpoint).map { ($0, model.checkpointHash) }
      }
      for (path, hash) in files {
        guard FileManager.default.fileExists(atPath: path) else {
          missing.append(path)
          continue
        }
        do throws(CorpusError) {
          if try FileHash.sha256(path: path) != hash { altered.append(path) }
        } catch {
          guard case .fileUnreadable(_, let reason) = error else {
            altered.append(path)
            continue
          }
          unread.append(UnreadModel(path: path, reason: reason))
        }
      }
    }
  }

  /// Whether the models of a run that came to its end are fitted.
  static func fits(_ models: [StoredModel], in run: Run) -> Tally {
    guard run.status == .complete else { return Tally() }
    return models.reduce(into: Tally()) { tally, model in
      tally.count(
        model.isFitted,
        else: Drift(
          kind: .differs, subject: "\(model.key.split), seed \(model.key.seed)", metric: "model",
          detail: "it is still being fitted, in a run that is complete"))
    }
  }

  /// Whether the hash of the audited corpus is that of the run, and follows from its recordings.
  static func corpus(
    _ audited: CorpusFacts?, of run: Run, _ recordings: StoredRecordings
  ) -> Tally {
    guard let audited else { return Tally() }
    // How one hash is made of many may have been another in an earlier version.
    let follows = run.isOfThisVersion ? recordings.hash(of: audited.name) : nil
    let expected = [run.provenance.corpusHash, follows].compactMap { $0 }
    var tally = Tally()
    tally.count(
      expected.allSatisfy { $0 == audited.hash },
      else: Drift(
        kind: .differs, subject: audited.name, metric: "corpus-hash",
        detail: "the corpus, the run and the recordings have not one hash"))
    return tally
  }
}

extension Run {
  /// Whether this program's version made the run, so that words and questions are the same.
  var isOfThisVersion: Bool { provenance.toolVersion == Version.current }
}
