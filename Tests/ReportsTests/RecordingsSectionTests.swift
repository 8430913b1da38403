import Corpora
import Metrics
import Reports
import Testing

@Suite("What a report says of recordings and of the run")
struct RecordingsSectionTests {
  private func corpus(
    _ speakers: [CorpusSummary.SpeakerCounts], isSynthetic: Bool = false, words: Int? = nil,
    seconds: Double? = nil, dropped: [String: Int] = [:]
  ) -> CorpusSummary {
    CorpusSummary(
      name: "c", isSynthetic: isSynthetic, speakers: speakers, wordCount: words,
      totalSeconds: seconds, droppedLabels: dropped)
  }

  private func page(_ corpora: CorpusSummary...) throws -> Page {
    try Page { $0.corpora = corpora }
  }

  @Test("Facts of a speaker stand as they were published, or that none were")
  func facts() throws {
    let speakers = [
      Speaker(id: "a", sex: "female", age: 64, language: "en-CA"), Speaker(id: "b", age: 0),
      Speaker(id: "c", language: "de"), Speaker(id: "d"),
    ]
    let page = try page(corpus(speakers.map { .init(speaker: $0, counts: [.sad: 1_200]) }))
    #expect(
      try page.rows(of: "Utterances of c").map { Array($0.prefix(2)) } == [
        ["a", "female, 64 years, en-CA"], ["b", "0 years"], ["c", "de"], ["d", "not published"],
      ])
  }

  @Test("Emotions stand in their order, one that nobody spoke as 0, and the sum at the end")
  func counts() throws {
    let page = try page(
      corpus([.init(speaker: Speaker(id: "a"), counts: [.surprise: 1_000, .angry: 30])]))
    #expect(
      try page.rows(of: "Utterances of c") == [
        ["a", "not published", "30", "0", "0", "0", "0", "0", "1,000", "1,030"]
      ])
  }

  @Test("Length and words are told where they are known, and that speech is synthetic")
  func sentence() throws {
    let one = [CorpusSummary.SpeakerCounts(speaker: Speaker(id: "a"), counts: [.sad: 2, .fear: 3])]
    for (corpus, text) in [
      (corpus(one), "c: 5 utterances."),
      (corpus(one, words: 0), "c: 5 utterances, 0 words or sentences."),
      (corpus(one, seconds: 12), "c: 5 utterances, 12.0 s."),
      (
        corpus(one, isSynthetic: true, words: 1_500, seconds: 600),
        "c: 5 utterances of synthetic speech, 10.0 min, 1,500 words or sentences."
      ), (corpus([]), "c: 0 utterances."),
    ] {
      let paragraphs = try page(corpus).section("corpora").all(class: "prose").map(\.text)
      #expect(paragraphs == [text])
    }
  }

  @Test("Labels that have no counterpart are told by name with their counts, in order")
  func dropped() throws {
    let text = try page(corpus([], dropped: ["pain": 3, "calm": 1_192, "boredom": 79]))
      .section("corpora").text
    #expect(
      text.contains(
        "Labels without a counterpart among the seven were dropped: boredom (79), calm (1,192), "
          + "pain (3)."))
    #expect(try !page(corpus([])).section("corpora").text.contains("were dropped"))
  }

  @Test("One synthetic corpus among several is enough for every section to say so")
  func synthetic() throws {
    let page = try page(corpus([]), corpus([], isSynthetic: true))
    let sections = page.root.all("section").filter { $0.attributes["id"] != "verdict" }
    #expect(sections.count == 3)
    #expect(sections.allSatisfy { !$0.all(class: "synthetic").isEmpty })
    #expect(try self.page(corpus([])).root.all(class: "synthetic").isEmpty)
  }

  @Test("What determined the numbers is told in order; what is not known is called unknown")
  func provenance() throws {
    let page = try Page { report in
      report.run = RunFacts(
        id: "r", preset: "quick", started: "then", finished: nil, isComplete: false,
        provenance: [.init("Commit", nil), .init("Seed", "0")])
      report.testLooks = 1_000
    }
    #expect(
      try page.rows(of: "What determined these numbers") == [
        ["Run", "r"], ["Preset", "quick"], ["Started", "then"], ["Finished", "not finished"],
        ["Commit", "unknown"], ["Seed", "0"], ["Looks at test parts in this run", "1,000"],
      ])
    #expect(page.root.all(class: "subtitle").map(\.text) == ["Run r · preset quick · not complete"])
  }
}
