import Fairness

/// Asks every check of models whose verdicts are known, and of models that know nothing.
public struct SelfTestRun: Sendable {
  /// Words that each speaker of the trial says.
  public static let wordCount = 24

  /// The number of models that guess.
  public let guessers: Int

  /// Creates a self-test; its seeds are fixed, so that it always finds the same.
  public init(guessers: Int = Guessers.usualCount) { self.guessers = guessers }

  /// Runs the self-test.
  ///
  /// - Parameter progress: is told how many of how many subjects are done, and may throw to stop.
  /// - Throws: what `progress` throws, and what the catalogue does; `SelfTestError` where the
  ///   committed table does not say what a subject deserves.
  public func outcome(
    _ progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
  ) throws -> SelfTestOutcome {
    let trial = MadeUpTrial(wordCount: Self.wordCount)
    let subjects = SelfTestSubject.all(in: trial)
    let total = subjects.count + 1
    var outcomes: [SelfTestOutcome.Subject] = []
    for (done, subject) in subjects.enumerated() {
      try progress(done, total)
      outcomes.append(try outcome(of: subject, in: trial))
    }
    try progress(subjects.count, total)
    let guessed = try Guessers(count: guessers).outcome()
    try progress(total, total)
    return SelfTestOutcome(subjects: outcomes, guessers: guessed)
  }

  /// What one subject gets, beside what the committed table says of whoever bears its name.
  ///
  /// - Throws: `SelfTestError` where it says nothing, since a subject without verdicts would hold.
  package func outcome(
    of subject: SelfTestSubject, in trial: MadeUpTrial
  ) throws -> SelfTestOutcome.Subject {
    guard let expected = ExpectedVerdicts.all.first(where: { $0.subject == subject.name }) else {
      throw SelfTestError.subjectWithoutVerdicts(subject.name)
    }
    let input = trial.answers(of: subject)
    let catalogue = CheckCatalogue(
      settings: .init(replicateCount: 200, search: SubgroupSearch(isPairwise: false)),
      standard: trial.standardChecks)
    let entries = Dictionary(grouping: try catalogue.entries(for: input), by: \.check)
    return SelfTestOutcome.Subject(
      name: subject.name, expectation: subject.expectation,
      verdicts: ExpectedVerdicts.checks.map { check in
        .init(
          check: check, expected: expected.verdict(on: check),
          found: CheckVerdict(over: entries[check] ?? []))
      },
      numbers: try KnownNumber.all(of: subject).map {
        .init(
          quantity: $0.quantity, expected: $0.expected, tolerance: $0.tolerance,
          found: try $0.quantity.value(in: input))
      })
  }
}
