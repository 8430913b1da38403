import Corpora
import Exploration
import Foundation
import Reports
import Testing

@Suite("The page of an exploration")
struct ExplorationPageTests {
  private let report: ExplorationReport
  private let html: String
  private let page: MarkupScanner.Element

  init() throws {
    report = try ExampleExploration.found.get().voices
    html = ExplorationPage.html(report)
    page = try MarkupScanner.parse(html)
  }

  @Test("is well-formed, loads nothing and runs nothing")
  func selfContained() {
    #expect(page.all("h1").count == 1)
    for load in ["http:", "https:", "<script", "<link", "src=", "url(", "@import", "<audio"] {
      #expect(!html.contains(load), "\(load)")
    }
    let targets = page.all("a").compactMap { $0.attributes["href"]?.dropFirst() }.map(String.init)
    let sections = page.all("section").compactMap { $0.attributes["id"] }
    #expect(targets == sections)
    #expect(sections == ["examples", "claims", "distributions", "counts", "limits"])
  }

  @Test("gives every picture a name in words and every figure its numbers")
  func alternatives() {
    for svg in page.all("svg") where svg.attributes["aria-hidden"] != "true" {
      #expect((svg.attributes["aria-label"] ?? "").count > 10)
    }
    #expect(page.all("figure").allSatisfy { $0.all("table").count == 1 })
    let captions = page.all("caption").map(\.text)
    #expect(!captions.isEmpty && Set(captions).count == captions.count, "\(captions)")
  }

  @Test("has a drawing in every figure")
  func noEmptyFigure() {
    #expect(!page.all("figure").isEmpty)
    #expect(page.all("figure").allSatisfy { !$0.all("svg").isEmpty })
  }

  @Test("says whom and which emotions the examples are of, and who is left out")
  func shown() throws {
    let examples = try #require(page.all("section").first { $0.attributes["id"] == "examples" })
    #expect(
      examples.all("p").contains {
        $0.text.hasSuffix(
          "Shown are angry, sad and neutral, of the first 2 speakers in the order of names who "
            + "have all of them.")
      })
    let alike = try MarkupScanner.parse(ExplorationPage.html(ExampleExploration.found.get().alike))
    let text = try alike.section("examples").text
    #expect(text.contains("of the first 2 speakers in the order of names who have all of them; "))
    #expect(text.contains("not shown: s&4, s`3, s|2."), "\(text)")
  }

  @Test("says on every section of synthetic speech that it is no speech of people")
  func synthetic() {
    #expect(page.all("section").allSatisfy { $0.all(class: "synthetic").count == 1 })
  }

  @Test("counts recordings by class and speaker")
  func counts() throws {
    let table = try #require(
      page.all("section").first { $0.attributes["id"] == "counts" }?.all("table").first)
    let rows = table.all("tr").map { $0.all("td").map(\.text) }.filter { !$0.isEmpty }
    let each = [String](repeating: "2", count: 7) + ["14"]
    let both = [String](repeating: "4", count: 7) + ["28"]
    #expect(rows == [each, each, both])
  }

  @Test("holds pictures that are whole PNG files of the spectrogram's size")
  func pictures() throws {
    let images = page.all("image")
    let examples = report.exploration.examples.flatMap(\.utterances)
    #expect(images.count == 6 && examples.count == 6)
    for (image, example) in zip(images, examples) {
      let address = try #require(image.attributes["href"])
      #expect(address.hasPrefix("data:image/png;base64,"))
      let data = try #require(Data(base64Encoded: String(address.dropFirst(22))))
      let bytes = [UInt8](data)
      #expect(Array(bytes[1..<4]) == Array("PNG".utf8))
      #expect(Int(bytes[18]) << 8 | Int(bytes[19]) == example.frames)
      #expect(Int(bytes[22]) << 8 | Int(bytes[23]) == example.bands)
      // The end of every PNG file, with the checksum that the standard's algorithm gives.
      #expect(bytes.suffix(8) == [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
    }
  }

  @Test("says the same in Markdown, and escapes what was written by others")
  func markdown() {
    let text = ExplorationPage.markdown(report)
    #expect(text.contains("Nothing &lt;is> said of people."))
    #expect(html.contains("Nothing &lt;is&gt; said of people."))
    #expect(!text.contains("<svg") && !text.contains("base64"))
    for heading in page.all("h2").map(\.text) { #expect(text.contains("## \(heading)")) }
    for claim in Set(report.exploration.claims.map(\.claim.wording)) {
      #expect(text.contains(claim) && page.text.contains(claim))
    }
  }
}
