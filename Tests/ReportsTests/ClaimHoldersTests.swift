import Corpora
import Exploration
import Reports
import Testing

@Suite("For whom a claim holds")
struct ClaimHoldersTests {
  private let corpus = Result { try LengthCorpus([.init(seconds: 0.1), .init(seconds: 0.2)]) }

  /// Who makes sad the longest, who something else, and who nothing.
  private func voice(_ name: String, _ longest: Emotion?) -> LengthCorpus.Voice {
    .init(speaker: name, others: longest.map { [$0: 1] } ?? [:])
  }

  /// The row of the claim that sad lasts longest.
  private func row(_ voices: [LengthCorpus.Voice]) throws -> [String] {
    let report = try #require(try corpus.get().report(voices))
    let page = try MarkupScanner.parse(ExplorationPage.html(report))
    let section = try page.section("claims")
    let rows = try #require(section.all("table").first).all("tr").map { $0.children.map(\.text) }
    return try #require(rows.first { $0.first == "sad lasts longest" })
  }

  @Test("Of one to four speakers those are named for whom it holds, and who is undecided")
  func few() throws {
    let (yes, no, open) = (voice("a", .sad), voice("b", .neutral), voice("c", nil))
    for (voices, holders) in [
      ([yes], "all"), ([no], "none"), ([open], "undetermined"),
      ([yes, no, open], "a only, undetermined for c"),
      ([no, open], "none, undetermined for c"),
      ([yes, no, voice("c", .sad), voice("d", .angry)], "a, c only"),
    ] {
      #expect(try row(voices).last == holders)
    }
  }

  @Test("Of five speakers it is counted for how many it holds and does not")
  func many() throws {
    let voices = [
      voice("a", .sad), voice("b", .neutral), voice("c", nil), voice("d", .sad), voice("e", .angry),
    ]
    #expect(
      try row(voices) == [
        "sad lasts longest", "5", "2", "2", "1", "2 of 5, undetermined for 1",
      ])
    #expect(try row(voices.map { voice($0.speaker, .sad) }).last == "all")
  }

  @Test("Each speaker's column tells the mean and the nearest rival with their unit")
  func measured() throws {
    let found = try row([voice("a", .sad), voice("b", .neutral), voice("c", nil)])
    let texts = found.dropFirst().dropLast().map { $0.replacing("\u{A0}", with: " ") }
    #expect(
      Array(texts) == [
        "✓ sad .20; highest other: angry .10 s", "✗ sad .10; highest other: neutral .20 s",
        "? sad .10; highest other: angry .10 s",
      ])
  }
}
