import Corpora
import Metrics
import Testing

@Suite("Isotonic scaling")
struct IsotonicScalingTests {
  @Test("Each class's curve is scikit-learn's", arguments: try ReferenceNumbers.read().cases)
  func reference(reference: ReferenceNumbers.Case) throws {
    let scaling = try IsotonicScaling(fitting: reference.predictions)
    for (curve, expected) in zip(scaling.curves, reference.isotonic) {
      for (step, value) in expected.enumerated() {
        #expect(agrees(curve.value(at: Double(step) / 20), value, absolute: 1e-9))
      }
    }
  }

  @Test(
    "Curves rise, results are distributions, and the fit lowers the Brier score of its own data")
  func laws() throws {
    let predictions = crossedPredictions(words: 40, skill: 0.4)
    let scaling = try IsotonicScaling(fitting: predictions)
    for curve in scaling.curves {
      #expect(zip(curve.outputs, curve.outputs.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(zip(curve.inputs, curve.inputs.dropFirst()).allSatisfy { $0 < $1 })
    }
    let before = try PredictionTable(predictions)
    let after = try PredictionTable(predictions.map(scaling.apply))
    #expect(try after.brierScore() < before.brierScore())
  }

  @Test("One dev row, and rows that are all alike, are fitted without a trap")
  func small() throws {
    let row = crossedPredictions(words: 1, skill: 1)[0]
    for rows in [[row], [row, row, row]] {
      let scaled = try IsotonicScaling(fitting: rows).apply(to: row)
      #expect(scaled.predicted == row.truth)
    }
    #expect(throws: MetricError.self) { try IsotonicScaling(fitting: []) }
  }
}
