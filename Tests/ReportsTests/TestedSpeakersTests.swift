import Corpora
import Metrics
import Reports
import Testing

@Suite("Who was tested, before any number")
struct TestedSpeakersTests {
  private func row(_ origin: Origin, count: Int = 10) -> LadderRow {
    LadderRow(
      origin: origin, count: count, accuracy: .undetermined, uar: .about(0.5, 0.1), chance: 0.25,
      majorityShare: nil)
  }

  private func corpus(_ name: String, _ speakers: [Speaker]) -> CorpusSummary {
    CorpusSummary(
      name: name, isSynthetic: false, speakers: speakers.map { .init(speaker: $0, counts: [:]) },
      wordCount: nil, totalSeconds: nil)
  }

  private func reading(_ rows: [LadderRow], _ corpora: [CorpusSummary] = []) throws -> String {
    try Page {
      $0.ladder = rows
      $0.corpora = corpora
    }.reading()
  }

  private let tess = [
    Speaker(id: "OAF", sex: "female", age: 64), Speaker(id: "YAF", sex: "female", age: 26),
  ]
  private var both: [LadderRow] { [row(.of()), row(.of(.speakerDisjoint, "YAF", "OAF"))] }

  @Test("Up to four are named with what is published, and what an arrow and UAR mean comes next")
  func few() throws {
    #expect(
      try reading(both, [corpus("tess", tess)]).hasPrefix(
        "2 speakers were tested: OAF (female, 64 years) and YAF (female, 26 years). OAF → YAF means: "
          + "trained on OAF, tested on YAF. UAR is the share of an emotion's utterances that is "
          + "recognised, as the mean over the emotions. Guessing gives .25. "))
    #expect(
      try reading([row(.of())], [corpus("tess", tess)]).hasPrefix(
        "1 speaker was tested: YAF (female, 26 years). OAF → YAF means"))
  }

  @Test("What is not published is said to be so, and nothing is guessed")
  func unpublished() throws {
    let speakers = [
      Speaker(id: "a"), Speaker(id: "b", sex: "male"), Speaker(id: "c", age: 1),
    ]
    #expect(
      try reading([row(.of(.speakerDisjoint, "x", "a+b+c"))], [corpus("own", speakers)]).hasPrefix(
        "3 speakers were tested: a (sex and age not published), b (male, age not published) and c "
          + "(sex not published, 1 year)."))
    #expect(try reading([row(.of())]).hasPrefix("1 speaker was tested: YAF. OAF → YAF means"))
  }

  @Test("More than four are numbers, and so are more than four of whom no corpus tells")
  func many() throws {
    func sentence(_ speakers: [Speaker]) throws -> String {
      let rows = speakers.map { row(.of(.speakerDisjoint, "others", $0.id)) }
      let text = try reading(rows, [corpus("own", speakers)])
      return try #require(text.split(separator: ". ").first.map(String.init))
    }
    let five = (0..<5).map { Speaker(id: "s\($0)", sex: $0 < 2 ? "male" : "female", age: 20 + $0) }
    #expect(
      try sentence(five) == "5 speakers were tested (3 female and 2 male; 20 to 24 years)")
    #expect(
      try sentence(five.map { Speaker(id: $0.id) })
        == "5 speakers were tested (sex not published; age not published)")
    #expect(
      try sentence(five.map { $0.id == "s0" ? Speaker(id: "s0") : Speaker(id: $0.id, age: 30) })
        == "5 speakers were tested (sex not published; 30 years, age of 1 not published)")
    #expect(
      try sentence(five.map { $0.id == "s0" ? Speaker(id: "s0", age: 20) : $0 }).contains(
        "(3 female, 1 male and 1 whose sex is not published; 20"))
    let unknown = (0..<5).map { row(.of(.speakerDisjoint, "others", "s\($0)")) }
    #expect(try reading(unknown).hasPrefix("5 speakers were tested. others → s0 means: "))
  }

  @Test("Each corpus is told of by itself, and those of whom none tells last")
  func corpora() throws {
    let other = (0..<5).map { Speaker(id: "r\($0)", sex: "male", age: 30) }
    let across = row(.of(.crossCorpus, "OAF+YAF", "ravdess"))
    #expect(
      try reading(both + [across], [corpus("tess", tess), corpus("ravdess", other)]).hasPrefix(
        "Of tess, 2 speakers were tested: OAF (female, 64 years) and YAF (female, 26 years). Of "
          + "ravdess, 5 speakers were tested (5 male; 30 years). OAF → YAF"))
    let stranger = row(.of(.crossCorpus, "OAF+YAF", "zed"))
    #expect(
      try reading(both + [stranger], [corpus("tess", tess)]).contains(
        " Besides, 1 speaker was tested: zed. OAF"))
  }

  @Test("That few speakers support no claim is told of each corpus by itself, as who was tested is")
  func fewOfEach() throws {
    let across = row(.of(.crossCorpus, "OAF", "ravdess"))
    func reading(others: Int) throws -> String {
      let speakers = (0..<others).map { Speaker(id: "r\($0)") }
      return try self.reading(
        [row(.of()), across], [corpus("tess", tess), corpus("ravdess", speakers)])
    }
    let claim = "nothing here supports a claim about speakers in general."
    let seven = try reading(others: 6)
    #expect(
      seven.contains(
        "Of tess, 1 speaker is tested: the intervals are about other words of the same voice, and "
          + claim))
    #expect(
      seven.contains(
        "Of ravdess, 6 speakers are tested: the intervals are about other words of the same "
          + "voices, and " + claim))
    let many = try reading(others: 24)
    #expect(many.contains("Of tess, 1 speaker is tested: "))
    #expect(many.ranges(of: claim).count == 1, "24 speakers are many")
    let one = try self.reading([row(.of())], [corpus("tess", tess), corpus("ravdess", [])])
    #expect(one.contains(" 1 speaker is tested: ") && !one.contains("Of tess"))
  }

  @Test("Who stands in LEAKY rungs alone is told of where nothing honest is, and nobody unanswered")
  func counted() throws {
    let leaky = row(.of(.random, "OAF+YAF", "OAF+YAF"))
    let text = try reading([leaky], [corpus("tess", tess)])
    #expect(text.hasPrefix("2 speakers were tested: OAF"))
    #expect(!text.contains("means: trained"), "both sides have no direction")
    #expect(text.contains("nothing here is evidence about a speaker"))
    #expect(try reading([row(.of()), leaky], [corpus("tess", tess)]).hasPrefix("1 speaker was"))
    #expect(try reading([row(.of(), count: 0)]).hasPrefix("OAF → YAF means"))
    #expect(try !reading([]).contains("UAR"))
  }

  @Test("No arrow is explained by what nobody says, or by a model trained on nothing")
  func arrows() throws {
    for trained in [Split.unknownTraining, Split.noTraining] {
      let bare = row(.of(.crossCorpus, trained, "tess", isLeaky: trained == Split.unknownTraining))
      #expect(try !reading([bare]).contains("means: trained"))
      #expect(try reading([bare, row(.of())]).contains("OAF → YAF means: trained on OAF, tested"))
    }
  }
}
