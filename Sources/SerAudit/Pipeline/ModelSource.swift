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
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure(
        .badCall, "There is no model file \(path). Give one that `ser-audit train` wrote.")
    }
    guard !isFolder.boolValue else {
      throw CommandFailure(
        .badCall,
        "\(path) is a folder, expected a model file. Give one that `ser-audit train` wrote.")
    }
    return path
  }

  /// The model of the latest run that has one: that of its random split, or else its first.
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
    let fitted = models.map { run in
      run.filter { $0.isFitted && $0.key.name == ForeignModel.own }
    }
    for run in fitted {
      let usable = run.compactMap { model in
        places(of: model).first(where: FileManager.default.fileExists(atPath:))
          .map { (split: model.key.split, path: $0) }
      }
      if let best = usable.first(where: { $0.split.hasPrefix("random") }) ?? usable.first {
        return best.path
      }
    }
    let searched = fitted.joined().first.map(places(of:)) ?? []
    throw CommandFailure(
      .badCall,
      "\(ledger) has no fitted model whose file is still there"
        + (searched.isEmpty ? "" : " (looked for \(searched.joined(separator: " and ")))")
        + ". Give --model FILE, or train one with `ser-audit train`.")
  }

  /// Where the file of a model may be: below the folder that it was trained in, which is this one
  /// or that of the ledger.
  private func places(of model: StoredModel) -> [String] {
    guard let path = model.checkpoint else { return [] }
    let folder = ledger.enclosingFolder
    return folder.isEmpty || path.hasPrefix("/") ? [path] : [path, folder + "/" + path]
  }
}
