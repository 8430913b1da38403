import Corpora
import Foundation
import Metrics
import Testing

@Suite("Temperature scaling")
struct TemperatureTests {
  @Test("The fit is SciPy's", arguments: try ReferenceNumbers.read().cases)
  func reference(reference: ReferenceNumbers.Case) throws {
    let fit = try Temperature(fitting: reference.predictions)
    #expect(agrees(fit.value, reference.temperature.value, relative: 1e-5))
    #expect(agrees(fit.before, reference.temperature.before))
    #expect(agrees(fit.after, reference.temperature.after))
    #expect(!fit.isAtBound)
  }

  @Test(
    "A model made over-confident by a known temperature gets that temperature back",
    arguments: [0.5, 1, 2.5])
  func recovery(known: Double) throws {
    let honest = crossedPredictions(words: 100, skill: 0.6)
    let base = try Temperature(fitting: honest).value
    let sharper = try #require(Temperature(value: 1 / known, before: 0, after: 0))
    let fit = try Temperature(fitting: honest.map(sharper.apply))
    #expect(agrees(fit.value, base * known, relative: 1e-6))
  }

  @Test("Scaling changes no decision, keeps sums at 1 and does what the fit said to the likelihood")
  func application() throws {
    let predictions = crossedPredictions(words: 50, skill: 0.4)
    let fit = try Temperature(fitting: predictions)
    let scaled = predictions.map(fit.apply)
    #expect(scaled.map(\.predicted) == predictions.map(\.predicted))
    let table = try PredictionTable(scaled)
    #expect(agrees(try table.negativeLogLikelihood(), fit.after))
    #expect(fit.after <= fit.before)
  }

  @Test("Where every dev answer is right the fit stops at the end of its range and says so")
  func bound() throws {
    let predictions = crossedPredictions(words: 10, skill: 1)
    let fit = try Temperature(fitting: predictions)
    #expect(fit.isAtBound)
    #expect(fit.value == Temperature.range.lowerBound)
  }

  @Test("Certainty that is wrong is survived")
  func zeros() throws {
    let wrong = Prediction(
      utterance: "u", speaker: "s", word: nil, truth: .sad, probabilities: [1, 0, 0, 0, 0, 0, 0])
    let fit = try Temperature(fitting: [wrong, wrong])
    #expect(fit.value == Temperature.range.upperBound)
    #expect(fit.after.isFinite)
  }
}
