import Foundation
import KnownAnswers
import SelfTest
import Testing

@Suite("Numbers that a subject was made with are found in it, and in no impostor")
struct KnownNumberTests {
  private func numbers(
    _ name: String, _ model: KnownAnswerModel, inRandomSplit: KnownAnswerModel? = nil
  ) throws -> [KnownNumber.Quantity: SelfTestOutcome.Number] {
    let subject = SelfTestSubject(name, model, inRandomSplit: inRandomSplit)
    let outcome = try SelfTestRun().outcome(of: subject, in: .small)
    return Dictionary(uniqueKeysWithValues: outcome.numbers.map { ($0.quantity, $0) })
  }

  private func named(_ attribute: String, _ value: String) -> Set<String> {
    Set(
      MadeUpTrial.small.corpus.utterances.filter { $0.attributes[attribute] == value }.map(\.id))
  }

  @Test("A gap is of the attribute it is named after, and of the group that is worse")
  func gaps() throws {
    // Bad at small rooms, where it should be bad at the south.
    let rooms = try numbers(
      "biased-by-region", .biased(hitRate: 1, loss: 0.15, among: named("room", "small")))
    let (region, room) = (try #require(rooms[.regionGap]), try #require(rooms[.roomGap]))
    #expect(region.expected == 0.15 && room.expected == 0)
    // 700 draws a group: a standard deviation of .014.
    #expect(abs(try #require(region.found)) < 0.06)
    #expect(abs(try #require(room.found) - 0.15) < 0.06)
    #expect(!region.holds && !room.holds)
    // Bad at the north: the right size the wrong way round.
    let north = try numbers(
      "biased-by-region", .biased(hitRate: 1, loss: 0.15, among: named("region", "north")))
    #expect(abs(try #require(north[.regionGap]?.found) + 0.15) < 0.06)
    #expect(north[.regionGap]?.holds == false)
  }

  @Test("What a random split adds is its UAR less that of the honest test")
  func inflation() throws {
    let wrong = try numbers("speaker-memorising", .perfect, inRandomSplit: .labelPermuted)
    #expect(wrong[.knownUAR]?.found == 1 && wrong[.knownUAR]?.holds == true)
    #expect(wrong[.uar]?.found == 1 && wrong[.uar]?.holds == false)
    #expect(wrong[.inflation]?.found == -1 && wrong[.inflation]?.holds == false)
  }

  @Test("A temperature of another confidence does not hold, and chance is that of any class")
  func others() throws {
    let sound = try numbers("over-confident", .calibrated(skill: 2.35))
    let temperature = try #require(sound[.temperature])
    #expect(temperature.expected == 4 && !temperature.holds)
    #expect(abs(try #require(temperature.found) - 1) < 0.2)
    // One class of seven is right, whichever it is.
    let one = try numbers("one-class", .always(.surprise))
    #expect(one.count == 3)
    #expect(one.values.allSatisfy { $0.holds }, "\(one)")
  }

  @Test("A program reads what follows from the numbers beside them, and null where nothing does")
  func coding() throws {
    func object(_ value: some Encodable) throws -> [String: Any] {
      let data = try JSONEncoder().encode(value)
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    let outcome = GuesserOutcome(
      modelCount: 2, checkCount: 8, passedCount: 1, ungatedCount: 6, worstShare: 0.25, limit: 0.1)
    let read = try object(outcome)
    #expect(
      read.keys.sorted() == [
        "checkCount", "holds", "limit", "modelCount", "passedCount", "share", "ungatedCount",
        "ungatedShare", "worstShare",
      ])
    #expect(read["share"] as? Double == 0.125 && read["ungatedShare"] as? Double == 0.75)
    #expect(read["holds"] as? Bool == false && read["worstShare"] as? Double == 0.25)
    let nobody = try object(
      GuesserOutcome(
        modelCount: 0, checkCount: 0, passedCount: 0, ungatedCount: 0, worstShare: 0, limit: 0.1))
    #expect(nobody["share"] is NSNull && nobody["ungatedShare"] is NSNull)
    let subject = SelfTestOutcome.Subject(
      name: "a", expectation: "b",
      verdicts: [.init(check: "c", expected: .vacuous, found: .vacuous)],
      numbers: [.init(quantity: .regionGap, expected: 0, tolerance: 0, found: 1)])
    let whole = try object(SelfTestOutcome(subjects: [subject], guessers: outcome))
    #expect(whole.keys.sorted() == ["guessers", "holds", "subjects"])
    #expect(whole["holds"] as? Bool == false)
    let first = try #require((whole["subjects"] as? [[String: Any]])?.first)
    #expect(first.keys.sorted() == ["expectation", "holds", "name", "numbers", "verdicts"])
    let number = try #require((first["numbers"] as? [[String: Any]])?.first)
    #expect(number["quantity"] as? String == "accuracy-gap-by-region")
    let verdict = try #require((first["verdicts"] as? [[String: Any]])?.first)
    #expect(verdict["expected"] as? String == "vacuous" && first["holds"] as? Bool == false)
  }
}
