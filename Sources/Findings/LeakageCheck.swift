import Corpora
import Metrics

/// The question whether a number that leaks is shown as evidence: a row of an honest rung whose
/// split leaks all the same.
public struct LeakageCheck: Codable, Sendable, Hashable {
  /// A stable name in kebab case.
  public let name: String
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check.
  public init(name: String, importance: Importance = .critical) {
    self.name = name
    self.importance = importance
  }

  /// One finding for all rows: failed where any honest rung leaks, undetermined without any row of
  /// an honest rung, or where nobody can say of one whether it leaks.
  ///
  /// - Parameters:
  ///   - splits: who made the splits; it changes words, no status.
  ///   - unjudged: splits of honest rungs with speakers on both sides whose names differ only in
  ///     case.
  public func finding(
    for rows: [MetricRow], splits: SplitOrigin = .planned, unjudged: [String] = []
  ) -> Finding {
    let honest = rows.filter { !$0.evaluationProtocol.leaksByDesign }
    let leaky = honest.filter(\.isLeaky)
    let places = Set(leaky.map(\.testSet.title)).sorted()
    let isUnknown = !rows.isEmpty && rows.allSatisfy { $0.trainedOn == Split.unknownTraining }
    if honest.isEmpty {
      return Finding(
        check: name, subject: "all rungs", status: .undetermined, importance: importance,
        message: isUnknown
          ? SplitOrigin.unknownTraining
          : "There is no number of a rung without shared speakers, so there is nothing that could "
            + "be evidence.",
        advice: isUnknown
          ? SplitOrigin.unknown.mending
          : rows.isEmpty || splits == .planned
            ? "Audit at least one speaker-disjoint, speaker-word-disjoint or cross-corpus split."
            : splits.keepingApart)
    }
    if let example = leaky.first {
      return Finding(
        check: name, subject: places.joined(separator: "; "), status: .failed,
        importance: importance,
        message: (leaky.count == 1
          ? "1 of \(honest.count) numbers of rungs that should be without leaks comes "
          : "\(leaky.count) of \(honest.count) numbers of rungs that should be without leaks come ")
          + "from splits that leak: \(places.joined(separator: "; ")).",
        advice: splits.mending,
        evidence: example)
    }
    guard unjudged.isEmpty else {
      return Finding(
        check: name, subject: unjudged.joined(separator: "; "), status: .undetermined,
        importance: importance,
        message: "Whether numbers of \(unjudged.joined(separator: "; ")) leak cannot be said: "
          + "speakers on both sides have names that differ only in case.",
        advice: Self.spellingAdvice)
    }
    return Finding(
      check: name, subject: "all rungs", status: .passed, importance: importance,
      message: (honest.count == 1
        ? "The one number of a rung without shared speakers does not come from a "
        : "None of the \(honest.count) numbers of rungs without shared speakers comes from a ")
        + "split that leaks"
        + (splits == .claim
          ? ", as far as what was declared of training goes, which nothing here verified" : "")
        + ". Rungs that leak by design are not counted as evidence.")
  }

  /// What to do about speakers whose names differ only in case.
  package static let spellingAdvice =
    "Write one spelling a speaker (`ser-audit corpus check` names them), and audit again."
}
