import Audio
import Corpora
import Foundation
import Training

/// What one trial trains on, and on whom it is tried.
struct Trial {
  static let usage = """
    usage: recipe-trial RECIPE FOLD SEEDS [COMPANION-SPEAKER ...]

    RECIPE             a recipe file
    FOLD               0, 1 or 2: the two RAVDESS actors that training does not hear; or an actor,
                       for example ravdess-01, who alone is heard; or all: none of them is heard,
                       and training hears the one companion as an audit of TESS does
    SEEDS              training seeds, joined by +; of several, the mean of the models is tried too
    COMPANION-SPEAKER  TESS speakers that training hears too; nobody is ever tested on them

    Recordings are looked for below SER_AUDIT_DATA. Prints a row of CSV for each model.

    """

  private static let folds = 3
  /// What is done to the level of tested recordings, in dB: nothing, and the strongest that a sweep
  /// does.
  private static let gains = [0, -18, 18]

  let recipe: String
  let fold: String
  let seeds: [UInt64]
  let companions: [String]

  init?(arguments: [String]) {
    guard arguments.count >= 3 else { return nil }
    seeds = arguments[2].split(separator: "+").compactMap { UInt64($0) }
    guard !seeds.isEmpty else { return nil }
    recipe = arguments[0]
    fold = arguments[1]
    companions = Array(arguments.dropFirst(3))
  }

  /// Trains and tries the models, and prints a row for each.
  func run() throws {
    let recipe = try Recipe(path: recipe)
    let ravdess = try Self.corpus("ravdess")
    let corpus = try withCompanions(ravdess)
    let split =
      fold == "all"
      ? try plannedForCompanion(ravdess)
      : Self.withoutReserves(
        try planned(ravdess), beside: corpus.utterances.filter { companions.contains($0.speaker) })
    let tested = Set(split.tests.flatMap(\.utterances))
    let utterances = corpus.utterances.filter { tested.contains($0.id) }
    let heldOut = try utterances.map(Self.read)
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: Emotion.allCases.count), count: utterances.count)
    for seed in seeds {
      let loader = try ExampleLoader(recipe: recipe, seed: seed, read: Self.read)
      let data = try TrainingData(
        split: split, corpus: corpus,
        load: { (utterances, copies) throws(TrainingError) in
          try loader.examples(of: utterances, copies: copies)
        })
      let start = Date()
      // One thread: several trials run beside each other.
      let model = try Trainer(recipe: recipe, seed: seed, workers: 1).fit(data)
      let seconds = Date().timeIntervalSince(start)
      let recognizer = try Recognizer(model: model, workers: 1)
      let dev = model.curve[model.keptEpoch].developmentRecall
      for gain in Self.gains {
        let answers = try recognizer.recognize(heldOut.map { $0.scaled(byDecibels: gain) })
        let probabilities = answers.map {
          $0?.probabilities ?? [Double](repeating: 0, count: Emotion.allCases.count)
        }
        if gain == 0 { sums = zip(sums, probabilities).map { zip($0, $1).map(+) } }
        write(
          "\(seed)", split, recalls(probabilities, utterances), gain: gain,
          training: [
            "\(data.train.count)", "\(model.curve.count)", "\(model.keptEpoch + 1)",
            String(format: "%.0f", seconds), String(format: "%.3f", dev),
          ])
      }
    }
    guard seeds.count > 1 else { return }
    let names = seeds.map(String.init).joined(separator: "+")
    write(names, split, recalls(sums, utterances), gain: 0, training: ["", "", "", "", ""])
  }

  /// The fold of two actors that are not heard, or of one actor who alone is.
  private func planned(_ corpus: Corpus) throws -> Split {
    if let fold = Int(fold) {
      return try ProtocolPlanner(corpus: corpus, seed: 0, folds: Self.folds)
        .plan(.speakerDisjoint).splits[fold]
    }
    let own = corpus.utterances.filter { $0.speaker == fold }
    let others = corpus.utterances.filter { $0.speaker != fold }
    let parts = try ProtocolPlanner(
      corpus: Corpus(name: corpus.name, root: "/", utterances: own, speakers: []), seed: 0
    ).plan(.random).splits[0]
    return Split(
      id: fold, corpus: corpus, train: Set(parts.train + parts.tests.flatMap(\.utterances)),
      dev: Set(parts.dev), test: Set(others.map(\.id)))
  }

  /// What an audit of TESS trains on where the companion is its training speaker, tried on every
  /// actor.
  private func plannedForCompanion(_ ravdess: Corpus) throws -> Split {
    let tess = try Self.corpus("tess")
    let splits = try ProtocolPlanner(corpus: tess, seed: 0).plan(.speakerDisjoint).splits
    guard let split = splits.first(where: { $0.trainedOn == companions }) else {
      throw UnknownCompanion(names: companions)
    }
    let tests = [
      TestSet(
        evaluationProtocol: .speakerDisjoint,
        testedOn: Set(ravdess.utterances.map(\.speaker)).sorted(),
        utterances: ravdess.utterances.map(\.id))
    ]
    return Split(
      id: split.id, evaluationProtocol: .speakerDisjoint, trainedOn: companions, train: split.train,
      dev: split.dev, calibration: [], tests: tests)
  }

  private static func read(_ utterance: Utterance) throws -> Waveform {
    try AudioFile.read(path: utterance.path).resampled(to: 16_000)
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

  private func recalls(_ answers: [[Double]], _ utterances: [Utterance]) -> [Double] {
    Emotion.allCases.map { emotion -> Double in
      let own = zip(utterances, answers).filter { $0.0.emotion == emotion }
      let hits = own.filter { _, answer in
        answer.indices.max { answer[$0] < answer[$1] } == emotion.index
      }
      return Double(hits.count) / Double(max(1, own.count))
    }
  }

  private func write(
    _ seed: String, _ split: Split, _ recalls: [Double], gain: Int, training: [String]
  ) {
    let uar = recalls.reduce(0, +) / Double(recalls.count)
    let name = URL(fileURLWithPath: recipe).deletingPathExtension().lastPathComponent
    let tested = split.tests.first?.testedOn.joined(separator: "+") ?? ""
    let numbers = ([uar] + recalls).map { String(format: "%.3f", $0) }
    let row =
      [name, tested, companions.joined(separator: "+"), seed, "\(gain)"]
      + training + numbers
    FileHandle.standardOutput.write(Data((row.joined(separator: ",") + "\n").utf8))
  }
}

/// The fold `all` with anything but one TESS speaker.
private struct UnknownCompanion: Error, CustomStringConvertible {
  let names: [String]

  var description: String {
    "the fold all needs one TESS speaker to hear, OAF or YAF, not \(names.joined(separator: ", "))"
  }
}

extension Waveform {
  /// The same recording louder or softer; nothing clips.
  fileprivate func scaled(byDecibels gain: Int) -> Waveform {
    gain == 0 ? self : scaled(by: Float(pow(10, Double(gain) / 20)))
  }
}
