import Foundation
import KnownAnswers
import Metrics
import SelfTest
import Testing

@Suite("What a self-test comes to")
struct OutcomeTests {
  private static let trial = MadeUpTrial(wordCount: 10)

  private static func entry(_ status: String, isVacuous: Bool = false) throws -> CatalogueEntry {
    let json =
      #"{"check": "a", "subject": "b", "status": "\#(status)", "isVacuous": \#(isVacuous)}"#
    return try JSONDecoder().decode(CatalogueEntry.self, from: Data(json.utf8))
  }

  @Test("A verdict fails with any failure, passes where all pass, and is vacuous before unknown")
  func verdicts() throws {
    let entries = [
      try Self.entry("passed"), try Self.entry("failed"), try Self.entry("undetermined"),
      try Self.entry("undetermined", isVacuous: true),
    ]
    // All sixteen sets of the four, in either order and once more over.
    for set in 0..<16 {
      let own = entries.indices.filter { set >> $0 & 1 == 1 }.map { entries[$0] }
      let expected: CheckVerdict =
        set & 2 != 0 ? .failed : set == 1 ? .passed : set & 8 != 0 ? .vacuous : .undetermined
      for some in [own, own.reversed(), own + own] {
        #expect(CheckVerdict(over: some) == expected, "\(set)")
      }
    }
  }

  @Test("A model that is what its name says holds, and an impostor is found out by both tables")
  func impostors() throws {
    let run = SelfTestRun()
    let sound = try run.outcome(of: SelfTestSubject("perfect", .perfect), in: Self.trial)
    #expect(sound.holds)
    #expect(sound.verdicts.map(\.check) == ExpectedVerdicts.checks)
    #expect(sound.verdicts.allSatisfy { $0.holds && $0.expected == $0.found })
    #expect(sound.numbers.map(\.quantity) == [.accuracy, .uar, .ece])
    let impostor = try run.outcome(of: SelfTestSubject("perfect", .labelPermuted), in: Self.trial)
    #expect(!impostor.holds)
    let accuracy = try #require(impostor.numbers.first { $0.quantity == .accuracy })
    #expect(accuracy.expected == 1 && accuracy.found == 0 && !accuracy.holds)
    let wrong = impostor.verdicts.filter { !$0.holds }
    #expect(wrong.contains { $0.check == "skill-gate" && $0.found == .failed })
    #expect(wrong.allSatisfy { $0.expected != $0.found })
    // Right answers with another certainty are found out as well.
    let unsure = try run.outcome(
      of: SelfTestSubject("perfect", .miscalibrated(skill: 20, factor: 0.01)), in: Self.trial)
    #expect(!unsure.holds && unsure.numbers.filter { !$0.holds }.map(\.quantity) == [.ece])
  }

  @Test("Every subject has its row of verdicts, in the same order, and says what is expected of it")
  func rows() throws {
    let subjects = SelfTestSubject.all(in: Self.trial)
    #expect(subjects.map(\.name) == ExpectedVerdicts.all.map(\.subject))
    #expect(Set(subjects.map(\.name)).count == subjects.count)
    let changed = subjects.filter { $0.expectation != $0.model.expectation }
    #expect(changed.map(\.name) == ["fragile", "smuggled"])
    #expect(changed[0].expectation.contains("noise") && changed[1].expectation.contains("leaks"))
  }

  @Test("Progress is told before each subject, and stops the run where it throws")
  func progress() {
    struct Enough: Error {}
    var told: [[Int]] = []
    #expect(throws: Enough.self) {
      try SelfTestRun().outcome { done, total in
        told.append([done, total])
        if done == 1 { throw Enough() }
      }
    }
    let total = ExpectedVerdicts.all.count + 1
    #expect(told == [[0, total], [1, total]])
  }

  @Test("What guessers pass is counted over all their answers, and the gate takes most passes off")
  func guessers() throws {
    let guessers = Guessers(count: 4, trial: Self.trial, seed: 3)
    let entries = try guessers.entries()
    let outcome = try guessers.outcome()
    #expect(entries.count == 4 && outcome.modelCount == 4)
    #expect(Set(entries).count == 4, "each guesses for itself")
    let passes = entries.map { own in own.count { $0.status == .passed } }
    let vacuous = entries.map { own in own.count { $0.isVacuous } }
    let asked = entries.map(\.count).reduce(0, +)
    #expect(outcome.checkCount == asked)
    #expect(outcome.passedCount == passes.reduce(0, +))
    #expect(outcome.ungatedCount == (passes + vacuous).reduce(0, +))
    #expect(outcome.share == Double(outcome.passedCount) / Double(asked))
    #expect(outcome.ungatedShare == Double(outcome.ungatedCount) / Double(asked))
    let shares = zip(passes, entries).map { Double($0) / Double($1.count) }
    #expect(outcome.worstShare == shares.max())
    #expect(outcome.limit == 0.1 && outcome.holds)
    let nobody = try Guessers(count: 0, trial: Self.trial).outcome()
    #expect(nobody.share == nil && nobody.ungatedShare == nil && !nobody.holds)
  }
}
