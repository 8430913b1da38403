import Audio
import Corpora
import Features
import TestSupport
import Testing
import Training

@Suite("Models of several seeds that answer together")
struct ModelsTogetherTests {
  private let recording = Waveform(
    samples: (0..<12_000).map { Float($0 * $0 % 97) / 97 - 0.5 }, sampleRate: 16_000)

  private func model(_ recipe: Recipe = ToyData.recipe(epochs: 2), seed: UInt64) throws
    -> TrainedModel
  {
    try Trainer(recipe: recipe, seed: seed).fit(try ToyData.data())
  }

  @Test(
    "say the mean of what each says alone, whatever is known of the speaker",
    arguments: [false, true])
  func mean(isKnown: Bool) throws {
    let models = try (0..<3).map { try model(seed: $0) }
    let recognizers = try models.map { try Recognizer(model: $0, workers: 2) }
    var voice = SpeakerMean()
    if isKnown { recognizers[0].hear([recording], of: &voice) }
    let alone = try recognizers.map {
      try #require(try $0.recognize([recording], of: voice)[0])
    }
    let unknown = try #require(try recognizers[0].recognize([recording])[0])
    #expect((unknown.probabilities == alone[0].probabilities) != isKnown)
    let together = try #require(
      try Recognizer(models[0], togetherWith: Array(models.dropFirst()), workers: 2)
        .recognize([recording], of: voice)[0])
    for index in Emotion.allCases.indices {
      let mean = alone.map { $0.probabilities[index] }.reduce(0, +) / 3
      #expect(abs(together.probabilities[index] - mean) < 1e-12)
    }
    let sum = together.probabilities.reduce(0, +)
    #expect(abs(sum - 1) < 1e-12)
    #expect(together.attention.count == alone[0].attention.count && together.attention.count > 1)
    for index in together.attention.indices {
      let mean = alone.map { $0.attention[index] }.reduce(0, +) / 3
      #expect(abs(together.attention[index] - mean) < 1e-6)
    }
    #expect(together.secondsPerWeight == alone[0].secondsPerWeight)
    #expect(alone[0].probabilities != alone[1].probabilities)
  }

  @Test("say nothing of silence")
  func silence() throws {
    let pair = try Recognizer(
      try model(seed: 0), togetherWith: [try model(seed: 1)], workers: 1)
    let silence = Waveform(samples: [Float](repeating: 0, count: 16_000), sampleRate: 16_000)
    #expect(try pair.recognize([silence, recording]).map { $0 == nil } == [true, false])
  }

  @Test("name the file whose weights fit no network, as that of one model does")
  func unfitFile() throws {
    let first = try model(seed: 0)
    let scratch = try ScratchFolder()
    let path = scratch.file("second.safetensors")
    let second = try model(seed: 1)
    func unfit(_ file: String?) -> TrainedModel {
      TrainedModel(
        recipe: second.recipe, split: second.split, trainedOn: second.trainedOn, seed: 1,
        keptEpoch: second.keptEpoch, curve: second.curve, speakerMean: second.speakerMean,
        provenance: [:], state: Array(second.state.dropFirst()), file: file)
    }
    try unfit(nil).write(to: path)
    let read = try TrainedModel(path: path)
    for (model, name) in [(read, path), (unfit(nil), "The model of \(second.split) (seed 1)")] {
      let words = "\(name) does not hold a model of this suite: "
      let error = #expect(throws: TrainingError.self) {
        try Recognizer(first, togetherWith: [model], workers: 1)
      }
      #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
    }
  }

  @Test("are refused where they are not the same but for the seed")
  func refused() throws {
    let first = try model(seed: 0)
    var recipe = ToyData.recipe(epochs: 2)
    recipe.features.trimDecibels = 17
    func elsewhere(
      _ split: String = "toy", _ speakers: [String] = ["a"], mean: SpeakerMean? = nil,
      corpus: String? = nil
    ) -> TrainedModel {
      TrainedModel(
        recipe: first.recipe, split: split, trainedOn: speakers, seed: 5,
        keptEpoch: first.keptEpoch, curve: first.curve, speakerMean: mean,
        provenance: corpus.map { ["corpus": $0] } ?? [:], state: first.state)
    }
    let (split, speakers, mean) = (first.split, first.trainedOn, first.speakerMean)
    let others = "they were trained on other recordings"
    let cases = [
      (try model(recipe, seed: 1), "their recipes differ"), (first, "they have the same seed"),
      (elsewhere("other", speakers, mean: mean), others),
      (elsewhere(split, ["c"], mean: mean), others), (elsewhere(split, speakers), others),
      (elsewhere(split, speakers, mean: mean, corpus: "x"), others),
    ]
    let second = try model(seed: 3)
    for (other, words) in cases {
      let error = #expect(throws: TrainingError.self) {
        try Recognizer(first, togetherWith: [second, other], workers: 1)
      }
      #expect(error?.description.contains(words) == true, "\(words)")
    }
    _ = try Recognizer(first, togetherWith: [elsewhere(split, speakers, mean: mean)], workers: 1)
    let error = #expect(throws: TrainingError.self) {
      try Recognizer(first, togetherWith: [second, second], workers: 1)
    }
    #expect(error?.description.contains("\(split) (seed 3) and \(split) (seed 3)") == true)
  }
}
