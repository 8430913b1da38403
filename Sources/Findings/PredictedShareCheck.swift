import Corpora
import Metrics

/// The question whether a model names each emotion about as often as it occurs.
public struct PredictedShareCheck: Codable, Sendable, Hashable {
  /// A stable name in kebab case.
  public let name: String
  /// The largest difference of the two shares that passes.
  public let threshold: Threshold
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check; the limit of .15 is that of ser-tests' check of distributions. Since no
  /// emotion can be named less often than never, what is missing may be half of its share among the
  /// truths at most, where that is less: that limit is ours.
  public init(
    name: String = "predicted-share", limit: Double = 0.15, importance: Importance = .warning
  ) {
    self.name = name
    self.importance = importance
    threshold = Threshold(
      .atMost, limit, reason: "ser-tests' limit for the difference of an emotion's shares")
  }

  /// One finding for each test set, and for each of its speakers: failed where an emotion's share
  /// among the answers is farther from that among the truths than the limit, undetermined without
  /// predictions.
  ///
  /// - Parameter rows: rows of any metrics; the predicted shares, and the counts of recalls, are
  ///   looked at.
  public func findings(for rows: [MetricRow]) -> [Finding] {
    let supports = Dictionary(
      rows.filter { $0.metric == Metric.recall.rawValue && $0.emotion != nil }
        .map { ($0.subject, $0.count) }, uniquingKeysWith: { first, _ in first })
    let shares = rows.filter { $0.metric == Metric.predictedShare.rawValue && $0.emotion != nil }
    return shares.bySubject.map { subject, own in
      finding(subject, own.map { ($0, supports[$0.subject]) })
    }
  }

  private func finding(_ subject: String, _ rows: [(MetricRow, Int?)]) -> Finding {
    let excesses = rows.compactMap { row, support -> Excess? in
      guard let value = row.value, let support, row.count > 0 else { return nil }
      let share = Double(support) / Double(row.count)
      let limit = value < share ? min(threshold.limit, share / 2) : threshold.limit
      return Excess(row: row, value: value - share, limit: limit)
    }
    guard excesses.count == rows.count,
      let largest = excesses.max(by: { $0.part < $1.part })
    else {
      return Finding(
        check: name, subject: subject, status: .undetermined, importance: importance,
        message: "The shares of answers and truths are not known for every emotion.",
        advice: "Test on at least one utterance, and keep the rows of recall.",
        threshold: threshold)
    }
    let isFine = excesses.allSatisfy { abs($0.value) <= $0.limit }
    let places = Threshold(.atMost, largest.limit, reason: threshold.reason)
      .places(telling: [abs(largest.value)])
    func text(_ share: Double) -> String { decimal(share, places: places) }
    return Finding(
      check: name, subject: subject, status: isFine ? .passed : .failed, importance: importance,
      message: "The largest difference between an emotion's share of answers and of truths is "
        + "\(text(largest.value)), of \(largest.row.emotion?.rawValue ?? ""); the limit is "
        + "\(text(threshold.limit)) more, and half of an emotion's share of truths less"
        + (largest.value < 0 ? ", here \(text(largest.limit))." : "."),
      advice: isFine ? nil : "Read the confusion matrix: it says what is taken for what.",
      evidence: largest.row, threshold: threshold)
  }
}

/// How much more often an emotion is named than it occurs, beside what passes.
private struct Excess {
  let row: MetricRow
  let value: Double
  let limit: Double

  /// The part of what passes; an emotion that never occurs may not be missing.
  var part: Double { limit > 0 ? abs(value) / limit : value == 0 ? 0 : .infinity }
}

extension [MetricRow] {
  /// The rows of each subject, classes together, in the order in which subjects first occur.
  var bySubject: [(subject: String, rows: [MetricRow])] {
    grouped { row in
      var whole = row
      whole.emotion = nil
      return whole.subject
    }.map { ($0.key, $0.elements) }
  }
}
