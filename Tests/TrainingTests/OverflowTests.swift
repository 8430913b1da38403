import Audio
import Foundation
import Networks
import Testing
import Training

@Suite("A model whose numbers overflow")
struct OverflowTests {
  private static let rate = 16_000

  private static let model = Result {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.features.normalization = .none
    recipe.features.level = .none
    recipe.features.maximumFrames = 24
    return try Trainer(recipe: recipe, seed: 1).fit(ToyData.data())
  }

  /// The model with both weights of its head scaled by a power of two, and no bias between them.
  private static func recognizer(power: Double) throws -> Recognizer {
    let model = try model.get()
    let state = try model.state.map { array in
      guard array.name.hasPrefix("head.") else { return array }
      let scale = array.name.hasSuffix("weight") ? Float(exp2(power / 2)) : 0
      return try NamedArray(
        name: array.name, shape: array.shape, values: array.values.map { $0 * scale })
    }
    return try Recognizer(
      model: TrainedModel(
        recipe: model.recipe, split: model.split, trainedOn: model.trainedOn, seed: model.seed,
        keptEpoch: model.keptEpoch, curve: model.curve, provenance: [:], state: state,
        file: "loud.safetensors"),
      workers: 2)
  }

  private static func tone(_ number: Int) -> Waveform {
    let amplitude = 0.8 * pow(0.6, Double(number % 12))
    return Waveform(
      samples: (0..<3_200).map { Float(amplitude * sin(Double($0) * 0.05 * Double(number + 3))) },
      sampleRate: rate)
  }

  /// Recordings of which a power lies between the first and the last that overflows.
  private static let recordings = (0..<70).map(tone)

  @Test("says nothing of what overflows, and of the others what it says of each alone")
  func takesNoOthersAnswer() throws {
    var (low, high) = (0.0, 250.0)
    var answers: [Recognition?] = []
    var recognizer = try Self.recognizer(power: low)
    #expect(try recognizer.recognize(Self.recordings).allSatisfy { $0 != nil })
    for _ in 0..<40 {
      let power = (low + high) / 2
      recognizer = try Self.recognizer(power: power)
      answers = try recognizer.recognize(Self.recordings)
      let count = answers.count { $0 != nil }
      if (1..<Self.recordings.count).contains(count) { break }
      if count == 0 { high = power } else { low = power }
    }
    let count = answers.count { $0 != nil }
    #expect((1..<Self.recordings.count).contains(count))
    for (recording, answer) in zip(Self.recordings, answers) {
      let alone = try recognizer.recognize([recording])[0]
      #expect(alone?.probabilities == answer?.probabilities)
      #expect(recognizer.fault(of: recording) == nil, "nothing is wrong with the recording")
    }
    #expect(recognizer.sources == ["loud.safetensors"])
  }

  @Test("gives a stream no answer and says why, and silence is no such thing")
  func stream() throws {
    let samples = [Float](repeating: 0, count: Self.rate) + Self.tone(0).samples
    for (power, isFinite) in [(0.0, true), (250, false)] {
      var stream = StreamRecognizer(
        recognizer: try Self.recognizer(power: power), sampleRate: Self.rate)
      let silent = try stream.append(samples)
      #expect(silent.count == 2 && silent.allSatisfy { $0.recognition == nil && $0.isFinite })
      let last = try #require(try stream.finish())
      #expect(last.isFinite == isFinite)
      #expect((last.recognition != nil) == isFinite && (last.attentionStart != nil) == isFinite)
    }
  }
}
