import Corpora
import Metrics
import Reports
import Testing

@Suite("A table of more speakers than can be read at once")
struct ManySpeakersTests {
  private func rows(_ count: Int, leaky: Bool, isRepetition: Bool = false) -> [SpeakerRow] {
    (0..<count).map {
      SpeakerRow(
        origin: Origin(
          evaluationProtocol: leaky ? .random : .speakerDisjoint, trainedOn: "A", testedOn: "B",
          isLeaky: leaky, isRepetition: isRepetition),
        speaker: "\(leaky ? "l" : "h")\($0)", count: 5, accuracy: Measure(0.5), uar: .undetermined,
        ece: .undetermined)
    }
  }

  private func section(_ rows: [SpeakerRow]) throws -> MarkupScanner.Element {
    try Page { $0.speakers = rows }.section("speakers")
  }

  @Test("Rows of LEAKY splits are folded, whole, behind those that count", arguments: [1, 2, 13])
  func folded(count: Int) throws {
    let section = try section(rows(count, leaky: true) + rows(3, leaky: false))
    let fold = try #require(section.all("details").first)
    #expect(fold.all("summary").first?.text == "The same of LEAKY splits (\(count))")
    #expect(section.all("tbody").map { $0.all("tr").count } == [3, count])
    #expect(fold.all("tr").filter { $0.has("leaky") }.count == count)
  }

  @Test("Where nothing else stands they stand open")
  func open() throws {
    let section = try section(rows(20, leaky: true))
    #expect(section.all("details").isEmpty)
    #expect(section.all("tbody").map { $0.all("tr").count } == [20])
  }

  @Test("Further seeds are folded, and of LEAKY splits follow their first seed")
  func seeds() throws {
    let further =
      rows(7, leaky: true, isRepetition: true) + rows(2, leaky: false, isRepetition: true)
    let section = try section(further + rows(7, leaky: true) + rows(2, leaky: false))
    #expect(
      section.all("summary").map(\.text) == [
        "The same of the further seeds", "The same of LEAKY splits (14)",
      ])
    #expect(section.all("tbody").map { $0.all("tr").count } == [2, 2, 14])
  }

  @Test("A speaker of whom nothing was answered stands there with none, and a note says so")
  func unanswered() throws {
    let note = "Where n is 0, nothing that was asked of the speaker was answered."
    #expect(try !section(rows(2, leaky: false)).text.contains(note))
    let silent = SpeakerRow(
      origin: .of(), speaker: "silent", count: 0, accuracy: .undetermined, uar: .undetermined,
      ece: .undetermined)
    let page = try Page { $0.speakers = self.rows(2, leaky: false) + [silent] }
    #expect(
      try page.rows(of: "Accuracy, UAR and calibration error by speaker").last
        == [
          "silent", "speaker-disjoint · OAF → YAF", "0", "undetermined", "undetermined",
          "undetermined",
        ])
    #expect(try page.section("speakers").text.contains(note))
  }
}
