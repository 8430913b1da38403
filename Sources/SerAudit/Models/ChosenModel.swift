import Ledger
import Metrics
import Training

/// A trained model that a command uses, and where it comes from.
struct ChosenModel {
  /// Its file.
  let path: String
  /// The run that it was chosen from; `nil` where its file was named.
  let run: String?
  let model: TrainedModel

  /// For people: the file, what it was trained on, and the run.
  var wording: String {
    "\(path), \(model.split) (seed \(model.seed)), trained on "
      + SpeakerNames.joined(model.trainedOn) + (run.map { ", run \($0)" } ?? "")
  }

  /// Split, seed and run, by its own file.
  var origin: String {
    "\(model.split) (seed \(model.seed)) of "
      + (model.provenance["run"].map { "run \($0)" } ?? "no run")
  }

  /// Whether the file says of itself that it is the model of a ledger's row. Its hash would say it
  /// more surely, and take longer than all the rest of an answer.
  func isModel(of key: ModelKey) -> Bool {
    model.provenance["run"] == key.run && model.split == key.split
      && Int(exactly: model.seed) == key.seed
  }

  /// For programs.
  var facts: Facts {
    Facts(
      path: path, split: model.split, seed: model.seed, trainedOn: model.trainedOn,
      run: model.provenance["run"])
  }

  /// What a program is told of a model.
  struct Facts: Encodable {
    let path: String
    let split: String
    let seed: UInt64
    let trainedOn: [String]
    /// The run that trained it, by its own file.
    let run: String?
  }
}
