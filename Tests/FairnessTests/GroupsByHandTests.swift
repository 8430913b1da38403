import Corpora
import Fairness
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Groups worked by hand")
struct GroupsByHandTests {
  /// Forty answers of a speaker with one confidence, some of them right.
  private func speaker(_ name: String, right: Int, confidence: Double) -> [Prediction] {
    (0..<40).map { index in
      Prediction(
        utterance: "\(name)\(index)", speaker: name, word: "w\(index)",
        truth: index < right ? .sad : .fear,
        probabilities: (0..<7).map { $0 == 5 ? confidence : (1 - confidence) / 6 })
    }
  }

  @Test("The group that fares worse is named: the less accurate, the worse calibrated, the surer")
  func named() throws {
    // Over-confident by .4 and by -.15; ECE .4 and .15.
    let groups = try Disaggregation(
      speaker("a", right: 20, confidence: 0.9) + speaker("b", right: 30, confidence: 0.6),
      by: .speaker, settings: DisparitySettings(replicateCount: 0, arrangementCount: 0))
    let asked: [(DisparityMeasure, Double, lowest: String, highest: String)] = [
      (.difference(.accuracy), 0.25, "a", "b"), (.ratio(.accuracy), 2.0 / 3, "a", "b"),
      (.worst(.accuracy), 0.5, "a", "b"), (.difference(.ece), 0.25, "b", "a"),
      (.worst(.ece), 0.4, "b", "a"), (.calibrationGap, 0.55, "b", "a"),
    ]
    for (measure, value, lowest, highest) in asked {
      let found = groups.disparities(of: [measure])[0]
      #expect(agrees(found.value, value), "\(measure.name)")
      #expect(found.lowestGroup == lowest && found.highestGroup == highest, "\(measure.name)")
      let row = found.row(in: .example)
      #expect(row.subgroup == "a" && row.attribute == "speaker" && row.count == 80)
      #expect(row.metric == measure.name)
    }
    let odds = groups.disparities(of: [.equalisedOdds(.max)])[0]
    #expect(odds.lowestGroup == nil && odds.row(in: .example).subgroup == nil)
  }

  /// Seven answers a speaker, of which so many are right.
  private func answers(_ right: [Int]) -> [Prediction] {
    right.enumerated().flatMap { index, hits in
      (0..<7).map { place in
        Prediction(
          utterance: "\(index)/\(place)", speaker: "s\(index)", word: "w", truth: .sad,
          predicted: place < hits ? .sad : .fear)
      }
    }
  }

  private func test(
    _ predictions: [Prediction], _ groups: [String], _ measure: DisparityMeasure
  ) throws -> TestOutcome {
    let attribute = Attribute(
      name: "group", level: .speaker,
      values: Dictionary(
        uniqueKeysWithValues: groups.enumerated().map { ("s\($0)", $1) }))
    let settings = DisparitySettings(leastGroupSize: 1, replicateCount: 0)
    return try #require(
      try Disaggregation(predictions, by: attribute, settings: settings)
        .disparities(of: [measure])[0].test)
  }

  @Test("The exact p is the share of all ways to choose two of six that go as far, in each measure")
  func exact() throws {
    let hits = [0, 1, 3, 4, 6, 7]
    let pairs = (0..<6).flatMap { first in (first + 1..<6).map { (first, $0) } }
    func accuracies(_ pair: (Int, Int)) -> [Double] {
      let inside = hits[pair.0] + hits[pair.1]
      return [Double(inside) / 14, Double(21 - inside) / 28].sorted()
    }
    let all = pairs.map(accuracies)
    for pair in pairs {
      let own = accuracies(pair)
      let names = (0..<6).map { $0 == pair.0 || $0 == pair.1 ? "in" : "out" }
      let gap = own[1] - own[0]
      let expected: [(DisparityMeasure, Int)] = [
        (.difference(.accuracy), all.count { $0[1] - $0[0] >= gap - 1e-9 }),
        (.ratio(.accuracy), all.count { $0[0] / $0[1] <= own[0] / own[1] + 1e-9 }),
        (.worst(.accuracy), all.count { $0[0] <= own[0] + 1e-9 }),
      ]
      for (measure, extreme) in expected {
        let found = try test(answers(hits), names, measure)
        #expect(agrees(found.p, Double(extreme) / 15), "\(measure.name) \(pair)")
        #expect(found.isExact && agrees(found.smallestP, 1.0 / 15))
      }
    }
  }

  @Test(
    "Groups of one size may change names, so that the smallest p is as many times larger",
    arguments: [
      (["a", "a", "b", "b", "c", "c"], 6.0 / 90), (["a", "a", "b", "b", "c"], 2.0 / 30),
      (["a", "a", "a", "b", "c"], 2.0 / 20), (["a", "b", "c"], 1),
      (["a", "a", "a", "b", "b", "c"], 1.0 / 60),
    ] as [([String], Double)])
  func names(groups: [String], smallest: Double) throws {
    let found = try test(
      answers(groups.indices.map { $0 + 1 }), groups, .difference(.accuracy))
    #expect(agrees(found.smallestP, smallest) && found.isExact)
    #expect(found.p >= smallest - 1e-12)
  }

  @Test("A weak group of words has its accuracies, and its shortfall beside the same emotions")
  func weak() throws {
    // Of each speaker's even words half are wrong and of the odd ones none; the last four have no
    // group and are all wrong, which is of no account.
    let predictions = CrossedDesign(speakers: ["a", "b"], wordCount: 40).utterances.map {
      let word = Int($0.word?.dropFirst(4) ?? "") ?? 0
      return Prediction(
        utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion,
        predicted: word % 4 == 0 || word >= 36
          ? ($0.emotion == .sad ? .fear : .sad) : $0.emotion)
    }
    let side = Attribute(
      name: "side", level: .word,
      values: Dictionary(
        uniqueKeysWithValues: (0..<36).map { ("word\($0)", $0 % 2 == 0 ? "low" : "high") }))
    let search = SubgroupSearch(leastCount: 252, replicateCount: 499)
    let report = try search.search(predictions, by: [side])
    #expect(report.testedCount == 2 && report.found.map(\.group) == ["low"])
    let weak = try #require(report.found.first)
    #expect(weak.count == 252 && weak.accuracy == 0.5)
    #expect(agrees(weak.expectedAccuracy, 0.75) && agrees(weak.shortfall, 0.5))
    #expect(agrees(weak.adjustedP, 2 * weak.p))
    let larger = SubgroupSearch(leastCount: 253, replicateCount: 499)
    #expect(try larger.search(predictions, by: [side]).testedCount == 0)
  }
}
