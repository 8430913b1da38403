import Audits
import Corpora
import Metrics
import Randomness
import Testing

@Suite("Several seeds together")
struct SeedSpreadTests {
  private func test(
    seeds: [Double], speakers: [String] = ["YAF"], words: Int = 40
  ) -> RepeatedTest {
    var generator = SplitMix64(seed: 3)
    var bySeed: [Int: [Prediction]] = [:]
    for (seed, rate) in seeds.enumerated() {
      bySeed[seed] = CrossedAnswers.predictions(
        speakers: speakers, words: words, using: &generator
      ) { speaker, word in rate + (word.isMultiple(of: 2) ? 0.1 : -0.1) }
    }
    return RepeatedTest(
      context: CrossedAnswers.context("OAF", speakers.joined(separator: "+")), bySeed: bySeed)
  }

  private func value(_ metric: String, _ subgroup: String, _ rows: [MetricRow]) -> Double? {
    rows.first { $0.metric == metric && $0.subgroup == subgroup }?.value
  }

  @Test("The mean over seeds is the mean of what each seed scores, and belongs to no seed")
  func mean() throws {
    let test = test(seeds: [0.4, 0.6, 0.7])
    let rows = try SeedSpread.rows(of: test)
    #expect(rows.allSatisfy { $0.seed == nil && $0.attribute != nil && $0.count == 280 })
    for metric in ["accuracy", "uar"] {
      let each = try test.seeds.map { seed in
        try #require(
          try MetricTable.rows(
            predictions: test.bySeed[seed] ?? [], context: test.context, settings: .none
          ).first { $0.metric == metric && $0.speaker == nil }?.value)
      }
      let mean = each.reduce(0, +) / 3
      let row = try #require(rows.first { $0.metric == metric && $0.subgroup == "together" })
      #expect(abs(try #require(row.value) - mean) < 1e-12)
      let interval = try #require(row.interval)
      #expect(interval.unit == .word && interval.lower < mean && mean < interval.upper)
      let squares = each.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = try #require(value(metric + "-deviation", "together", rows))
      #expect(abs(deviation - (squares / 2).squareRoot()) < 1e-12)
    }
  }

  @Test("Squares of the parts add up to the square of the whole, for both metrics")
  func parts() throws {
    let rows = try SeedSpread.rows(of: test(seeds: [0.4, 0.6, 0.7]))
    for metric in ["accuracy", "uar"] {
      let parts = ["spread-seed", "spread-word", "spread-rest"].compactMap {
        value($0, metric, rows)
      }
      let total = try #require(value("spread", metric, rows))
      #expect(parts.count == 3)
      #expect(abs(parts.reduce(0) { $0 + $1 * $1 } - total * total) < 1e-12)
      // Seeds that differ by .15 outweigh 40 words.
      #expect(parts[0] > 0.1 && parts[1] < 0.03)
      #expect(rows.contains { $0.metric == "spread-speaker" && $0.value == nil })
    }
  }

  @Test("The speakers' part is there from five speakers on, of folds that are joined too")
  func speakers() throws {
    let names = (1...6).map { "s\($0)" }
    let whole = try SeedSpread.rows(of: test(seeds: [0.5, 0.6], speakers: names, words: 12))
    #expect(value("spread-speaker", "uar", whole) != nil)
    let folds = [Array(names[..<3]), Array(names[3...])].map {
      test(seeds: [0.5, 0.6], speakers: $0, words: 12)
    }
    #expect(value("spread-speaker", "uar", try SeedSpread.rows(of: folds[0])) == nil)
    let joined = RepeatedTest(
      joining: folds, context: CrossedAnswers.context("others", names.joined(separator: "+")))
    let rows = try SeedSpread.rows(of: joined)
    #expect(value("spread-speaker", "uar", rows) != nil)
    #expect(rows.first?.count == 6 * 12 * 7)
  }

  @Test("One seed gives nothing, and utterances that a seed did not answer are left out")
  func incomplete() throws {
    #expect(try SeedSpread.rows(of: test(seeds: [0.5])).isEmpty)
    let full = test(seeds: [0.5, 0.6])
    let holed = RepeatedTest(
      context: full.context,
      bySeed: full.bySeed.mapValues { $0 }.merging([1: Array((full.bySeed[1] ?? []).dropLast(7))]) {
        $1
      })
    #expect(try SeedSpread.rows(of: holed).first?.count == 273)
  }

  @Test("Words with more utterances than others add no spread for that alone")
  func unequalWords() throws {
    var generator = SplitMix64(seed: 8)
    let whole = CrossedAnswers.predictions(speakers: ["YAF"], words: 40, using: &generator) {
      _, _ in 1
    }
    // As a random split leaves it: some words with few emotions.
    let uneven = whole.enumerated().filter { index, _ in index % 11 < 6 || index % 3 == 0 }
      .map(\.element)
    let rows = try SeedSpread.rows(
      of: RepeatedTest(
        context: CrossedAnswers.context("OAF", "YAF"), bySeed: [0: uneven, 1: uneven]))
    for metric in ["accuracy", "uar"] {
      #expect(abs(try #require(value("spread", metric, rows))) < 1e-9)
    }
  }
}
