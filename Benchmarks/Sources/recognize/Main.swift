import Audio
import Foundation
import Networks
import Training

/// `recognize prepare FOLDER` writes a model of the default recipe and two recordings, of 3 s and
/// of a minute; `recognize time FOLDER COUNT` prints the milliseconds from samples to probabilities
/// for the short one, as JSON.
///
/// The model's weights are those that a training starts from: how long an answer takes does not
/// depend on them.
@main
enum Main {
  static let rate = 16_000

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.count) {
    case ("prepare", 2): try prepare(arguments[1])
    case ("time", 3): try time(arguments[1], count: Int(arguments[2]) ?? 0)
    default:
      FileHandle.standardError.write(Data("usage: recognize prepare|time FOLDER [COUNT]\n".utf8))
    }
  }

  static func prepare(_ folder: String) throws {
    let recipe = Recipe()
    let network = try CRNN(try recipe.networkConfiguration(), seed: 1)
    try TrainedModel(
      recipe: recipe, split: "none", trainedOn: [], seed: 1, keptEpoch: 0,
      curve: [], provenance: [:], state: network.state
    ).write(to: folder + "/model.safetensors")
    for (name, seconds) in [("utterance", 3), ("minute", 60)] {
      try AudioFile.write(voice(seconds: seconds), to: folder + "/\(name).wav")
    }
  }

  /// Pulses at 200 Hz that swell and fade four times a second: never silent, and so never trimmed.
  static func voice(seconds: Int) -> Waveform {
    let samples = (0..<seconds * rate).map { index in
      let phase = Float(index % (rate / 200)) / Float(rate / 200)
      let swell = 0.6 + 0.4 * Float(sin(8 * Double.pi * Double(index) / Double(rate)))
      return 0.3 * swell * (phase - 0.5)
    }
    return Waveform(samples: samples, sampleRate: rate)
  }

  static func time(_ folder: String, count: Int) throws {
    let recognizer = try Recognizer(model: TrainedModel(path: folder + "/model.safetensors"))
    let waveform = try AudioFile.read(path: folder + "/utterance.wav")
    let clock = ContinuousClock()
    let times = try (0...count).map { _ in
      try clock.measure { _ = try recognizer.recognize([waveform]) } / .milliseconds(1)
    }
    FileHandle.standardOutput.write(try JSONEncoder().encode(Array(times.dropFirst())))
  }
}
