import Corpora
import Exploration
import Reports
import Testing

@Suite("Pictures of recordings that are long, or have no pitch")
struct LongRecordingTests {
  private func page(_ sound: LengthCorpus.Sound) throws -> MarkupScanner.Element {
    let corpus = try LengthCorpus([sound])
    let report = try #require(try corpus.report([.init(speaker: "a", words: 1)]))
    let page = try MarkupScanner.parse(ExplorationPage.html(report))
    return try page.section("examples")
  }

  @Test(
    "Seconds stand far enough apart to be read, however long a recording is",
    arguments: [0.1, 4.1, 9])
  func seconds(length: Double) throws {
    let drawing = Drawing(
      svg: try #require(try page(.init(seconds: 0.1, silence: length - 0.1)).all("svg").first))
    let ticks = drawing.across
    #expect((2...9).contains(ticks.count), "\(ticks)")
    #expect(try drawing.isEven(ticks) && ticks.first?.value == 0)
    for (one, other) in zip(ticks, ticks.dropFirst()) {
      // Four characters of 11.5 pixels, of which a digit is a little more than half as wide.
      #expect(other.place - one.place >= 28, "\(one) \(other)")
    }
  }

  @Test("What has no voiced frame says so in its caption, its table and its name")
  func unvoiced() throws {
    let section = try page(.init(seconds: 0.3, isNoise: true))
    let caption = try #require(section.all("figure").first?.all(class: "fine").first).text
    #expect(caption.components(separatedBy: "no voiced frame").count == 4, "\(caption)")
    for drawing in section.all("svg") {
      #expect(drawing.attributes["aria-label"]?.hasSuffix("median F0 undetermined") == true)
    }
    let rows = try #require(section.all("table").first).all("tbody").flatMap { $0.all("tr") }
    #expect(rows.count == 3)
    for row in rows {
      let cells = row.all("td").map(\.text)
      #expect(cells[4] == "undetermined" && cells[5] == "undetermined")
    }
  }

  @Test("Silence after a tone is drawn as such: the outline falls to its middle line")
  func silence() throws {
    let drawing = Drawing(
      svg: try #require(try page(.init(seconds: 0.25, silence: 0.25)).all("svg").first))
    let outline = drawing.points(try #require(drawing.all("polygon", "bar").first))
    try #require(outline.count == 160)
    let middle = (outline[0].y + outline[159].y) / 2
    #expect(outline[10].y < middle - 40 && outline[149].y > middle + 40)
    #expect(abs(outline[60].y - middle) < 1 && abs(outline[99].y - middle) < 1)
  }

  @Test("One recording of one speaker is told in the singular")
  func singular() throws {
    let corpus = try LengthCorpus([.init()])
    for (voices, text) in [
      ([("a", [Emotion.sad])], "1 recording of 1 speaker, .1 s · content 0123456789abcdef · ser"),
      ([("a", [.sad]), ("b", [.sad])], "2 recordings of 2 speakers, .2 s · content"),
    ] {
      let report = try #require(
        try corpus.report(voices.map { .init(speaker: $0, words: 1, emotions: $1) }))
      #expect(ExplorationPage.markdown(report).contains("\n\(text)"))
    }
  }
}
