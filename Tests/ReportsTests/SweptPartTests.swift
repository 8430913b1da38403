import Corpora
import Metrics
import Reports
import Testing

@Suite("How much of a test set a sweep is of")
struct SweptPartTests {
  private func curve(_ origin: Origin, swept: Int?) -> RobustnessCurve {
    RobustnessCurve(
      origin: origin, perturbation: "noise", cleanUAR: Measure(0.75), cleanAccuracy: Measure(0.5),
      cleanCount: swept, chance: 1 / 7,
      points: [
        .init(
          severity: 5, accuracy: Measure(0.25), uar: Measure(0.125), retention: nil,
          count: swept.map { $0 - 1 })
      ])
  }

  private func page(_ sets: [(swept: Int?, tested: Int)]) throws -> Page {
    let origins = sets.indices.map { Origin.of(.speakerDisjoint, "a", "s\($0)") }
    return try Page { report in
      report.ladder = zip(sets, origins).map { set, origin in
        LadderRow(
          origin: origin, count: set.tested, accuracy: .undetermined, uar: Measure(0.5),
          chance: 1 / 7, majorityShare: nil)
      }
      report.robustness = zip(sets, origins).map { curve($1, swept: $0.swept) }
    }
  }

  private func sentence(_ sets: [(swept: Int?, tested: Int)]) throws -> String? {
    let text = try page(sets).section("robustness").all(class: "prose").map(\.text).joined()
    return text.range(of: "The sweep is of").map { String(text[$0.lowerBound...]) }
  }

  @Test("The table tells how many utterances stand behind clean audio and behind each severity")
  func table() throws {
    let rows = try page([(1_140, 1_399)]).rows(of: "Accuracy and UAR by perturbation")
    #expect(
      rows.map { Array($0.dropFirst()) } == [
        ["0", "1,140", ".75", ".50", "–"], ["5", "1,139", ".13", ".25", "undetermined"],
      ])
    let unknown = try page([(nil, 1_399)]).rows(of: "Accuracy and UAR by perturbation")
    #expect(unknown.map { $0[2] } == ["–", "–"])
  }

  @Test("Where a sweep is of a part of the test set, it is said why its clean UAR is another")
  func part() throws {
    let end = ", so its clean UAR is not that of the ladder."
    #expect(
      try sentence([(140, 1_399)]) == "The sweep is of 140 of 1,399 utterances for a → s0" + end)
    #expect(
      try sentence([(140, 1_399), (140, 1_399)])
        == "The sweep is of 140 of 1,399 utterances of each test set" + end)
    #expect(
      try sentence([(140, 1_399), (139, 1_400), (7, 7)])
        == "The sweep is of a part of the utterances (140 of 1,399 for a → s0 and 139 of 1,400 for "
        + "a → s1)" + end)
    #expect(
      try sentence([(140, 1_399), (140, 1_399), (7, 7)])
        == "The sweep is of 140 of 1,399 utterances of 2 of 3 test sets" + end)
    #expect(
      try sentence((1...5).map { (10 * $0, 100) })
        == "The sweep is of 10\u{A0}% to 50\u{A0}% of the utterances of each test set" + end)
  }

  @Test("Of a whole test set, or where a count is not known, nothing is said")
  func whole() throws {
    #expect(try sentence([(1_399, 1_399)]) == nil)
    #expect(try sentence([(nil, 1_399)]) == nil)
  }
}
