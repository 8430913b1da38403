import Foundation
import SelfTest
import Testing

@Suite("What a self-test comes to")
struct OutcomeTests {
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

  private static func outcome(
    found: CheckVerdict = .passed, number: Double? = 0.5, passed: Int = 1, of checks: Int = 10
  ) -> SelfTestOutcome {
    SelfTestOutcome(
      subjects: [
        .init(
          name: "a", expectation: "b",
          verdicts: [
            .init(check: "c", expected: .vacuous, found: .vacuous),
            .init(check: "d", expected: .passed, found: found),
          ],
          numbers: [
            .init(quantity: .uar, expected: 1, tolerance: 0, found: 1),
            .init(quantity: .ece, expected: 0.5, tolerance: 0.25, found: number),
          ]), .init(name: "e", expectation: "f", verdicts: [], numbers: []),
      ],
      guessers: GuesserOutcome(
        modelCount: 1, checkCount: checks, passedCount: passed, ungatedCount: 9, worstShare: 1,
        limit: 0.1))
  }

  @Test("One verdict, one number or guessers that pass too much are enough for it not to hold")
  func holds() {
    #expect(Self.outcome().holds)
    for found in CheckVerdict.allCases where found != .passed {
      let outcome = Self.outcome(found: found)
      #expect(!outcome.holds && !outcome.subjects[0].holds && outcome.subjects[1].holds)
      #expect(outcome.subjects[0].verdicts.map(\.holds) == [true, false])
    }
    for (number, isRight) in [
      (0.25, true), (0.75, true), (0.24, false), (0.76, false), (nil, false),
    ] {
      let outcome = Self.outcome(number: number)
      #expect(outcome.holds == isRight && outcome.subjects[0].holds == isRight)
      #expect(outcome.subjects[0].numbers.map(\.holds) == [true, isRight])
    }
    for (passed, checks, isRight) in [(0, 10, true), (1, 10, true), (2, 10, false), (0, 0, false)] {
      let outcome = Self.outcome(passed: passed, of: checks)
      #expect(outcome.holds == isRight && outcome.guessers.holds == isRight)
    }
  }

  @Test("A model that is what its name says holds, and an impostor is found out")
  func impostors() throws {
    let run = SelfTestRun()
    // Fewer words could not rule out a gap between groups, however right every answer is.
    let sound = try run.outcome(
      of: SelfTestSubject("perfect", .perfect),
      in: MadeUpTrial(wordCount: SelfTestRun.wordCount))
    #expect(sound.holds)
    #expect(sound.verdicts.map(\.check) == ExpectedVerdicts.checks)
    #expect(sound.numbers.map(\.quantity) == [.accuracy, .uar, .ece])
    #expect(sound.numbers.map(\.found) == [1, 1, 0])
    // A split without a leak: every number is right, and verdicts tell.
    let honest = try run.outcome(of: SelfTestSubject("smuggled", .perfect), in: .small)
    #expect(honest.numbers.allSatisfy { $0.holds })
    let leak = try #require(honest.verdicts.first { $0.check == "no-leaky-evidence" })
    #expect(leak.expected == .failed && leak.found == .passed && !honest.holds)
  }

  @Test("A model of which no verdicts are expected is no model that holds: it is an error")
  func subjectWithoutVerdicts() {
    #expect(throws: SelfTestError.subjectWithoutVerdicts("nobody")) {
      try SelfTestRun().outcome(of: SelfTestSubject("nobody", .perfect), in: .small)
    }
    #expect(SelfTestError.subjectWithoutVerdicts("nobody").description.contains("row of its name"))
  }

  @Test("Every subject has its row of verdicts, in the same order, and says what is expected of it")
  func rows() throws {
    let subjects = SelfTestSubject.all(in: .small)
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

  @Test("What guessers pass is counted over all their answers, and a lucky one is seen")
  func guessers() throws {
    // By these seeds one of the three is taken for better than chance.
    let guessers = Guessers(count: 3, trial: .small, seed: 2)
    let entries = try guessers.entries()
    let outcome = try guessers.outcome()
    #expect(outcome.modelCount == 3 && entries.count == 3 && Set(entries).count == 3)
    let passes = entries.map { own in own.count { $0.status == .passed } }
    let vacuous = entries.map { own in own.count { $0.isVacuous } }
    let asked = entries.map(\.count).reduce(0, +)
    #expect(outcome.checkCount == asked)
    #expect(outcome.passedCount == passes.reduce(0, +))
    #expect(outcome.ungatedCount == (passes + vacuous).reduce(0, +))
    #expect(outcome.share == Double(outcome.passedCount) / Double(asked))
    #expect(outcome.ungatedShare == Double(outcome.ungatedCount) / Double(asked))
    let shares = zip(passes, entries).map { Double($0) / Double($1.count) }
    #expect(outcome.worstShare == shares.max() && shares.max() != shares.min())
    #expect(outcome.limit == 0.1 && !outcome.holds)
    let nobody = try Guessers(count: 0, trial: .small).outcome()
    #expect(nobody.share == nil && nobody.ungatedShare == nil && !nobody.holds)
  }
}
