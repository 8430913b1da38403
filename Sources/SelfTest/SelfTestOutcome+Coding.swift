// The outcome as programs read it.
extension SelfTestOutcome {
  private enum CodingKeys: CodingKey { case holds, subjects, guessers }

  /// Writes what is stored, and what follows from it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(holds, forKey: .holds)
    try container.encode(subjects, forKey: .subjects)
    try container.encode(guessers, forKey: .guessers)
  }
}

extension SelfTestOutcome.Subject {
  private enum CodingKeys: CodingKey { case name, expectation, holds, verdicts, numbers }

  /// Writes what is stored, and what follows from it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(expectation, forKey: .expectation)
    try container.encode(holds, forKey: .holds)
    try container.encode(verdicts, forKey: .verdicts)
    try container.encode(numbers, forKey: .numbers)
  }
}

extension GuesserOutcome {
  private enum CodingKeys: CodingKey {
    case modelCount, checkCount, passedCount, ungatedCount, share, ungatedShare, worstShare, limit
    case holds
  }

  /// Writes what is stored, and what follows from it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(modelCount, forKey: .modelCount)
    try container.encode(checkCount, forKey: .checkCount)
    try container.encode(passedCount, forKey: .passedCount)
    try container.encode(ungatedCount, forKey: .ungatedCount)
    try container.encode(share, forKey: .share)
    try container.encode(ungatedShare, forKey: .ungatedShare)
    try container.encode(worstShare, forKey: .worstShare)
    try container.encode(limit, forKey: .limit)
    try container.encode(holds, forKey: .holds)
  }
}
