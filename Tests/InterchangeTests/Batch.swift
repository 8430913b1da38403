import Features
import Networks
import Training

/// A network's input with its name, and what the suite answers to it.
struct Batch {
  let name: String
  let input: NetworkInput

  static func input(_ spectrograms: [PaddedSpectrogram]) throws -> NetworkInput {
    try NetworkInput(
      features: spectrograms.flatMap(\.bandMajorValues), count: spectrograms.count,
      bands: spectrograms[0].bands, frames: spectrograms[0].frames,
      lengths: spectrograms.map(\.validFrames))
  }

  /// Utterances of all lengths together, alone, longer than the recipe's frames, without padding,
  /// and so short that a single pooled frame is left.
  static func all(of utterances: [LogMelSpectrogram], frames: Int) throws -> [Batch] {
    let first = utterances[0]
    func batch(
      _ name: String, _ some: [LogMelSpectrogram], frames: Int
    ) throws -> Batch {
      Batch(name: name, input: try input(some.map { $0.padded(to: frames) }))
    }
    func beginning(_ frames: Int) -> LogMelSpectrogram {
      LogMelSpectrogram(
        values: Array(first.values.prefix(frames * first.bands)), frames: frames,
        bands: first.bands)
    }
    return [
      try batch("together", utterances, frames: frames),
      try batch("alone", [first], frames: frames),
      try batch("longer", Array(utterances.prefix(3)), frames: frames + 37),
      try batch("unpadded", [beginning(61)], frames: 61),
      try batch("short", [beginning(1), beginning(7), first], frames: frames),
      try batch("shortest", [beginning(7)], frames: 7),
    ]
  }

  /// Input and answers of a model as arrays for scripts/interchange/agreement.py.
  static func arrays(_ batches: [Batch], _ model: TrainedModel) throws -> [NamedArray] {
    let network = try CRNN(try model.recipe.networkConfiguration(), seed: 0, workers: 2)
    try network.load(model.state)
    return try batches.flatMap { batch in
      let (input, output) = (batch.input, try network.predict(batch.input))
      let rows = [input.count, output.classes]
      return try [
        ("features", [input.count, 1, input.bands, input.frames], input.features),
        ("lengths", [input.count], input.lengths.map(Float.init)),
        ("probabilities", rows, output.probabilities), ("logits", rows, output.logits),
        ("attention", [input.count, output.pooledFrames], output.attention),
      ].map { try NamedArray(name: "\(batch.name)/\($0.0)", shape: $0.1, values: $0.2) }
    }
  }
}
