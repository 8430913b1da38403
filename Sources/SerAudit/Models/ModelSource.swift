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
    let chosen = try latestModel(console)
    console.note("Model: \(chosen.wording)")
    return chosen
  }

  private func model(at path: String, of run: String?) throws -> ChosenModel {
    let expected = "Give one that `ser-audit train` wrote."
    switch PathKind(of: path) {
    case .file: break
    case nil: throw CommandFailure(.badCall, "There is no model file \(path). \(expected)")
    case .folder:
      throw CommandFailure(.badCall, "\(path) is a folder, expected a model file. \(expected)")
    case .other:
      // Opening a pipe would wait for somebody to write into it.
      throw CommandFailure(
        .badCall, "\(path) is a pipe, device or socket, expected a model file. \(expected)")
    }
    do throws(TrainingError) {
      return ChosenModel(path: path, run: run, model: try TrainedModel(path: path))
    } catch {
      guard case .file(_, let reason) = error else { throw error }
      throw CommandFailure(
        .ledger, "\(path): \(reason). Allow reading it, or give another file.")
    }
  }

  /// The model of the latest run that has one: that of its random split, or else its first. Where
  /// its file is gone or another model's, the next one is taken, and this is told.
  private func latestModel(_ console: Console) throws -> ChosenModel {
    let file: LedgerFile
    do {
      file = try LedgerFile.reading(ledger)
    } catch LedgerError.fileMissing, LedgerError.folderMissing {
      throw CommandFailure(
        .badCall,
        "There is no ledger \(ledger) to take a model from. Give --model FILE, or train one with "
          + "`ser-audit train`.")
    }
    var missed: (run: String, why: String)?
    for run in try file.read({ try $0.runs() }).map(\.id) {
      for stored in try file.read({ try Self.models(of: run, in: $0) }) {
        switch try found(stored) {
        case .itself(let model):
          if let missed { warn(of: missed.run, missed.why, taking: model, of: run, console) }
          return model
        case .nothing(let why): missed = missed ?? (run, why)
        }
      }
    }
    try file.requireSound()
    throw CommandFailure(
      .badCall,
      "\(ledger) has no fitted model whose file is still there"
        + (missed.map { " (\($0.why))" } ?? "")
        + ". Give --model FILE, or train one with `ser-audit train`.")
  }

  /// The fitted models of a run, those of its random split first.
  private static func models(of run: String, in reader: LedgerReader) throws -> [StoredModel] {
    let own = try reader.models(run: run).filter { $0.isFitted && $0.key.name == ForeignModel.own }
    let isRandom = { (model: StoredModel) in model.key.split.hasPrefix("random") }
    return own.filter(isRandom) + own.filter { !isRandom($0) }
  }

  /// What stands where the file of a model should: the model itself, or something else, in words.
  private enum Found {
    case itself(ChosenModel)
    case nothing(why: String)
  }

  /// Looks for the file of a model, which must say of itself that it is that model.
  private func found(_ stored: StoredModel) throws -> Found {
    let places = stored.places(beside: ledger)
    var others: [String] = []
    for place in places where FileManager.default.fileExists(atPath: place) {
      let model = try model(at: place, of: stored.key.run)
      if model.isModel(of: stored.key) { return .itself(model) }
      others.append("\(place) is \(model.origin)")
    }
    let gone = "looked for " + places.joined(separator: " and ")
    return .nothing(why: others.isEmpty ? gone : others.joined(separator: " and "))
  }

  private func warn(
    of wanted: String, _ why: String, taking model: ChosenModel, of run: String, _ console: Console
  ) {
    console.warn(
      "The model of run \(wanted) is gone (\(why)); \(model.path) is taken instead, "
        + (wanted == run ? "another one of that run" : "of the earlier run \(run)"))
  }
}
