import Foundation
import Ledger

/// Where a command takes a trained model from: the file that is named, or the ledger.
struct ModelSource {
  /// The file that is named, if one is.
  let file: String?
  /// The ledger that is asked where no file is named.
  let ledger: String

  /// The file of the model, which exists.
  func path() throws -> String {
    let path = try file ?? latestModel()
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(
        .badCall, "There is no model file \(path). Give one that `ser-audit train` wrote.")
    }
    return path
  }

  /// The model of the latest run that has one, trained on the most speakers.
  private func latestModel() throws -> String {
    guard FileManager.default.fileExists(atPath: ledger) else {
      throw CommandFailure(
        .badCall,
        "There is no ledger \(ledger) to take a model from. Give --model FILE, or train one with "
          + "`ser-audit train`.")
    }
    let file = try RunChoice.reading(ledger)
    let models = try file.read { reader in
      try reader.runs().map { try reader.models(run: $0.id) }
    }
    for run in models {
      let usable = run.filter { model in
        model.isFitted && model.key.name == ForeignModel.own
          && FileManager.default.fileExists(atPath: model.checkpoint ?? "")
      }
      if let best = usable.first(where: { $0.key.split.hasPrefix("random") }) ?? usable.first,
        let path = best.checkpoint
      {
        return path
      }
    }
    throw CommandFailure(
      .badCall,
      "\(ledger) has no fitted model whose file is still there. Give --model FILE, or train one "
        + "with `ser-audit train`.")
  }
}
