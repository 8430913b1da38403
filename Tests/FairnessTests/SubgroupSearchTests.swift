import Corpora
import Fairness
import KnownAnswers
import Metrics
import Randomness
import Testing

private let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 60).utterances

/// Tertiles of measures that have nothing to do with hits: of F0, level and SNR, drawn for each
/// utterance, and of duration and rate, which go with the word.
private func acoustics(seed: UInt64) -> [Attribute] {
  var generator = SplitMix64(seed: seed)
  let ofUtterances = ["f0", "level", "snr"].map { name in
    Attribute.tertiles(
      name: name, level: .utterance,
      of: Dictionary(uniqueKeysWithValues: design.map { ($0.id, generator.unit()) }))
  }
  let ofWords = ["duration", "rate"].map { name in
    let words = Dictionary(
      uniqueKeysWithValues: (0..<60).map { ("word\($0)", generator.unit()) })
    return Attribute.tertiles(
      name: name, level: .utterance,
      of: Dictionary(uniqueKeysWithValues: design.map { ($0.id, words[$0.word ?? ""] ?? 0) }))
  }
  return ofUtterances + ofWords
}

@Suite("The search for weak subgroups")
struct SubgroupSearchTests {
  private let search = SubgroupSearch(replicateCount: 1_999)

  @Test("A planted subgroup of two measures is found first, with its size and its shortfall")
  func planted() throws {
    let attributes = acoustics(seed: 5)
    let both = Attribute.intersection([attributes[0], attributes[3]])
    let plain = KnownAnswerModel.perfect.predictions(of: design)
    let weak = plain.filter { both.group(of: $0) == "low, high" }.map(\.utterance)
    let predictions = KnownAnswerModel.biased(hitRate: 0.85, loss: 0.5, among: Set(weak))
      .predictions(of: design)
    let report = try SubgroupSearch().search(predictions, by: attributes + [.speaker])
    let first = try #require(report.found.first)
    #expect(first.attribute == "f0 x duration")
    #expect(first.group == "low, high")
    #expect(first.count == weak.count)
    #expect(abs(first.shortfall - 0.5) < 0.12, "\(first.shortfall)")
    // What is expected is a mean over cells that hold the group itself, so less is missing there.
    #expect(first.accuracy < first.expectedAccuracy)
    #expect(first.expectedAccuracy - first.accuracy < first.shortfall)
    #expect(first.adjustedP < 0.01)
    #expect(report.testedCount > 90)
    let others = report.found.filter {
      !$0.attribute.contains("f0") && !$0.attribute.contains("duration")
    }
    #expect(others.isEmpty, "\(others)")
  }

  @Test("Among alike utterances with hard words, one search in twenty finds anything")
  func null() throws {
    var searches = 0
    for seed in 0..<100 {
      var generator = SplitMix64(seed: UInt64(seed))
      let hard = Set((0..<60).filter { _ in generator.unit() < 0.4 }.map { "word\($0)" })
      let named = design.filter { hard.contains($0.word ?? "") || $0.emotion == .fear }
      let predictions = KnownAnswerModel.biased(
        hitRate: 0.85, loss: 0.3, among: Set(named.map(\.id))
      ).predictions(of: design, seed: UInt64(seed))
      let report = try SubgroupSearch(replicateCount: 999, seed: UInt64(seed)).search(
        predictions, by: acoustics(seed: UInt64(seed) + 500))
      searches += report.found.isEmpty ? 0 : 1
    }
    // Binomial(100, .05): 5 plus or minus 3 standard deviations ends at 11.
    #expect(searches <= 11, "\(searches) of 100")
  }

  @Test("An emotion that is hard does not make a finding of every group that it is common in")
  func emotions() throws {
    let hard = Set(design.filter { $0.emotion == .fear }.map(\.id))
    let predictions = KnownAnswerModel.biased(hitRate: 0.9, loss: 0.6, among: hard)
      .predictions(of: design)
    let level = Attribute(
      name: "level", level: .utterance,
      values: Dictionary(
        uniqueKeysWithValues: design.map {
          ($0.id, $0.emotion == .fear || $0.word?.hasSuffix("1") == true ? "quiet" : "loud")
        }))
    #expect(try search.search(predictions, by: [level]).found.isEmpty)
  }

  @Test("Weak speakers among many are found")
  func speakers() throws {
    let many = CrossedDesign(speakers: (0..<12).map { "s\($0)" }, wordCount: 10).utterances
    let sex = Attribute(
      name: "sex", level: .speaker,
      values: Dictionary(
        uniqueKeysWithValues: (0..<12).map { ("s\($0)", $0 < 4 ? "male" : "female") }))
    let plain = KnownAnswerModel.perfect.predictions(of: many)
    let male = Set(plain.filter { sex.group(of: $0) == "male" }.map(\.utterance))
    let found = try search.search(
      KnownAnswerModel.biased(hitRate: 0.9, loss: 0.3, among: male).predictions(of: many),
      by: [sex]
    ).found
    #expect(found.map(\.group) == ["male"])
  }
}
