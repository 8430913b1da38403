import Calibration
import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("Calibration of answers that a file was rounded to")
struct HiddenTruthTests {
  private func rows(
    _ speaker: String, seed: UInt64 = 0, named prefix: String = ""
  ) -> [Prediction] {
    KnownAnswerModel.calibrated(skill: 1.2).predictions(
      of: CrossedDesign(speakers: [speaker], wordCount: 20).utterances, seed: seed
    ).map {
      Prediction(
        utterance: prefix + $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        probabilities: $0.probabilities ?? [])
    }
  }

  /// The same rows, the first of which gives its truth no probability.
  private func withZero(_ predictions: [Prediction]) -> [Prediction] {
    predictions.enumerated().map { position, prediction in
      guard position == 0, var values = prediction.probabilities else { return prediction }
      let truth = prediction.truth.index
      let other = truth == 0 ? 1 : 0
      (values[other], values[truth]) = (values[other] + values[truth], 0)
      return Prediction(
        utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
        truth: prediction.truth, probabilities: values
      ).roundedForAFile
    }
  }

  private func transfers(dev: [Prediction], known: [Prediction]) throws -> [CalibrationTransfer] {
    try CalibrationTransfer.compareAll(
      dev: dev, trainingSpeakers: ["OAF"], known: known, unseen: rows("YAF"), settings: .none)
  }

  @Test("Nothing that seeks the likeliest truth is fitted where a truth is hidden")
  func fits() throws {
    let dev = rows("OAF", seed: 9, named: "dev ")
    let usual = try transfers(dev: dev, known: rows("OAF"))
    #expect(Set(usual.map(\.method)) == ["temperature", "vector", "isotonic"])
    let hidden = try transfers(dev: withZero(dev), known: rows("OAF"))
    #expect(Set(hidden.map(\.method)) == ["isotonic"])
    #expect(hidden.count == CalibrationTransfer.standardMetrics.count)
  }

  @Test("What is hidden stays hidden when an answer is calibrated, and NLL has no value")
  func staysHidden() throws {
    let found = try transfers(
      dev: rows("OAF", seed: 9, named: "dev "), known: withZero(rows("OAF")))
    for transfer in found {
      let isLost = transfer.metric == .nll
      #expect((transfer.known.before == nil) == isLost, "\(transfer.method) \(transfer.metric)")
      #expect((transfer.known.after == nil) == isLost, "\(transfer.method) \(transfer.metric)")
      #expect(transfer.unseen.before != nil && transfer.unseen.after != nil)
    }
  }
}
