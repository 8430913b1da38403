import Corpora
import Exploration
import Foundation
import Reports
import Testing

@Suite("Claims in words")
struct ClaimTextTests {
  private let example: ExampleExploration

  init() throws { example = try ExampleExploration.found.get() }

  /// The rows of a table of the section on claims.
  private func rows(_ report: ExplorationReport, table: Int) throws -> [[String]] {
    let page = try MarkupScanner.parse(ExplorationPage.html(report))
    let section = try page.section("claims")
    return section.all("table")[table].all("tr").dropFirst().map { $0.children.map(\.ownText) }
  }

  /// The numbers of what was measured.
  private func numbers(_ text: String) -> [Double] {
    text.split { " \u{A0},;:".contains($0) }.compactMap { Drawing.value(String($0)) }
  }

  @Test("Each claim tells its own means and the nearest rival, its margin and its answer")
  func details() throws {
    let outcomes = example.voices.exploration.claims
    let rows = try rows(example.voices, table: 1)
    try #require(rows.count == outcomes.count && rows.count == 12)
    for (row, outcome) in zip(rows, outcomes) {
      let means = outcome.means
      func others(_ own: [Emotion]) -> [Double] {
        means.filter { !own.contains($0.key) }.map(\.value)
      }
      let expected: [Double?] =
        switch outcome.claim.statement {
        case .highest(let emotion): [means[emotion], others([emotion]).max()]
        case .lowest(let emotions): emotions.map { means[$0] } + [others(emotions).min()]
        case .near(let emotion, _, _): [means[emotion]]
        case .higher(let one, let other): [means[one], means[other]]
        }
      let found = numbers(row[2])
      let room = 0.501 * pow(0.1, Double(outcome.claim.quantity.places))
      #expect(found.count == expected.count, "\(row[2])")
      for (number, mean) in zip(found, expected) {
        #expect(abs(number - (mean ?? .nan)) <= room, "\(row[2])")
      }
      let (sign, word) =
        switch outcome.answer {
        case .holds: ("✓", "holds")
        case .fails: ("✗", "does not hold")
        case .undetermined: ("?", "undetermined")
        }
      #expect(row[0] == outcome.claim.wording && row[1] == outcome.speaker)
      #expect(row[2].hasPrefix(sign + "\u{A0}") && row[4] == word)
      let margin = try #require(outcome.margin)
      if abs(margin) > room / 10 {
        #expect(row[3].hasPrefix(margin > 0 ? "+" : "−"), "\(row[3])")
      }
    }
  }

  @Test("For whom of two a claim holds is both, one by name, or none")
  func holders() throws {
    let rows = try rows(example.voices, table: 0)
    let groups = Dictionary(grouping: example.voices.exploration.claims, by: \.claim.wording)
    #expect(rows.count == groups.count)
    for row in rows {
      let own = try #require(groups[row[0]])
      let (one, other) = (own[0].speaker, own[1].speaker)
      let expected =
        switch (own[0].answer, own[1].answer) {
        case (.holds, .holds): "both"
        case (.holds, .fails): "\(one) only"
        case (.fails, .holds): "\(other) only"
        case (.holds, .undetermined): "\(one) only, undetermined for \(other)"
        case (.undetermined, .holds): "\(other) only, undetermined for \(one)"
        case (.fails, .fails): "none"
        case (.fails, .undetermined): "none, undetermined for \(other)"
        case (.undetermined, .fails): "none, undetermined for \(one)"
        case (.undetermined, .undetermined): "undetermined"
        }
      #expect(row.last == expected, "\(row)")
    }
  }

  @Test("Of many speakers it is counted for how many, and names from outside stay in their place")
  func many() throws {
    for row in try rows(example.alike, table: 0) {
      #expect(Array(row.dropFirst()) == ["5", "0", "0", "5", "undetermined"])
    }
    let html = try MarkupScanner.parse(ExplorationPage.html(example.alike))
    let counts = try html.section("counts")
    let speakers = Set(example.alike.exploration.cells.map(\.speaker)).sorted()
    let heads = counts.all("tr").dropFirst().compactMap { $0.children.first?.text }
    #expect(heads == speakers + ["all"] && speakers.count == 5)
    let lines = ExplorationPage.markdown(example.alike).components(separatedBy: "\n")
    for name in ["s\\|2", "s\\`3", "&lt;s>1"] {
      #expect(lines.contains { $0.hasPrefix("| \(name) |") }, "\(name)")
    }
  }
}
