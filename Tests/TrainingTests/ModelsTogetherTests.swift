import Audio
import Corpora
import Features
import Testing
import Training

@Suite("Models that answer together")
struct ModelsTogetherTests {
  private func recording() -> Waveform {
    let word = ToyData.corpus(words: 1).utterances[0]
    var samples = [Float](repeating: 0, count: 12_000)
    for index in samples.indices {
      samples[index] = Float((index * index + word.id.count) % 97) / 97 - 0.5
    }
    return Waveform(samples: samples, sampleRate: 16_000)
  }

  @Test("say the mean of what each says alone")
  func mean() throws {
    let models = try (0..<3).map { seed in
      try Trainer(recipe: ToyData.recipe(epochs: 2), seed: seed).fit(try ToyData.data())
    }
    let recording = recording()
    let alone = try models.map { model in
      try #require(try Recognizer(model: model, workers: 1).recognize([recording])[0])
    }
    let together = try #require(
      try Recognizer(models: models, workers: 1).recognize([recording])[0])
    for index in Emotion.allCases.indices {
      let mean = alone.map { $0.probabilities[index] }.reduce(0, +) / 3
      #expect(abs(together.probabilities[index] - mean) < 1e-12)
    }
    #expect(abs(together.probabilities.reduce(0, +) - 1) < 1e-12)
    for index in together.attention.indices {
      let mean = alone.map { $0.attention[index] }.reduce(0, +) / 3
      #expect(abs(together.attention[index] - mean) < 1e-6)
    }
    #expect(alone[0].probabilities != alone[1].probabilities)
  }

  @Test("say nothing of silence, and are refused where they hear other features, or are none")
  func refused() throws {
    let model = try Trainer(recipe: ToyData.recipe(epochs: 1), seed: 0).fit(try ToyData.data())
    var recipe = ToyData.recipe(epochs: 1)
    recipe.features.trimDecibels = 17
    let other = try Trainer(recipe: recipe, seed: 1).fit(try ToyData.data())
    let silence = Waveform(samples: [Float](repeating: 0, count: 16_000), sampleRate: 16_000)
    let pair = try Recognizer(models: [model, model], workers: 1)
    #expect(try pair.recognize([silence])[0] == nil)
    let error = #expect(throws: TrainingError.self) {
      try Recognizer(models: [model, other], workers: 1)
    }
    #expect(error?.description.contains("seed 1, hears other features") == true)
    #expect(throws: TrainingError.self) { try Recognizer(models: [], workers: 1) }
  }
}
