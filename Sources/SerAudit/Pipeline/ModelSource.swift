import Foundation
import Ledger
import Training

/// Where a command takes a trained model from: the file that is named, or the ledger.
struct ModelSource {
  /// The file that is named, if one is.
  let file: String?
  /// The ledger that is asked where no file is named.
  let ledger: String

  /// Reads the model; which one a ledger gives is told.
  func model(console: Console) throws -> ChosenModel {
    if let file { return try model(at: file, of: nil) }
    let (stored, path) = try latestModel(console)
    let chosen = try model(at: path, of: stored.key.run)
    console.note("Model: \(chosen.wording)")
    return chosen
  }

  private func model(at path: String, of run: String?) throws -> ChosenModel {
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
    return ChosenModel(path: path, run: run, model: try TrainedModel(path: path))
  }

  /// The model of the latest run that has one: that of its random split, or else its first. Where
  /// its file is gone, the next one is taken, and this is told.
  private func latestModel(_ console: Console) throws -> (model: StoredModel, path: String) {
    guard FileManager.default.fileExists(atPath: ledger) else {
      throw CommandFailure(
        .badCall,
        "There is no ledger \(ledger) to take a model from. Give --model FILE, or train one with "
          + "`ser-audit train`.")
    }
    let choice = try RunChoice.reading(ledger).read(choose)
    let searched = choice.wanted.map(places(of:)) ?? []
    guard let wanted = choice.wanted, let found = choice.found else {
      throw CommandFailure(
        .badCall,
        "\(ledger) has no fitted model whose file is still there"
          + (searched.isEmpty ? "" : " (looked for \(searched.joined(separator: " and ")))")
          + ". Give --model FILE, or train one with `ser-audit train`.")
    }
    if wanted.key != found.model.key {
      let isOlder = wanted.key.run != found.model.key.run
      console.warn(
        "The model of run \(wanted.key.run) is gone (looked for "
          + "\(searched.joined(separator: " and "))); \(found.path) is taken instead, "
          + (isOlder ? "of the earlier run \(found.model.key.run)" : "another one of that run"))
    }
    return found
  }

  /// The model that should answer, and the one that does with its file.
  private func choose(
    _ reader: LedgerReader
  ) throws -> (wanted: StoredModel?, found: (model: StoredModel, path: String)?) {
    var wanted: StoredModel?
    for run in try reader.runs() {
      let own = try reader.models(run: run.id)
        .filter { $0.isFitted && $0.key.name == ForeignModel.own }
      let isRandom = { (model: StoredModel) in model.key.split.hasPrefix("random") }
      for model in own.filter(isRandom) + own.filter({ !isRandom($0) }) {
        wanted = wanted ?? model
        if let path = places(of: model).first(where: FileManager.default.fileExists(atPath:)) {
          return (wanted, (model, path))
        }
      }
    }
    return (wanted, nil)
  }

  /// Where the file of a model may be: below the folder that it was trained in, which is this one
  /// or that of the ledger.
  private func places(of model: StoredModel) -> [String] {
    guard let path = model.checkpoint else { return [] }
    let folder = ledger.enclosingFolder
    return folder.isEmpty || path.hasPrefix("/") ? [path] : [path, folder + "/" + path]
  }
}
