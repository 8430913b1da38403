import Calibration
import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("Calibrations worked by hand")
struct ScalingByHandTests {
  /// A fit to the first classes alone; no other has a probability.
  private func isotonic(_ rows: [[Double]], _ truths: [Int]) throws -> IsotonicScaling {
    try IsotonicScaling(
      fitting: zip(rows, truths).enumerated().map { index, row in
        let others = [Double](repeating: 0, count: Emotion.allCases.count - row.0.count)
        return Prediction(
          utterance: "\(index)", speaker: "a", word: nil, truth: Emotion.allCases[row.1],
          probabilities: row.0 + others)
      })
  }

  /// The least-squares rising function by its minimax formula: at each place the largest, over
  /// beginnings up to it, of the smallest, over ends from it on, of the mean in between.
  private func rising(_ hits: [Int], _ groups: [Range<Int>]) -> [Double] {
    func mean(_ first: Int, _ last: Int) -> Double {
      let own = hits[groups[first].lowerBound..<groups[last].upperBound]
      return Double(own.reduce(0, +)) / Double(own.count)
    }
    return groups.indices.map { place in
      (0...place).map { first in
        (place..<groups.count).map { mean(first, $0) }.min() ?? .nan
      }.max() ?? .nan
    }
  }

  @Test(
    "Isotonic curves are the minimax formula's for every six hits and misses, tied scores or not",
    arguments: [
      ([0.1, 0.2, 0.3, 0.5, 0.7, 0.9], [0..<1, 1..<2, 2..<3, 3..<4, 4..<5, 5..<6]),
      ([0.2, 0.2, 0.4, 0.6, 0.6, 0.6], [0..<2, 2..<3, 3..<6]),
    ])
  func everyCurve(scores: [Double], groups: [Range<Int>]) throws {
    let places = groups.map { scores[$0.lowerBound] }
    for bits in 0..<64 {
      let hits = (0..<6).map { bits >> $0 & 1 }
      let curve = try isotonic(scores.map { [1 - $0, $0] }, hits).curves[1]
      let expected = rising(hits, groups)
      #expect(zip(curve.inputs, curve.inputs.dropFirst()).allSatisfy { $0 < $1 })
      for (place, value) in zip(places, expected) {
        #expect(agrees(curve.value(at: place), value), "\(hits) at \(place)")
      }
      for next in 1..<places.count {
        let between = curve.value(at: (places[next - 1] + places[next]) / 2)
        #expect(agrees(between, (expected[next - 1] + expected[next]) / 2), "\(hits)")
      }
      #expect(curve.value(at: 0) == curve.outputs.first)
      #expect(curve.value(at: 1) == curve.outputs.last)
    }
  }

  @Test("Where every class comes out as 0, probabilities stay as they were")
  func allZero() throws {
    // Each class was true at .5 and never at .4 or .1.
    let scaling = try isotonic([[0.5, 0.4, 0.1], [0.1, 0.5, 0.4], [0.4, 0.1, 0.5]], [0, 1, 2])
    let even = [Double](repeating: 1.0 / 3, count: 3)
    #expect(scaling.apply(to: even) == even)
    for (found, expected) in zip(scaling.apply(to: [0.45, 0.45, 0.1]), [0.5, 0.5, 0]) {
      #expect(agrees(found, expected))
    }
  }

  @Test("A temperature of 2 takes the root of odds, one of a half their square")
  func temperature() throws {
    for (value, first) in [(2.0, 2.0 / 3), (0.5, 16.0 / 17), (1, 0.8)] {
      let map = try #require(Temperature(value: value, before: 0, after: 0))
      let found = map.apply(to: [0.8, 0.2])
      #expect(agrees(found[0], first) && agrees(found[1], 1 - first), "\(value)")
    }
    let certain = try #require(Temperature(value: 2, before: 0, after: 0)).apply(to: [1, 0])
    #expect(certain[0] < 1 && certain[1] > 0, "no probability is 0 for good")
  }

  @Test("A temperature may lie on an end of its range, which is then at its bound, and not outside")
  func range() {
    for (value, isAtBound) in [(0.05, true), (0.051, false), (1, false), (20, true)] {
      #expect(Temperature.isInside(value) == !isAtBound)
    }
    for value in [0.049, 20.1, -1, .nan] {
      #expect(Temperature(value: value, before: 0, after: 0) == nil)
    }
  }

  @Test("A class's logit is multiplied by its factor, and its offset is added then")
  func vector() throws {
    // exp(2 ln .5) = .25 and exp(ln .5 + ln 4) = 2.
    let text = """
      {"factors": [2, 1], "offsets": [0, \(log(4.0))], "before": 1, "after": 1}
      """
    let map = try JSONDecoder().decode(VectorScaling.self, from: Data(text.utf8))
    let found = map.apply(to: [0.5, 0.5])
    #expect(agrees(found[0], 1.0 / 9) && agrees(found[1], 8.0 / 9))
  }

  @Test("A bare label stays as it is, and a calibrated answer keeps its names")
  func predictions() throws {
    let map = try #require(Temperature(value: 2, before: 0, after: 0))
    let bare = Prediction(utterance: "u", speaker: "s", word: "w", truth: .sad, predicted: .fear)
    #expect(map.apply(to: bare) == bare)
    let sure = Prediction(
      utterance: "u", speaker: "s", word: "w", truth: .sad,
      probabilities: [0.8, 0.2, 0, 0, 0, 0, 0])
    let found = map.apply(to: sure)
    #expect(found.utterance == "u" && found.speaker == "s" && found.word == "w")
    #expect(found.truth == .sad && found.predicted == .angry)
  }
}
