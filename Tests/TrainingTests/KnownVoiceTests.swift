import Audio
import Corpora
import Features
import Foundation
import Randomness
import TestSupport
import Testing
import Training

@Suite("A voice that is known from recordings")
struct KnownVoiceTests {
  /// Features that keep level and colour, so that another microphone changes them.
  private var recipe: Recipe {
    var recipe = ToyData.recipe(epochs: 3)
    recipe.features.level = .none
    recipe.features.normalization = .none
    recipe.features.trimDecibels = nil
    return recipe
  }

  private func recordings(seed: UInt64) -> [Waveform] {
    (0..<6).map { number in
      var generator = SplitMix64(seed: seed, names: String(number))
      let pitch = 90 + 40 * Double(number)
      let samples = (0..<12_000).map { index -> Float in
        let time = Double(index) / 16_000
        let voice = (1...8).reduce(0.0) { $0 + sin(2 * .pi * pitch * Double($1) * time) / 16 }
        return Float(voice * (1 + sin(9 * time)) + generator.uniform(in: -0.02...0.02))
      }
      return Waveform(samples: samples, sampleRate: 16_000)
    }
  }

  @Test("training keeps the mean of its speakers, from the originals of the train part alone")
  func trainingMean() throws {
    let corpus = ToyData.corpus(words: 3)
    let split = ToyData.split(of: corpus)
    let data = try ToyData.data()
    let train = Set(split.train)
    let expected = SpeakerMean(
      of: ToyData.load(corpus.utterances.filter { train.contains($0.id) }).map(\.original))
    #expect(data.speakerMean == SpeakerMean(ofSpeakers: [expected]))
    let model = try Trainer(recipe: ToyData.recipe(epochs: 1), seed: 0).fit(data)
    #expect(model.speakerMean == data.speakerMean)
    let scratch = try ScratchFolder()
    let path = scratch.file("model.safetensors")
    try model.write(to: path)
    #expect(try TrainedModel(path: path).speakerMean == data.speakerMean)
  }

  @Test("is answered alike through any microphone")
  func microphone() throws {
    let model = try Trainer(recipe: recipe, seed: 0).fit(try ToyData.data())
    let recognizer = try Recognizer(model: model)
    let plain = recordings(seed: 1)
    let quiet = plain.map { $0.scaled(by: 0.05) }
    func answers(_ waveforms: [Waveform], known: Bool) throws -> [Double] {
      var voice = SpeakerMean()
      if known { recognizer.hear(waveforms, of: &voice) }
      return try recognizer.recognize(waveforms, of: voice).flatMap { $0?.probabilities ?? [] }
    }
    func distance(_ first: [Double], _ second: [Double]) -> Double {
      zip(first, second).map { abs($0 - $1) }.max() ?? 0
    }
    let (known, knownQuiet) = (
      try answers(plain, known: true), try answers(quiet, known: true)
    )
    #expect(known.count == 6 * 7 && distance(known, knownQuiet) < 1e-4)
    // Unknown, the quiet recordings are another matter.
    let (unknown, unknownQuiet) = (
      try answers(plain, known: false), try answers(quiet, known: false)
    )
    #expect(distance(unknown, unknownQuiet) > 1e-3)
  }
}
