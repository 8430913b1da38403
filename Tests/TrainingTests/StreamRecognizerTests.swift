import Audio
import Features
import Foundation
import Randomness
import Testing
import Training

@Suite("A stream that is recognised again and again")
struct StreamRecognizerTests {
  private static let rate = 8000

  private static func recognizer() throws -> Recognizer {
    var recipe = ToyData.recipe(epochs: 1)
    recipe.features.maximumFrames = 64
    let trained = try Trainer(recipe: recipe, seed: 1).fit(ToyData.data())
    return try Recognizer(model: trained, workers: 1)
  }

  private static let noise: [Float] = {
    var generator = SplitMix64(seed: 4, names: "stream")
    return (0..<rate * 3 + 1234).map { _ in Float(generator.uniform(in: -0.5...0.5)) }
  }()

  private static func answers(
    _ recognizer: Recognizer, _ samples: [Float], pieces: Int
  ) throws -> [StreamRecognition] {
    var stream = StreamRecognizer(recognizer: recognizer, sampleRate: rate)
    var answers: [StreamRecognition] = []
    for start in stride(from: 0, to: samples.count, by: pieces) {
      answers += try stream.append(Array(samples[start..<min(start + pieces, samples.count)]))
    }
    return answers + [try stream.finish()].compactMap { $0 }
  }

  @Test func answersEachHalfSecondAndForTheRest() throws {
    let answers = try Self.answers(Self.recognizer(), Self.noise, pieces: 999)
    let ends = [0.5, 1, 1.5, 2, 2.5, 3, 3 + 1234.0 / 8000]
    #expect(answers.map(\.time) == ends)
    for answer in answers {
      let recognition = try #require(answer.recognition)
      let probability = recognition.probabilities.reduce(0, +)
      let weight = recognition.attention.reduce(0, +)
      #expect(abs(probability - 1) < 1e-9)
      #expect(abs(weight - 1) < 1e-4)
    }
  }

