import Metrics
import TestSupport
import Testing

@Suite("Laws of the parts of a variance")
struct VarianceComponentLawTests {
  private static let speakers = [3, 2, 4, 2, 5, 2].enumerated().flatMap { index, count in
    [String](repeating: "s\(index)", count: count)
  }

  /// Three seeds of eighteen units that differ by seed, speaker, word and anything.
  private static func values() -> [[Double]] {
    var draws = Draws(seed: 6)
    let own = speakers.map { _ in draws.normal() }
    return (0..<3).map { seed in
      speakers.indices.map { unit in
        let speaker = Double(speakers[unit].last?.wholeNumberValue ?? 0)
        return 0.3 * Double(seed * seed) + 0.8 * speaker + own[unit] + 0.4 * draws.normal()
      }
    }
  }

  private func parts(_ found: VarianceComponents) -> [Double] {
    [found.seed, found.speaker ?? -1, found.word, found.rest, found.betweenSpeakers ?? -1]
  }

  private func isSame(_ found: VarianceComponents?, _ expected: [Double]) -> Bool {
    found.map { zip(parts($0), expected).allSatisfy { agrees($0, $1, absolute: 1e-9) } } ?? false
  }

  @Test("Neither the order of seeds and units nor the names of speakers are of account")
  func order() throws {
    let (values, speakers) = (Self.values(), Self.speakers)
    let plain = parts(try #require(VarianceComponents(values: values, speakers: speakers)))
    #expect(plain.allSatisfy { $0 > 0 }, "every part is there")
    #expect(isSame(VarianceComponents(values: values.reversed(), speakers: speakers), plain))
    var draws = Draws(seed: 7)
    let order = speakers.indices.shuffled(using: &draws)
    let moved = VarianceComponents(
      values: values.map { row in order.map { row[$0] } },
      speakers: order.map { "other " + String(speakers[$0].reversed()) })
    #expect(isSame(moved, plain))
  }

  @Test("A constant added changes nothing, and a factor every part by its square")
  func affine() throws {
    let values = Self.values()
    let plain = parts(try #require(VarianceComponents(values: values, speakers: Self.speakers)))
    let moved = VarianceComponents(
      values: values.map { $0.map { 5 - 3 * $0 } }, speakers: Self.speakers)
    #expect(isSame(moved, plain.map { 9 * $0 }))
  }

  @Test("Two seeds of four words worked by hand")
  func byHand() throws {
    // Means of seeds 2 and 4, of words 1, 3, 5 and 3; no speaker's part under five speakers.
    // Squares of seeds: 4 (1 + 1) / 1 = 8; of words: 2 (4 + 0 + 4 + 0) / 3 = 16/3; of the rest,
    // with residuals of 1, 0, -1 and 0 in the first seed: 2 (1 + 0 + 1 + 0) / 3 = 4/3.
    let found = try #require(
      VarianceComponents(
        values: [[1, 2, 3, 2], [1, 4, 7, 4]], speakers: ["s", "s", "s", "s"]))
    #expect(agrees(found.seed, (8 - 4.0 / 3) / 4))
    #expect(agrees(found.word, (16.0 / 3 - 4.0 / 3) / 8))
    #expect(agrees(found.rest, 1.0 / 3))
    #expect(agrees(found.total, found.seed + found.word + found.rest))
    #expect(found.speaker == nil && found.betweenSpeakers == nil)
  }

  @Test("Of equal shares, a speaker's part is the variance between speakers over their number")
  func shares() throws {
    let speakers = (0..<18).map { "s\($0 / 3)" }
    let found = try #require(VarianceComponents(values: Self.values(), speakers: speakers))
    let between = try #require(found.betweenSpeakers)
    #expect(between > 0 && agrees(found.speaker, between / 6))
    #expect(agrees(found.total, parts(found).dropLast().reduce(0, +)))
  }

  @Test("Tables that are not whole have no parts")
  func refused() {
    let row = [1.0, 2, 3]
    #expect(VarianceComponents(values: [], speakers: ["s"]) == nil)
    #expect(VarianceComponents(values: [[], []], speakers: []) == nil)
    #expect(VarianceComponents(values: [row, row], speakers: ["s", "s"]) == nil)
    #expect(VarianceComponents(values: [row, [1, 2]], speakers: ["s", "s", "s"]) == nil)
    #expect(VarianceComponents(values: [row, row], speakers: ["s", "t", "s"]) != nil)
  }
}
