import Findings
import KnownAnswers
import Metrics
import SelfTest
import Testing

@Suite("The catalogue of checks")
struct CheckCatalogueTests {
  private static let trial = MadeUpTrial(wordCount: 10)
  private let catalogue = CheckCatalogue(
    settings: .init(replicateCount: 50, arrangementCount: 99))

  private func subject(_ name: String) throws -> SelfTestSubject {
    try #require(SelfTestSubject.all(in: Self.trial).first { $0.name == name })
  }

  @Test("Asks the same of every model, in the same order")
  func same() throws {
    let asked = try ["perfect", "random", "over-confident"].map { name in
      try catalogue.entries(for: Self.trial.answers(of: try subject(name))).map(\.check)
    }
    #expect(Set(asked).count == 1)
    #expect(Set(asked[0]).isSuperset(of: ExpectedVerdicts.checks))
  }

  @Test("Gives the same answers whatever else is computed meanwhile")
  func deterministic() async throws {
    let input = Self.trial.answers(of: try subject("biased-by-room"))
    let alone = try catalogue.entries(for: input)
    let together = try await withThrowingTaskGroup(of: [CatalogueEntry].self) { group in
      for _ in 0..<3 { group.addTask { try catalogue.entries(for: input) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(together.allSatisfy { $0 == alone })
  }

  @Test("Counts no pass of a model without skill, save of checks that are about data")
  func gated() throws {
    let entries = try catalogue.entries(for: Self.trial.answers(of: try subject("one-class")))
    #expect(entries.filter { $0.status == .passed }.map(\.check) == ["no-leaky-evidence"])
    #expect(entries.count(where: \.isVacuous) > 100)
    #expect(entries.allSatisfy { !$0.isVacuous || $0.status == .undetermined })
  }

  @Test("Leaves undetermined what it was given nothing to decide on")
  func bare() throws {
    let full = Self.trial.answers(of: try subject("calibrated"))
    let bare = CatalogueInput(context: full.context, unseen: full.unseen, corpus: full.corpus)
    let entries = try catalogue.entries(for: bare)
    for check in [
      "shortcut-floor", "skill-retention", "calibration-transfer", "conformal-coverage",
    ] {
      let own = entries.filter { $0.check == check }
      #expect(CheckVerdict(over: own) == .undetermined, "\(check)")
    }
    #expect(entries.first { $0.check == "skill-gate" }?.status == .passed)
  }

  @Test("What noise leaves of the skill is judged over the emotions that the test asks for")
  func retention() throws {
    var input = Self.trial.answers(of: try subject("perfect"))
    input.context.classes = [.happy, .sad]
    let classes = input.context.classes
    input.unseen = input.unseen.filter { classes.contains($0.truth) }
    input.perturbed = input.perturbed.map { noisy in
      .init(
        perturbation: noisy.perturbation, severity: noisy.severity,
        predictions: noisy.predictions.filter { classes.contains($0.truth) })
    }
    let entries = try catalogue.entries(for: input)
    #expect(entries.first { $0.check == "skill-retention" }?.status == .passed)
  }

  @Test(
    "A verdict over several answers fails with the first that fails",
    arguments: [CheckVerdict.passed, .failed, .undetermined, .vacuous])
  func verdicts(expected: CheckVerdict) throws {
    let random = try catalogue.entries(for: Self.trial.answers(of: try subject("random")))
    let perfect = try catalogue.entries(for: Self.trial.answers(of: try subject("perfect")))
    let passed = perfect.filter { $0.status == .passed }
    let failed = random.filter { $0.status == .failed }
    let vacuous = random.filter(\.isVacuous)
    switch expected {
    case .passed: #expect(CheckVerdict(over: passed) == .passed)
    case .failed: #expect(CheckVerdict(over: passed + vacuous + failed) == .failed)
    case .undetermined: #expect(CheckVerdict(over: []) == .undetermined)
    case .vacuous: #expect(CheckVerdict(over: passed + vacuous) == .vacuous)
    }
  }
}