  @Test(arguments: [1, 160, 4000, 100_000])
  func saysTheSameWhateverThePieces(pieces: Int) throws {
    let recognizer = try Self.recognizer()
    let whole = try Self.answers(recognizer, Self.noise, pieces: Self.noise.count)
    let cut = try Self.answers(recognizer, Self.noise, pieces: pieces)
    #expect(
      cut.map { $0.recognition?.probabilities } == whole.map { $0.recognition?.probabilities })
  }

  @Test func saysOfItsLastWindowWhatAFileOfItWouldGive() throws {
    let recognizer = try Self.recognizer()
    let answers = try Self.answers(recognizer, Self.noise, pieces: 4000)
    let seconds = recognizer.model.recipe.features.maximumSeconds
    let window = Self.noise.suffix(Int((seconds * Double(Self.rate)).rounded()))
    let file = try recognizer.recognize([
      Waveform(samples: Array(window), sampleRate: Self.rate)
    ])
    #expect(answers.last?.recognition?.probabilities == file[0]?.probabilities)
  }

  @Test func saysHowMuchWasBeyondTheLongestUtterance() throws {
    let recognizer = try Self.recognizer()
    let longest = recognizer.model.recipe.features.maximumSeconds
    for (seconds, beyond) in [(longest / 2, 0), (longest * 0.98, 0), (longest + 1.5, 1.5)] {
      let samples = Array(Self.noise.prefix(Int(seconds * Double(Self.rate))))
      let answers = try recognizer.recognize([Waveform(samples: samples, sampleRate: Self.rate)])
      #expect(abs(try #require(answers[0]).secondsUnheard - beyond) < 0.05, "\(seconds)")
    }
  }

  @Test func placesItsAttentionInTheStream() throws {
    let recognizer = try Self.recognizer()
    let silence = [Float](repeating: 0, count: Self.rate)
    let answers = try Self.answers(recognizer, silence + Self.noise, pieces: 999)
    let longest = recognizer.model.recipe.features.maximumSeconds
    for answer in answers {
      guard let recognition = answer.recognition, let start = answer.attentionStart else {
        #expect(answer.time <= 1)
        continue
      }
      #expect(abs(start - max(1, answer.time - longest)) < 0.1, "\(answer.time): \(start)")
      let end = start + Double(recognition.attention.count) * recognition.secondsPerWeight
      #expect(abs(end - answer.time) < 0.1, "\(answer.time): \(end)")
    }
    #expect(answers.contains { $0.time > 1 + longest })
    #expect(answers.contains { $0.time < 1 + longest && $0.attentionStart != nil })
  }

  @Test func saysNothingOfSilenceAndGoesOn() throws {
    let silence = [Float](repeating: 0, count: Self.rate)
    let answers = try Self.answers(Self.recognizer(), silence + Self.noise, pieces: 4000)
    #expect(answers[0].recognition == nil)
    #expect(answers[1].recognition == nil)
    #expect(answers[2].recognition != nil)
  }

  @Test func takesDitherForSilenceAndQuietSpeechForSpeech() throws {
    let recognizer = try Self.recognizer()
    let dither = Self.noise.map { $0 < 0 ? 0 : Float(1) / 32_768 }
    let silent = try Self.answers(recognizer, dither, pieces: 4000)
    #expect(!silent.isEmpty && silent.allSatisfy { $0.recognition == nil })
    // A peak of -66 dBFS.
    let quiet = Self.noise.map { $0 * 1e-3 }
    let heard = try Self.answers(recognizer, quiet, pieces: 4000)
    #expect(!heard.isEmpty && heard.allSatisfy { $0.recognition != nil })
  }

  @Test("gives a reason exactly where nothing is said of a recording, with the length it has")
  func givesAReason() throws {
    let recognizer = try Self.recognizer()
    let settings = recognizer.model.recipe.features
    func fault(_ samples: [Float]) throws -> FeatureError? {
      let waveform = Waveform(samples: samples, sampleRate: settings.sampleRate)
      let fault = recognizer.fault(of: waveform)
      #expect((fault == nil) == (try recognizer.recognize([waveform])[0] != nil))
      return fault
    }
    let tone = (0..<settings.frameLength).map { sin(Float($0) / 5) }
    #expect(try fault(tone) == nil)
    #expect(
      try fault(Array(tone.dropLast()))
        == .tooShort(samples: settings.frameLength - 1, minimum: settings.frameLength))
    #expect(try fault([0.25]) == .tooShort(samples: 1, minimum: settings.frameLength))
    #expect(try fault([Float](repeating: 0, count: 9_000)) == .silent)
  }

  @Test("hears streams exactly where its longest utterance has the samples of a frame")
  func hearsStreams() throws {
    let trained = try Trainer(recipe: ToyData.recipe(epochs: 1), seed: 1).fit(ToyData.data())
    // A frame is 1,024 samples and a hop 256.
    for (frames, isHeard) in [(2, false), (3, false), (4, true), (5, true)] {
      var recipe = trained.recipe
      recipe.features.maximumFrames = frames
      recipe.features.trimDecibels = nil
      let recognizer = try Recognizer(
        model: TrainedModel(
          recipe: recipe, split: trained.split, trainedOn: trained.trainedOn, seed: trained.seed,
          keptEpoch: trained.keptEpoch, curve: trained.curve, provenance: [:],
          state: trained.state))
      #expect(recognizer.hearsStreams == isHeard, "\(frames)")
      let answers = try Self.answers(recognizer, Self.noise, pieces: 4000)
      #expect(answers.allSatisfy { ($0.recognition != nil) == isHeard }, "\(frames)")
    }
  }

  @Test func saysNothingWithoutSamples() throws {
    #expect(try Self.answers(Self.recognizer(), [], pieces: 10).isEmpty)
  }

  @Test("answers at each interval to the sample, of what a file of its last window would give")
  func intervals() throws {
    let recognizer = try Self.recognizer()
    // 64 hops of 256 samples at 16 kHz are 1.024 s: 8,192 samples at 8 kHz.
    let window = 8_192
    for (interval, step) in [(0.25, 2_000), (0.1, 800), (1.5, 12_000), (1.0 / 3, 2_667)] {
      for count in [step - 1, step, step + 1, 5 * step] {
        let samples = Array(Self.noise.prefix(count))
        var stream = StreamRecognizer(
          recognizer: recognizer, sampleRate: Self.rate, interval: interval)
        let answers = try stream.append(samples)
        let rest = try stream.finish()
        let heard = samples.count / step
        #expect(answers.map(\.time) == (0..<heard).map { Double(($0 + 1) * step) / 8_000 })
        #expect(rest?.time == (samples.count % step == 0 ? nil : Double(samples.count) / 8_000))
        for answer in answers + [rest].compactMap({ $0 }) {
          let end = Int((answer.time * 8_000).rounded())
          let start = max(0, end - window)
          let file = try recognizer.recognize([
            Waveform(samples: Array(samples[start..<end]), sampleRate: Self.rate)
          ])
          let alone = try #require(file[0])
          #expect(answer.recognition?.probabilities == alone.probabilities)
          #expect(answer.attentionStart == Double(start) / 8_000 + alone.attentionStart)
        }
      }
    }
  }

  @Test("takes a peak for speech from -70 dBFS on, wherever in the window it is")
  func quietestPeak() throws {
    let recognizer = try Self.recognizer()
    let peak = StreamRecognizer.quietestPeak
    #expect(abs(20 * log10(Double(peak)) + 70) < 0.01)
    for (level, isHeard) in [(peak, true), (peak.nextDown, false)] {
      for place in [0, 2_000, 3_999] {
        var samples = [Float](repeating: 0, count: 4_000)
        for index in samples.indices { samples[index] = index % 7 < 3 ? 1e-4 : -1e-4 }
        samples[place] = -level
        var stream = StreamRecognizer(recognizer: recognizer, sampleRate: Self.rate)
        let answers = try stream.append(samples)
        #expect(answers.map { $0.recognition != nil } == [isHeard], "\(level) at \(place)")
        #expect((answers[0].attentionStart != nil) == isHeard)
      }
    }
  }
}
