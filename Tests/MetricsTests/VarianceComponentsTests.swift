import Foundation
import Metrics
import Randomness
import TestSupport
import Testing

@Suite("Where the variance over seeds, speakers and words comes from")
struct VarianceComponentsTests {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let name: String
      let speakers: Int
      let words: Int
      let values: [[Int]]
      let components: [String: Double]
    }

    let cases: [Case]
  }

  @Test("Components of balanced tables are those of statsmodels' mixed model")
  func reference() throws {
    let cases = try referenceNumbers("spread", as: Reference.self).cases
    #expect(cases.count == 2)
    for known in cases {
      let speakers = (0..<known.speakers).flatMap { speaker in
        (0..<known.words).map { _ in "s\(speaker)" }
      }
      let found = try #require(
        VarianceComponents(
          values: known.values.map { $0.map { Double($0) / 1000 } }, speakers: speakers))
      let parts: [String: Double?] = [
        "seed": found.seed, "word": found.word, "rest": found.rest, "speaker": found.speaker,
        "between": found.betweenSpeakers,
      ]
      for (name, value) in parts {
        guard let expected = known.components[name] else {
          #expect(value == nil, "\(name) of \(known.name)")
          continue
        }
        // An optimiser stops short of the optimum; the closed form does not.
        #expect(
          abs((value ?? .nan) - expected) <= 1e-7 + 1e-3 * expected, "\(name) of \(known.name)")
      }
    }
  }

  @Test(
    "On average over simulated tables the components are those put in, with unequal speakers too")
  func simulation() throws {
    let counts = [3, 5, 8, 4, 10, 6, 4]
    let speakers = counts.enumerated().flatMap { index, count in
      [String](repeating: "s\(index)", count: count)
    }
    let truth = (seed: 0.3, speaker: 0.5, interplay: 0.2, word: 0.8, rest: 0.6)
    var generator = SplitMix64(seed: 5)
    var sums = [0.0, 0.0, 0.0, 0.0]
    let rounds = 1_500
    for _ in 0..<rounds {
      let values = Self.table(4, counts, truth, &generator)
      let found = try #require(VarianceComponents(values: values, speakers: speakers))
      for (index, part) in [found.seed, found.betweenSpeakers ?? .nan, found.word, found.rest]
        .enumerated()
      { sums[index] += part / Double(rounds) }
    }
    let units = Double(speakers.count)
    let shares = counts.reduce(0) { $0 + Double($1 * $1) } / (units * units)
    let expected = [
      0.09 + 0.04 * shares, 0.25, 0.64 / units, 0.36 / units,
    ]
    // Negative estimates count as 0, which lifts the first two a little.
    for ((found, expected), slack) in zip(zip(sums, expected), [0.1, 0.08, 0.04, 0.03]) {
      #expect(abs(found - expected) <= slack * expected)
    }
  }

  private static func table(
    _ seeds: Int, _ counts: [Int],
    _ truth: (seed: Double, speaker: Double, interplay: Double, word: Double, rest: Double),
    _ generator: inout SplitMix64
  ) -> [[Double]] {
    func normal(_ deviation: Double) -> Double {
      let first = Double(generator.next() >> 11) / 0x1p53 + 0x1p-54
      let second = Double(generator.next() >> 11) / 0x1p53
      return deviation * (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }
    let seedEffects = (0..<seeds).map { _ in normal(truth.seed) }
    var rows = seedEffects.map { _ in [Double]() }
    for count in counts {
      let speaker = normal(truth.speaker)
      let both = (0..<seeds).map { _ in normal(truth.interplay) }
      for _ in 0..<count {
        let word = normal(truth.word)
        for seed in 0..<seeds {
          rows[seed].append(
            seedEffects[seed] + speaker + both[seed] + word + normal(truth.rest))
        }
      }
    }
    return rows
  }

  @Test("Under five speakers their part is undetermined, and under two seeds all is")
  func undetermined() throws {
    let row = (0..<8).map { Double($0 % 3) }
    let other = row.map { $0 + 0.5 }
    func speakers(_ count: Int) -> [String] { (0..<8).map { "s\($0 % count)" } }
    #expect(VarianceComponents(values: [row], speakers: speakers(2)) == nil)
    #expect(VarianceComponents(values: [row, other], speakers: speakers(8)) == nil)
    #expect(VarianceComponents(values: [row, [1]], speakers: speakers(2)) == nil)
    let four = try #require(VarianceComponents(values: [row, other], speakers: speakers(4)))
    #expect(four.speaker == nil && four.betweenSpeakers == nil)
    let five = try #require(VarianceComponents(values: [row, other], speakers: speakers(5)))
    #expect(five.speaker != nil)
  }

  @Test("A shift of one seed is the seed's alone, and no part is ever negative")
  func shift() throws {
    let row = (0..<20).map { Double(($0 * 7) % 5) }
    let speakers = row.indices.map { "s\($0 / 10)" }
    let found = try #require(
      VarianceComponents(values: [row, row.map { $0 + 0.4 }], speakers: speakers))
    #expect(abs(found.seed - 0.08) < 1e-12)
    #expect(abs(found.rest) < 1e-12)
    #expect(found.word > 0)
    let same = try #require(VarianceComponents(values: [row, row], speakers: speakers))
    #expect(same.seed == 0 && same.rest < 1e-12 && same.total == same.word + same.rest)
  }
}
