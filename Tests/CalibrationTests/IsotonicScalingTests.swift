import Calibration
import Corpora
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Isotonic scaling")
struct IsotonicScalingTests {
  @Test("Each class's curve is scikit-learn's")
  func reference() throws {
    let reference = try CalibrationReference.read()
    let scaling = try IsotonicScaling(fitting: reference.dev.predictions)
    for (curve, expected) in zip(scaling.curves, reference.isotonic) {
      for (step, value) in expected.enumerated() {
        #expect(agrees(curve.value(at: Double(step) / 20), value, absolute: 1e-9))
      }
    }
  }

  @Test(
    "Curves rise, results are distributions, and the fit lowers the Brier score of its own data")
  func laws() throws {
    let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 40)
    let model = KnownAnswerModel.miscalibrated(skill: 1, factor: 2)
    let predictions = model.predictions(of: design.utterances)
    let scaling = try IsotonicScaling(fitting: predictions)
    for curve in scaling.curves {
      #expect(zip(curve.outputs, curve.outputs.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(zip(curve.inputs, curve.inputs.dropFirst()).allSatisfy { $0 < $1 })
    }
    let before = try PredictionTable(predictions)
    let after = try PredictionTable(predictions.map { scaling.apply(to: $0) })
    #expect(try after.brierScore() < before.brierScore())
  }

  @Test("One dev row, and rows that are all alike, are fitted without a trap")
  func small() throws {
    let design = CrossedDesign(speakers: ["OAF"], wordCount: 1)
    let row = KnownAnswerModel.biased(hitRate: 1, loss: 0, among: [])
      .predictions(of: design.utterances)[0]
    for rows in [[row], [row, row, row]] {
      let scaled = try IsotonicScaling(fitting: rows).apply(to: row)
      #expect(scaled.predicted == row.truth)
    }
    #expect(throws: MetricError.self) { try IsotonicScaling(fitting: []) }
  }
}
