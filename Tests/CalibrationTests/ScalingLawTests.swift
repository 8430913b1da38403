import Calibration
import Corpora
import Foundation
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Laws of calibrations")
struct ScalingLawTests {
  private static let rows = KnownAnswerModel.miscalibrated(skill: 1.1, factor: 1.8).predictions(
    of: CrossedDesign(speakers: ["a"], wordCount: 30).utterances, seed: 4)

  /// The same answers with every class called by another name.
  private func renamed(_ predictions: [Prediction], _ shift: Int) -> [Prediction] {
    predictions.map { own in
      let old = own.probabilities ?? []
      return Prediction(
        utterance: own.utterance, speaker: own.speaker, word: own.word,
        truth: Emotion.allCases[(own.truth.index + shift) % 7],
        probabilities: (0..<7).map { old[($0 + 7 - shift) % 7] })
    }
  }

  private func agree(_ found: [Double], _ expected: [Double], _ room: Double) -> Bool {
    found.count == expected.count
      && zip(found, expected).allSatisfy { agrees($0, $1, absolute: room) }
  }

  @Test("The order of dev rows and the names of classes are of no account", arguments: [1, 4])
  func names(shift: Int) throws {
    let other = renamed(Self.rows.reversed(), shift)
    let sample = Self.rows[11].probabilities ?? []
    let moved = (0..<7).map { sample[($0 + 7 - shift) % 7] }
    func isSame(_ map: some CalibrationMap, _ renamed: some CalibrationMap) -> Bool {
      let plain = map.apply(to: sample)
      return agree(renamed.apply(to: moved), (0..<7).map { plain[($0 + 7 - shift) % 7] }, 1e-7)
    }
    #expect(isSame(try Temperature(fitting: Self.rows), try Temperature(fitting: other)))
    #expect(isSame(try VectorScaling(fitting: Self.rows), try VectorScaling(fitting: other)))
    #expect(isSame(try IsotonicScaling(fitting: Self.rows), try IsotonicScaling(fitting: other)))
  }

  @Test("Every calibration gives distributions, whatever it is given")
  func distributions() throws {
    let maps: [any CalibrationMap] = [
      try Temperature(fitting: Self.rows), try VectorScaling(fitting: Self.rows),
      try IsotonicScaling(fitting: Self.rows),
    ]
    for map in maps {
      for values in [[1, 0, 0, 0, 0, 0, 0], [0.5, 0.5, 0, 0, 0, 0, 0]]
        + Self.rows.prefix(20).map({ $0.probabilities ?? [] })
      {
        let found = map.apply(to: values)
        #expect(found.count == 7 && found.allSatisfy { (0...1).contains($0) })
        #expect(agrees(found.reduce(0, +), 1))
      }
    }
  }

  @Test("A fitted temperature is the best there is: any near it is worse on the dev data")
  func best() throws {
    let fit = try Temperature(fitting: Self.rows)
    for factor in [0.5, 0.9, 0.99, 1.01, 1.1, 2] {
      let other = try #require(Temperature(value: fit.value * factor, before: 0, after: 0))
      let loss = try PredictionTable(Self.rows.map { other.apply(to: $0) }).negativeLogLikelihood()
      #expect(loss > fit.after, "\(factor)")
    }
    #expect(fit.after < fit.before && fit.value > 1, "the model is over-confident")
    #expect(agrees(fit.before, try PredictionTable(Self.rows).negativeLogLikelihood()))
  }

  @Test("Temperatures one after the other are their product")
  func composed() throws {
    let sample = Self.rows[3].probabilities ?? []
    func map(_ value: Double) throws -> Temperature {
      try #require(Temperature(value: value, before: 0, after: 0))
    }
    let twice = try map(1.5).apply(to: map(0.8).apply(to: sample))
    #expect(agree(twice, try map(1.2).apply(to: sample), 1e-12))
    #expect(agree(try map(1).apply(to: sample), sample, 1e-11))
  }

  @Test("Vector scaling ends where error and penalty balance in every factor and offset")
  func balance() throws {
    let fit = try VectorScaling(fitting: Self.rows)
    let table = try PredictionTable(Self.rows.map { fit.apply(to: $0) })
    let scaled = try #require(table.probabilities)
    for label in 0..<7 {
      var (ofFactor, ofOffset) = (0.0, 0.0)
      for (row, prediction) in Self.rows.enumerated() {
        let error = scaled[row * 7 + label] - (prediction.truth.index == label ? 1 : 0)
        ofOffset += error / 210
        ofFactor += error * log((prediction.probabilities ?? [])[label]) / 210
      }
      let penalty = VectorScaling.penalty
      #expect(abs(ofFactor + penalty * (fit.factors[label] - 1)) < 1e-7, "\(label)")
      #expect(abs(ofOffset + penalty * fit.offsets[label]) < 1e-7, "\(label)")
    }
    // The same constant added to every offset changes nothing, so that the penalty takes it off.
    #expect(abs(fit.offsets.reduce(0, +)) < 1e-6)
    #expect(agrees(fit.after, try table.negativeLogLikelihood()))
    #expect(agrees(fit.before, try PredictionTable(Self.rows).negativeLogLikelihood()))
  }

  /// Probabilities of the second of two classes with what was true; no other class has any.
  private func two(_ scores: [Double], _ truth: [Int]) -> [Prediction] {
    zip(scores, truth).enumerated().map { index, row in
      Prediction(
        utterance: "\(index)", speaker: "a", word: nil, truth: Emotion.allCases[row.1],
        probabilities: [1 - row.0, row.0, 0, 0, 0, 0, 0])
    }
  }

  @Test("Of two classes isotonic answers are right as often as they say, and mirror each other")
  func asOften() throws {
    // From 1/128 on, so that 1 - s is exact and both classes tie alike.
    let places = (0..<60).map { ($0 * 37) % 61 }
    let scores = places.map { Double(2 * $0 + 1) / 128 }
    let truth = places.enumerated().map { index, place in 3 * place > index * 53 % 97 ? 1 : 0 }
    #expect(truth.contains(0) && truth.contains(1))
    let fit = try IsotonicScaling(fitting: two(scores, truth))
    let calibrated = scores.map { fit.apply(to: [1 - $0, $0]) }
    #expect(agrees(calibrated.reduce(0) { $0 + $1[1] }, Double(truth.reduce(0, +))))
    for value in calibrated.map({ $0[1] }) {
      let own = calibrated.indices.filter { abs(calibrated[$0][1] - value) < 1e-9 }
      let rate = Double(own.count { truth[$0] == 1 }) / Double(own.count)
      #expect(agrees(value, rate), "\(own.count) answers")
    }
    let curve = fit.curves[1]
    #expect(Set(curve.outputs).count > 2, "the curve has steps")
    for (score, values) in zip(scores, calibrated) {
      #expect(agrees(curve.value(at: score), values[1]))
      #expect(agrees(fit.curves[0].value(at: 1 - score), 1 - values[1]))
    }
  }
}
