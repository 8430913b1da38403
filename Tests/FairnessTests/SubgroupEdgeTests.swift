import Corpora
import Fairness
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("The search for weak subgroups at its edges")
struct SubgroupEdgeTests {
  private static let design = CrossedDesign(speakers: ["a", "b"], wordCount: 30).utterances

  private static func attribute(
    _ name: String, _ group: (Int) -> String?
  ) -> Attribute {
    Attribute(
      name: name, level: .word,
      values: Dictionary(
        (0..<30).compactMap { word in group(word).map { ("word\(word)", $0) } },
        uniquingKeysWith: { $1 }))
  }

  private static let side = attribute("side") { $0 < 10 ? "low" : "high" }
  private static let parity = attribute("parity") { $0.isMultiple(of: 2) ? "even" : "odd" }
  private static let weak = Set(
    design.filter { side.group(of: $0.asked) == "low" }.map(\.id))
  private static let predictions = KnownAnswerModel.biased(hitRate: 0.95, loss: 0.4, among: weak)
    .predictions(of: design)

  private let search = SubgroupSearch(replicateCount: 499)

  @Test("The order of predictions and of attributes is of no account for what is found")
  func order() throws {
    let search = SubgroupSearch(isPairwise: false, replicateCount: 499)
    let plain = try search.search(Self.predictions, by: [Self.side, Self.parity])
    #expect(plain.found.first?.group == "low")
    for (predictions, attributes) in [
      (Self.predictions.reversed(), [Self.side, Self.parity]),
      (Self.predictions, [Self.parity, Self.side]),
    ] as [([Prediction], [Attribute])] {
      let other = try search.search(predictions, by: attributes)
      #expect(other.testedCount == plain.testedCount && other.untestable == plain.untestable)
      try #require(other.found.count == plain.found.count)
      #expect(Set(other.found.map(\.count)) == Set(plain.found.map(\.count)))
      #expect(other.found[0].group == "low" && other.found[0].p == plain.found[0].p)
      #expect(agrees(other.found[0].shortfall, plain.found[0].shortfall))
    }
  }

  @Test("Groups of the same members are asked about once, under the first name")
  func twice() throws {
    let other = Self.attribute("other") { $0 < 10 ? "few" : "many" }
    let single = try search.search(Self.predictions, by: [Self.side])
    let double = try search.search(Self.predictions, by: [Self.side, other])
    #expect(single.testedCount == 2 && double == single)
  }

  @Test("Pairs of attributes are looked through where they are wanted")
  func pairs() throws {
    let attributes = [Self.side, Self.parity]
    let alone = SubgroupSearch(isPairwise: false, replicateCount: 499)
    #expect(try search.search(Self.predictions, by: attributes).testedCount == 2 + 2 + 4)
    let found = try alone.search(Self.predictions, by: attributes)
    #expect(found.testedCount == 4 && found.found.allSatisfy { !$0.attribute.contains(" x ") })
  }

  @Test("A group that rests on too few words is named with their number, and is not tested")
  func fewUnits() throws {
    let design = CrossedDesign(speakers: ["a"], wordCount: 12).utterances
    let odd = design.enumerated().filter { $0.offset % 3 == 0 }.map(\.element.id)
    let predictions = KnownAnswerModel.biased(hitRate: 1, loss: 1, among: Set(odd))
      .predictions(of: design)
    // Nine of twelve words have a value.
    let rare = Self.attribute("rare") { $0 < 9 ? ($0 < 4 ? "low" : "high") : nil }
    let report = try SubgroupSearch(leastCount: 10, replicateCount: 99)
      .search(predictions, by: [rare])
    #expect(report.testedCount == 0 && report.found.isEmpty)
    #expect(report.untestable.keys.sorted() == ["rare: high", "rare: low"])
    for reason in report.untestable.values {
      #expect(reason == "It rests on 9 words or speakers; expected at least 10.")
    }
  }

  @Test("Groups that too few draws could make a finding are named with the reason, and no more")
  func fewDraws() throws {
    // Of the even words half and of the odd ones half are wrong, so that no group is weak.
    let predictions = Self.design.map {
      let word = Int($0.word?.dropFirst(4) ?? "") ?? 0
      let next = Emotion.allCases[($0.emotion.index + 1) % 7]
      return Prediction(
        utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion,
        predicted: word % 4 < 2 ? next : $0.emotion)
    }
    // Of two groups the first finding needs a p of .025, which 39 draws can give and 19 cannot.
    for (draws, tested) in [(19, 0), (39, 2)] {
      let report = try SubgroupSearch(replicateCount: draws)
        .search(predictions, by: [Self.parity])
      #expect(report.found.isEmpty && report.testedCount == tested)
      #expect(report.untestable.count == 2 - tested)
      for reason in report.untestable.values {
        #expect(reason.hasPrefix("With so little data no result, however extreme, could be "))
      }
    }
  }

  @Test("A group of speakers whose p cannot be small enough is named with the reason")
  func fewSpeakers() throws {
    let age = Attribute(name: "age", level: .speaker, values: ["a": "old", "b": "young"])
    let report = try search.search(Self.predictions, by: [age])
    #expect(report.testedCount == 0)
    #expect(
      report.untestable == [
        "age: old": "With so few speakers no result, however extreme, could be significant.",
        "age: young": "With so few speakers no result, however extreme, could be significant.",
      ])
  }
}

extension Utterance {
  /// A prediction of the utterance, to ask an attribute for its group.
  fileprivate var asked: Prediction {
    Prediction(utterance: id, speaker: speaker, word: word, truth: emotion, predicted: emotion)
  }
}
