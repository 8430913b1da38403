import Audio
import Features
import Foundation
import Testing
import Training

@Suite("A trained model that is asked")
struct RecognizerTests {
  private static let rate = 16_000

  /// A network for recordings of a third of a second; a weight of attention is of two frames.
  private static func recognizer(
    _ normalization: UtteranceNormalization = .global, mean: Bool = true
  ) throws -> Recognizer {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.features.normalization = normalization
    recipe.features.maximumFrames = 24
    let model = try Trainer(recipe: recipe, seed: 1).fit(ToyData.data())
    return try Recognizer(
      model: TrainedModel(
        recipe: model.recipe, split: model.split, trainedOn: model.trainedOn, seed: model.seed,
        keptEpoch: model.keptEpoch, curve: model.curve,
        speakerMean: mean ? model.speakerMean : nil, provenance: [:], state: model.state),
      workers: 2)
  }

  /// A voice of some pitch, behind a tenth of a second of nothing where asked.
  private static func voice(_ number: Int, seconds: Double = 0.2, isLate: Bool = false) -> Waveform
  {
    let silence = [Float](repeating: 0, count: isLate ? rate / 10 : 0)
    let pitch = Double(number + 20) * 0.002
    let samples = (0..<Int(seconds * Double(rate))).map { index -> Float in
      let (tone, swell) = (sin(Double(index) * pitch), cos(Double(index) * 0.0007))
      return Float(0.4 * tone * swell)
    }
    return Waveform(samples: silence + samples, sampleRate: rate)
  }

  @Test("answers each recording as if it were alone, in their order, whatever their number")
  func alone() throws {
    let recognizer = try Self.recognizer()
    let silence = Waveform(samples: [Float](repeating: 0, count: 4_000), sampleRate: Self.rate)
    // More than one batch of the network, with silence at the edges of batches.
    let silent: Set = [0, 7, 64, 65, 131]
    let recordings = (0..<132).map { number in
      silent.contains(number)
        ? silence
        : Self.voice(number, seconds: 0.1 + Double(number % 5) * 0.05, isLate: number % 2 == 0)
    }
    let together = try recognizer.recognize(recordings)
    #expect(together.count == 132)
    let said = together.compactMap { $0.map { ($0.probabilities[0] * 1e5).rounded() } }
    #expect(said.count == 127 && Set(said).count > 60, "their answers can be told apart")
    for (number, recording) in recordings.enumerated() {
      let alone = try recognizer.recognize([recording])[0]
      #expect((alone == nil) == silent.contains(number))
      let (first, second) = (alone?.probabilities ?? [], together[number]?.probabilities ?? [])
      #expect(first.count == second.count)
      #expect(zip(first, second).allSatisfy { abs($0 - $1) < 1e-6 }, "\(number)")
      #expect(together[number]?.attention.count == alone?.attention.count)
      #expect(together[number]?.attentionStart == alone?.attentionStart)
      #expect(together[number]?.secondsUnheard == alone?.secondsUnheard)
    }
    #expect(try recognizer.recognize([]).isEmpty)
  }

  @Test("gives probabilities that sum to 1, and attention over what was heard")
  func placed() throws {
    let recognizer = try Self.recognizer()
    // A hop is 16 ms and a frame 64 ms; a weight is of two hops.
    for (seconds, isLate) in [(0.2, false), (0.3, true), (0.9, true)] {
      let recording = Self.voice(3, seconds: seconds, isLate: isLate)
      let answer = try #require(try recognizer.recognize([recording])[0])
      let probability = answer.probabilities.reduce(0, +)
      let weight = answer.attention.reduce(0, +)
      #expect(abs(probability - 1) < 1e-14)
      #expect(abs(weight - 1) < 1e-5)
      #expect(abs(answer.secondsPerWeight - 0.032) < 1e-12)
      #expect(abs(answer.attentionStart - (isLate ? 0.1 : 0)) < 0.03)
      let frames = min(24, Int((seconds - answer.attentionStart) * 62.5))
      #expect(abs(answer.attention.count - frames / 2) <= 5)
      #expect(answer.attention.count <= 12)
    }
  }

  @Test("knows whether a speaker's mean can change an answer, and then alone it does")
  func speakerMean() throws {
    let recording = Self.voice(5)
    for (normalization, mean, expected) in [
      (.global, true, true), (.none, true, true), (.fixed, true, true), (.perBand, true, false),
      (.global, false, false),
    ] as [(UtteranceNormalization, Bool, Bool)] {
      let recognizer = try Self.recognizer(normalization, mean: mean)
      #expect(recognizer.usesSpeakerMean == expected)
      var voice = SpeakerMean()
      recognizer.hear([Self.voice(1), Self.voice(2)], of: &voice)
      #expect(voice.recordings == 2)
      let told = try #require(try recognizer.recognize([recording], of: voice)[0]).probabilities
      let plain = try #require(try recognizer.recognize([recording])[0]).probabilities
      let largest = zip(told, plain).map { abs($0 - $1) }.max() ?? 0
      #expect((largest > 1e-4) == expected, "\(normalization): \(largest)")
    }
  }

  @Test("hears nothing of a speaker in silence")
  func silence() throws {
    let recognizer = try Self.recognizer()
    var voice = SpeakerMean()
    let silence = Waveform(samples: [Float](repeating: 0, count: 9_000), sampleRate: Self.rate)
    recognizer.hear([silence, Self.voice(2), silence], of: &voice)
    var other = SpeakerMean()
    recognizer.hear([Self.voice(2)], of: &other)
    #expect(voice == other && voice.recordings == 1)
  }
}
