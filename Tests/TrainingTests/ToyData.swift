import Corpora
import Features
import Foundation
import Randomness
import Training

/// Small data with a known answer: each emotion lights a band of its own, over noise.
enum ToyData {
  static let bands = 16
  static let frames = 12

  static func spectrogram(_ emotion: Emotion, seed: UInt64) -> LogMelSpectrogram {
    var generator = SplitMix64(seed: seed, names: emotion.rawValue)
    let values = (0..<frames * bands).map { cell in
      let lit = cell % bands / 2 == emotion.index
      return Float((lit ? 3 : 0) + generator.uniform(in: -0.5...0.5))
    }
    return LogMelSpectrogram(values: values, frames: frames, bands: bands)
  }

  /// `words` words of one speaker, all emotions each.
  static func corpus(words: Int, speakers: [String] = ["a", "b"]) -> Corpus {
    let utterances = speakers.flatMap { speaker in
      (0..<words).flatMap { word in
        Emotion.allCases.map { emotion in
          Utterance(
            id: "\(speaker)-\(word)-\(emotion.rawValue)", corpus: "toy", speaker: speaker,
            emotion: emotion, word: "w\(word)", path: "x")
        }
      }
    }
    return Corpus(
      name: "toy", root: "/", utterances: utterances, speakers: speakers.map { Speaker(id: $0) })
  }

  /// Words 0 and 1 of speaker `a` train, word 2 is dev, speaker `b` is tested.
  static func split(of corpus: Corpus) -> Split {
    func ids(_ words: Set<String>, _ speaker: String) -> [String] {
      corpus.utterances.filter { words.contains($0.word ?? "") && $0.speaker == speaker }.map(\.id)
    }
    return Split(
      id: "speaker-disjoint/a", evaluationProtocol: .speakerDisjoint, trainedOn: ["a"],
      train: ids(["w0", "w1"], "a"), dev: ids(["w2"], "a"), calibration: [],
      tests: [
        TestSet(
          evaluationProtocol: .speakerDisjoint, testedOn: ["b"],
          utterances: ids(["w0", "w1", "w2"], "b"))
      ])
  }

  static func load(_ utterances: [Utterance]) -> [TrainingExample] {
    utterances.map {
      TrainingExample(
        utterance: $0.id, speaker: $0.speaker, emotion: $0.emotion,
        original: spectrogram($0.emotion, seed: StableHash.hash($0.id)), copies: [])
    }
  }

  static func data() throws -> TrainingData {
    let corpus = corpus(words: 3)
    return try TrainingData(split: split(of: corpus), corpus: corpus) { utterances, _ in
      load(utterances)
    }
  }

  /// The same with one word of a further speaker in training, who has half as many recordings
  /// there.
  static func dataOfUnequalSpeakers() throws -> TrainingData {
    let corpus = corpus(words: 3, speakers: ["a", "b", "c"])
    let split = split(of: corpus)
    let further = corpus.utterances.filter { $0.speaker == "c" && $0.word == "w0" }.map(\.id)
    let joined = Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: ["a", "c"],
      train: split.train + further, dev: split.dev, calibration: [], tests: split.tests)
    return try TrainingData(split: joined, corpus: corpus) { utterances, _ in load(utterances) }
  }

  /// A network that learns the toy in a second.
  static func recipe(epochs: Int = 12) -> Recipe {
    var recipe = Recipe()
    recipe.features.melBands = bands
    recipe.features.maximumFrames = frames
    recipe.features.normalization = .global
    recipe.network.channels = [8, 8]
    recipe.network.pooledBands = [1, 2]
    recipe.network.pooledFrames = [2, 1]
    recipe.network.hiddenSize = 8
    recipe.network.attentionSize = 8
    recipe.network.headWidth = 16
    recipe.spectrogramAugmentation = .none
    recipe.optimization.batchSize = 5
    recipe.optimization.epochs = epochs
    recipe.optimization.learningRate = 5e-3
    recipe.optimization.patience = 50
    recipe.optimization.labelSmoothing = 0.1
    recipe.schedule.kind = .plateau
    return recipe
  }
}
