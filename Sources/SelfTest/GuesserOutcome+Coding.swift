// The outcome as programs read it: null where there is no share.
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
