import KnownAnswers

/// What a self-test found, beside what it had to find.
public struct SelfTestOutcome: Encodable, Sendable {
  /// A verdict on one subject beside the one it deserves.
  public struct Verdict: Encodable, Sendable, Hashable {
    /// The check.
    public let check: String
    /// What the committed table says.
    public let expected: CheckVerdict
    /// What was found.
    public let found: CheckVerdict

    package init(check: String, expected: CheckVerdict, found: CheckVerdict) {
      self.check = check
      self.expected = expected
      self.found = found
    }

    /// Whether the two are the same.
    public var holds: Bool { expected == found }
  }

  /// A number beside the one that the subject was made with.
  public struct Number: Encodable, Sendable, Hashable {
    /// What was measured.
    public let quantity: KnownNumber.Quantity
    /// What it is by construction.
    public let expected: Double
    /// How far it may be off.
    public let tolerance: Double
    /// What was found, or `nil` where there was nothing to measure.
    public let found: Double?

    package init(
      quantity: KnownNumber.Quantity, expected: Double, tolerance: Double, found: Double?
    ) {
      self.quantity = quantity
      self.expected = expected
      self.tolerance = tolerance
      self.found = found
    }

    /// Whether the two are close enough.
    public var holds: Bool { found.map { abs($0 - expected) <= tolerance } ?? false }
  }

  /// One subject.
  public struct Subject: Encodable, Sendable {
    /// Its name.
    public let name: String
    /// What an audit must find, in a sentence.
    public let expectation: String
    /// The verdicts of the committed table, in its order.
    public let verdicts: [Verdict]
    /// The numbers it was made with.
    public let numbers: [Number]
    /// Whether every verdict and number is as it has to be.
    public let holds: Bool

    package init(name: String, expectation: String, verdicts: [Verdict], numbers: [Number]) {
      self.name = name
      self.expectation = expectation
      self.verdicts = verdicts
      self.numbers = numbers
      holds = verdicts.allSatisfy(\.holds) && numbers.allSatisfy(\.holds)
    }
  }

  /// All subjects, in the order of the table.
  public let subjects: [Subject]
  /// What models that guess were let pass.
  public let guessers: GuesserOutcome
  /// Whether everything is as it has to be.
  public let holds: Bool

  package init(subjects: [Subject], guessers: GuesserOutcome) {
    self.subjects = subjects
    self.guessers = guessers
    holds = subjects.allSatisfy(\.holds) && guessers.holds
  }
}

/// How many of all checks models that guess passed.
public struct GuesserOutcome: Encodable, Sendable {
  /// The number of models.
  public let modelCount: Int
  /// The number of checks that all of them were asked together, one for each subject of a check.
  public let checkCount: Int
  /// How many were passed.
  public let passedCount: Int
  /// How many would have been passed without the gate.
  public let ungatedCount: Int
  /// The largest share that one model passed.
  public let worstShare: Double
  /// The largest share that all together may pass.
  public let limit: Double

  package init(
    modelCount: Int, checkCount: Int, passedCount: Int, ungatedCount: Int, worstShare: Double,
    limit: Double
  ) {
    self.modelCount = modelCount
    self.checkCount = checkCount
    self.passedCount = passedCount
    self.ungatedCount = ungatedCount
    self.worstShare = worstShare
    self.limit = limit
  }

  /// The share of checks that were passed; `nil` without checks.
  public var share: Double? { checkCount > 0 ? Double(passedCount) / Double(checkCount) : nil }
  /// The share that would have been passed without the gate.
  public var ungatedShare: Double? {
    checkCount > 0 ? Double(ungatedCount) / Double(checkCount) : nil
  }
  /// Whether the share is within the limit.
  public var holds: Bool { share.map { $0 <= limit } ?? false }
}
