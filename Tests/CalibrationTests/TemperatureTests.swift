import Calibration
import Corpora
import KnownAnswers
import Metrics
import TestSupport
import Testing

/// Predictions of two speakers whose probabilities are as often true as they say.
private func honest(words: Int, skill: Double = 1.2) -> [Prediction] {
  KnownAnswerModel.calibrated(skill: skill).predictions(
    of: CrossedDesign(speakers: ["OAF", "YAF"], wordCount: words).utterances)
}

@Suite("Temperature scaling")
struct TemperatureTests {
  @Test("The fit is SciPy's")
  func reference() throws {
    let reference = try CalibrationReference.read()
    let fit = try Temperature(fitting: reference.dev.predictions)
    #expect(agrees(fit.value, reference.temperature.value, relative: 1e-5))
    #expect(agrees(fit.before, reference.temperature.before))
    #expect(agrees(fit.after, reference.temperature.after))
    #expect(Temperature.isInside(fit.value))
  }

  @Test(
    "A model made over-confident by a known temperature gets that temperature back",
    arguments: [0.5, 1, 2.5])
  func recovery(known: Double) throws {
    let base = try Temperature(fitting: honest(words: 100)).value
    let sharper = try #require(Temperature(value: 1 / known, before: 0, after: 0))
    let fit = try Temperature(fitting: honest(words: 100).map { sharper.apply(to: $0) })
    #expect(agrees(fit.value, base * known, relative: 1e-6))
  }

  @Test("Scaling changes no decision, keeps sums at 1 and does what the fit said to the likelihood")
  func application() throws {
    let predictions = honest(words: 50)
    let fit = try Temperature(fitting: predictions)
    let scaled = predictions.map { fit.apply(to: $0) }
    #expect(scaled.map(\.predicted) == predictions.map(\.predicted))
    let table = try PredictionTable(scaled)
    #expect(agrees(try table.negativeLogLikelihood(), fit.after))
    #expect(fit.after <= fit.before)
  }

  @Test("Where every dev answer is right the fit stops at the end of its range and says so")
  func bound() throws {
    let design = CrossedDesign(speakers: ["OAF"], wordCount: 10)
    let right = KnownAnswerModel.biased(hitRate: 1, loss: 0, among: [])
    let fit = try Temperature(fitting: right.predictions(of: design.utterances))
    #expect(!Temperature.isInside(fit.value))
    #expect(fit.value == Temperature.range.lowerBound)
  }

  @Test("Certainty that is wrong is survived")
  func zeros() throws {
    let wrong = Prediction(
      utterance: "u", speaker: "s", word: nil, truth: .sad, probabilities: [1, 0, 0, 0, 0, 0, 0])
    let fit = try Temperature(fitting: [wrong, wrong])
    #expect(fit.value == Temperature.range.upperBound)
    #expect(fit.after.isFinite)
    let vector = try VectorScaling(fitting: [wrong, wrong])
    #expect(vector.after.isFinite)
    #expect(vector.after <= vector.before)
  }
}

@Suite("Vector scaling")
struct VectorScalingTests {
  @Test("Factors and offsets are SciPy's")
  func reference() throws {
    let reference = try CalibrationReference.read()
    let fit = try VectorScaling(fitting: reference.dev.predictions)
    for (found, expected) in zip(fit.factors, reference.vector.factors) {
      #expect(agrees(found, expected, absolute: 1e-5))
    }
    for (found, expected) in zip(fit.offsets, reference.vector.offsets) {
      #expect(agrees(found, expected, absolute: 1e-5))
    }
    #expect(agrees(fit.before, reference.vector.before))
    #expect(agrees(fit.after, reference.vector.after, absolute: 1e-8))
  }

  @Test("A model that favours one emotion by a known offset is mended by the opposite offset")
  func recovery() throws {
    let favoured = honest(words: 200).map { prediction in
      let values = (prediction.probabilities ?? []).enumerated().map { index, value in
        index == Emotion.happy.index ? 4 * value : value
      }
      let sum = values.reduce(0, +)
      return Prediction(
        utterance: prediction.utterance, speaker: prediction.speaker, word: prediction.word,
        truth: prediction.truth, probabilities: values.map { $0 / sum })
    }
    let fit = try VectorScaling(fitting: favoured)
    let others = Emotion.allCases.filter { $0 != .happy }.map { fit.offsets[$0.index] }
    let step = others.reduce(0, +) / 6 - fit.offsets[Emotion.happy.index]
    // ln 4 = 1.386, less what the penalty and the noise of 2,800 rows take.
    #expect(abs(step - 1.386) < 0.15, "\(step)")
  }

  @Test("Where every dev answer is right the penalty keeps the fit finite, and sums stay at 1")
  func separable() throws {
    let design = CrossedDesign(speakers: ["OAF"], wordCount: 10)
    let right = KnownAnswerModel.biased(hitRate: 1, loss: 0, among: [])
    let predictions = right.predictions(of: design.utterances)
    let fit = try VectorScaling(fitting: predictions)
    #expect((fit.factors + fit.offsets).allSatisfy { $0.isFinite && abs($0) < 100 })
    #expect(fit.after < fit.before)
    _ = try PredictionTable(predictions.map { fit.apply(to: $0) })
    #expect(throws: MetricError.self) { try VectorScaling(fitting: []) }
  }
}
