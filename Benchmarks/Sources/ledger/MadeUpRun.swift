import Corpora
import Ledger
import Metrics

/// A run of any size whose predictions are made up: speakers who say every word in every emotion,
/// and a model that answers on one test set under several conditions.
struct MadeUpRun {
  let name: String
  let speakerCount: Int
  let wordCount: Int
  let evaluationCount: Int

  private static let severities = 5

  var speakers: [String] { (0..<speakerCount).map { "spk\($0 / 100)\($0 / 10 % 10)\($0 % 10)" } }

  var corpus: Corpus {
    let utterances = speakers.flatMap { speaker in
      (0..<wordCount).flatMap { word in
        Emotion.allCases.map { emotion in
          let id = "\(speaker)_word\(word)_\(emotion.rawValue)"
          return Utterance(
            id: id, corpus: "made-up", speaker: speaker, emotion: emotion, word: "word\(word)",
            path: "\(speaker)/\(id).wav")
        }
      }
    }
    return Corpus(
      name: "made-up", root: "/nowhere", utterances: utterances,
      speakers: speakers.map { Speaker(id: $0) }, droppedLabels: [:], problems: [])
  }

  var run: Run {
    Run(
      id: name, key: name, preset: "made-up", started: "2026-01-01T00:00:00Z",
      provenance: Provenance(
        toolVersion: "0", commit: nil, machine: "", corpusHash: "", recipeHash: "", policyHash: "",
        seed: 0))
  }

  func split(of corpus: Corpus) -> Split {
    Split(
      id: "speaker-disjoint/others", evaluationProtocol: .speakerDisjoint, trainedOn: ["others"],
      train: [], dev: [], calibration: [],
      tests: [
        TestSet(
          evaluationProtocol: .speakerDisjoint, testedOn: speakers,
          utterances: corpus.utterances.map(\.id))
      ])
  }

  var model: ModelKey { ModelKey(run: name, split: "speaker-disjoint/others", seed: 0) }

  func condition(_ evaluation: Int) -> EvaluationKey.Condition? {
    guard evaluation > 0 else { return nil }
    let index = evaluation - 1
    return .init(
      perturbation: "noise-\(index / Self.severities)", severity: index % Self.severities + 1)
  }

  func key(_ evaluation: Int) -> EvaluationKey {
    EvaluationKey(model: model, test: 0, condition: condition(evaluation))
  }

  /// Everything that is stored of an evaluation; the metrics of every speaker and emotion.
  func result(_ evaluation: Int, of corpus: Corpus) throws -> EvaluationResult {
    let predictions = predictions(evaluation, of: corpus)
    let condition = condition(evaluation)
    let context = MetricContext(
      evaluationProtocol: .speakerDisjoint, trainedOn: "others",
      testedOn: speakers.joined(separator: "+"), isLeaky: false, seed: 0,
      perturbation: condition?.perturbation, severity: condition?.severity)
    let bins = try ReliabilityDiagram(PredictionTable(predictions)).bins.enumerated()
    return EvaluationResult(
      predictions: predictions,
      metrics: try MetricTable.rows(
        predictions: predictions, context: context, settings: .init(replicateCount: 50)),
      reliability: bins.map { index, bin in
        ReliabilityBinRow(
          bin: index, lower: bin.lower, upper: bin.upper, count: bin.count,
          meanConfidence: bin.meanConfidence, accuracy: bin.accuracy)
      },
      attention: evaluation > 0 ? [] : attention)
  }

  private var attention: [AttentionCurve] {
    speakers.flatMap { speaker in
      Emotion.allCases.map { emotion in
        AttentionCurve(
          speaker: speaker, emotion: emotion,
          weights: (0..<AttentionCurve.binCount).map { Double($0) / 1225 }, count: wordCount)
      }
    }
  }

  private func predictions(_ evaluation: Int, of corpus: Corpus) -> [Prediction] {
    var state = UInt64(evaluation + 1)
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    return corpus.utterances.map { utterance in
      var weights = Emotion.allCases.map { _ in next() }
      weights[utterance.emotion.index] += 0.6
      let sum = weights.reduce(0, +)
      return Prediction(
        utterance: utterance.id, speaker: utterance.speaker, word: utterance.word,
        truth: utterance.emotion, probabilities: weights.map { $0 / sum })
    }
  }
}
