import Metrics

/// The question whether a model answered all that it was asked: a number over what is left may be
/// better for the very utterances that are missing.
public struct AnsweredCheck: Codable, Sendable, Hashable {
  /// The metric of how much of a test set is answered, 0 to 1.
  public static let metric = "answered-share"

  /// A stable name in kebab case.
  public let name: String
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check.
  public init(name: String = "all-answered", importance: Importance = .critical) {
    self.name = name
    self.importance = importance
  }

  /// One undetermined finding for each honest test set that is not wholly answered.
  ///
  /// - Parameter rows: rows of any metrics; the shares of answered utterances are looked at, those
  ///   under a perturbation too.
  public func findings(for rows: [MetricRow]) -> [Finding] {
    rows.filter { $0.metric == Self.metric && $0.isEvidence && $0.value != 1 }.map { row in
      Finding(
        check: name, subject: row.subject, status: .undetermined, importance: importance,
        message: message(of: row),
        advice:
          "Let the model answer every tested utterance, leave out of the corpus what nobody can "
          + "answer, or state in the policy which share is enough, by a rule about \(Self.metric).",
        evidence: row, threshold: Threshold(.atLeast, 1, reason: "every utterance counts"))
    }
  }

  /// What is known of how much is answered: a value that is no share says nothing.
  private func message(of row: MetricRow) -> String {
    guard let share = row.value, 0...1 ~= share else {
      return "How many of \(row.count) tested utterances are answered is not known: what is "
        + "missing may be what the model does worst, so nothing that is left can decide."
    }
    let answered = Int((share * Double(row.count)).rounded())
    return answered == 0
      ? "None of \(row.count) tested utterances is answered: nothing says how the model does "
        + "there."
      : "\(answered) of \(row.count) tested utterances are answered: what is missing may be what "
        + "the model does worst, so nothing that is left can decide."
  }
}
