import Audio
import Corpora
import Foundation

import Training

/// What one trial trains on, and on whom it is tried.
struct Trial {
  static let usage = """
    usage: recipe-trial RECIPE FOLD SEED [COMPANION-SPEAKER ...]

    RECIPE             a recipe file
    FOLD               0, 1 or 2: the two RAVDESS actors that training does not hear
    SEED               the training seed
    COMPANION-SPEAKER  TESS speakers that training hears too; nobody is ever tested on them

    Recordings are looked for below SER_AUDIT_DATA. Prints a row of CSV.

    """

  private static let folds = 3

  let recipe: String
  let fold: Int
  let seed: UInt64
  let companions: [String]

  init?(arguments: [String]) {
    guard arguments.count >= 3, let fold = Int(arguments[1]), 0..<Self.folds ~= fold,
      let seed = UInt64(arguments[2])
    else { return nil }
    recipe = arguments[0]
    self.fold = fold
    self.seed = seed
    companions = Array(arguments.dropFirst(3))
  }

  /// Trains and tries the model.
  func run() throws -> String {
    let recipe = try Recipe(path: recipe)
    let ravdess = try Self.corpus("ravdess")
    let planner = ProtocolPlanner(corpus: ravdess, seed: 0, folds: Self.folds)
    let corpus = try withCompanions(ravdess)
    let split = Self.withoutReserves(
      try planner.plan(.speakerDisjoint).splits[fold],
      beside: corpus.utterances.filter { companions.contains($0.speaker) })
    let read: @Sendable (Utterance) throws -> Waveform = { utterance in
      try AudioFile.read(path: utterance.path).resampled(to: 16_000)
    }
    let loader = try ExampleLoader(recipe: recipe, seed: seed, read: read)
    let data = try TrainingData(
      split: split, corpus: corpus, load: { loader.examples(of: $0, copies: $1) })
    let start = Date()
    let model = try Trainer(recipe: recipe, seed: seed).fit(data)
    let seconds = Date().timeIntervalSince(start)
    let predictions = try predictions(of: model, on: split, corpus: corpus, read: read)
    return row(model, split, predictions, trained: data.train.count, seconds: seconds)
  }

  /// The split with its calibration and in-speaker test utterances in training, since a trial needs
  /// neither and RAVDESS is small, and with what companions say.
  private static func withoutReserves(_ split: Split, beside others: [Utterance]) -> Split {
    let reserves = split.tests.filter { $0.evaluationProtocol != .speakerDisjoint }
    return Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: split.trainedOn,
      train: split.train + split.calibration + reserves.flatMap(\.utterances) + others.map(\.id),
      dev: split.dev, calibration: [],
      tests: split.tests.filter { $0.evaluationProtocol == .speakerDisjoint })
  }

  /// A corpus by its name, with absolute paths.
  private static func corpus(_ name: String) throws -> Corpus {
    let environment = ProcessInfo.processInfo.environment["SER_AUDIT_DATA"]
    let location = try CorpusLocation.find(
      name: name, option: nil, environment: environment, datasets: "datasets")
    let read = try CorpusReader.read(name: name, root: location.root)
    let utterances = read.utterances.map {
      Utterance(
        id: $0.id, corpus: $0.corpus, speaker: $0.speaker, emotion: $0.emotion, word: $0.word,
        path: read.root + "/" + $0.path)
    }
    return Corpus(name: name, root: "/", utterances: utterances, speakers: read.speakers)
  }

  private func withCompanions(_ corpus: Corpus) throws -> Corpus {
    guard !companions.isEmpty else { return corpus }
    let tess = try Self.corpus("tess")
    return Corpus(
      name: corpus.name, root: "/",
      utterances: corpus.utterances
        + tess.utterances.filter { companions.contains($0.speaker) },
      speakers: corpus.speakers + tess.speakers.filter { companions.contains($0.id) })
  }

  private func predictions(
    of model: TrainedModel, on split: Split, corpus: Corpus,
    read: (Utterance) throws -> Waveform
  ) throws -> [(truth: Emotion, probabilities: [Double])] {
    let tested = Set(
      split.tests.filter { $0.evaluationProtocol == .speakerDisjoint }.flatMap(\.utterances))
    let utterances = corpus.utterances.filter { tested.contains($0.id) }
    let answers = try Recognizer(model: model).recognize(try utterances.map(read))
    return zip(utterances, answers).compactMap { utterance, answer in
      answer.map { (utterance.emotion, $0.probabilities) }
    }
  }

  private func row(
    _ model: TrainedModel, _ split: Split,
    _ predictions: [(truth: Emotion, probabilities: [Double])], trained: Int, seconds: Double
  ) -> String {
    let recalls = Emotion.allCases.map { emotion -> Double in
      let own = predictions.filter { $0.truth == emotion }
      let hits = own.filter { answer in
        answer.probabilities.indices.max {
          answer.probabilities[$0] < answer.probabilities[$1]
        } == emotion.index
      }
      return Double(hits.count) / Double(max(1, own.count))
    }
    let uar = recalls.reduce(0, +) / Double(recalls.count)
    let dev = model.curve[model.bestEpoch].developmentRecall
    let name = URL(fileURLWithPath: recipe).deletingPathExtension().lastPathComponent
    let tested = split.tests.first?.testedOn.joined(separator: "+") ?? ""
    let numbers = ([dev, uar] + recalls).map { String(format: "%.3f", $0) }
    return
      ([
        name, tested, companions.joined(separator: "+"), "\(seed)", "\(trained)",
        "\(model.curve.count)", "\(model.bestEpoch + 1)", String(format: "%.0f", seconds),
      ] + numbers).joined(separator: ",")
  }
}
