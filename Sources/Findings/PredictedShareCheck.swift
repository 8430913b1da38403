import Corpora
import Foundation
import Metrics

/// The question whether a model names each emotion about as often as it occurs.
public struct PredictedShareCheck: Codable, Sendable, Hashable {
  /// A stable name in kebab case.
  public let name: String
  /// How much more often an emotion may be named than it occurs, as a share of all answers.
  public let limit: Double
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check; the limit of .15 is that of ser-tests' check of distributions. Since no
  /// emotion can be named less often than never, what is missing may be half of its share among the
  /// truths at most, where that is less: that limit is ours.
  public init(
    name: String = "predicted-share", limit: Double = 0.15, importance: Importance = .warning
  ) {
    self.name = name
    self.limit = limit
    self.importance = importance
  }

  /// One finding for each test set, and for each of its speakers: failed where an emotion's share
  /// among the answers is farther from that among the truths than the limit, undetermined without
  /// predictions. The threshold of a finding is on the share of answers, as its evidence is.
  ///
  /// - Parameter rows: rows of any metrics; the predicted shares, and the counts of recalls, are
  ///   looked at.
  public func findings(for rows: [MetricRow]) -> [Finding] {
    let supports = Dictionary(
      rows.filter { $0.metric == Metric.recall.rawValue && $0.emotion != nil }
        .map { ($0.subject, $0.count) }, uniquingKeysWith: { first, _ in first })
    let shares = rows.filter { $0.metric == Metric.predictedShare.rawValue && $0.emotion != nil }
    return shares.bySubject.map { subject, own in
      // Where the truths of the others are all that there are, one without a recall is never true.
      let known = own.compactMap { supports[$0.subject] }.reduce(0, +)
      let rest = known == own.first?.count ? 0 : nil
      return finding(subject, own.map { ($0, supports[$0.subject] ?? rest) })
    }
  }

  private func finding(_ subject: String, _ rows: [(MetricRow, Int?)]) -> Finding {
    let shares = rows.compactMap { row, support -> Share? in
      guard let value = row.value, let support, row.count > 0 else { return nil }
      return Share(
        row: row, answers: value, truths: Double(support) / Double(row.count), limit: limit)
    }
    let missed = shares.filter { !$0.isFine }
    let judged = missed.isEmpty ? shares : missed
    guard shares.count == rows.count, let farthest = judged.max(by: { $0.part < $1.part }) else {
      return Finding(
        check: name, subject: subject, status: .undetermined, importance: importance,
        message: "The shares of answers and truths are not known for every emotion.",
        advice: "Test on at least one utterance, and keep the rows of recall.")
    }
    return Finding(
      check: name, subject: subject, status: missed.isEmpty ? .passed : .failed,
      importance: importance, message: farthest.sentence,
      advice: missed.isEmpty
        ? nil : "Read the confusion matrix: it says what is taken for what.",
      evidence: farthest.row, threshold: farthest.threshold)
  }
}

/// How often an emotion is named beside how often it occurs.
private struct Share {
  let row: MetricRow
  /// The part of all answers that name it.
  let answers: Double
  /// The part of all utterances that it is the truth of.
  let truths: Double
  /// How much more often it may be named than it occurs.
  let limit: Double

  /// How much less often it may be named: no more than half of what there is.
  private var shortfall: Double { min(limit, truths / 2) }

  private var isLess: Bool { answers < truths }

  /// How far the limit lies from the share of truths.
  private var allowance: String {
    guard isLess else { return "\(decimal(limit)) more than its share of truths" }
    return limit < truths / 2
      ? "\(decimal(limit)) less than its share of truths" : "half of its share of truths"
  }

  /// The limit of the share of answers, on the side where it lies.
  var threshold: Threshold {
    let isHalf = isLess && limit >= truths / 2
    let source = isHalf ? "our limit, since none is named less than never" : "ser-tests' limit"
    let edge = isLess ? truths - shortfall : truths + limit
    // The limit itself passes, so a share that is off it by rounding alone is the limit.
    return Threshold(
      isLess ? .atLeast : .atMost, abs(answers - edge) < Threshold.rounding ? answers : edge,
      reason: "\(allowance), \(source)")
  }

  var isFine: Bool { threshold.admits(answers) }

  /// The part of what passes that is used up; an emotion that never occurs may not be missing.
  var part: Double {
    let (most, used) = (isLess ? shortfall : limit, abs(answers - truths))
    return most > 0 ? used / most : used == 0 ? 0 : .infinity
  }

  /// Both shares and what the first is held against.
  var sentence: String {
    let threshold = threshold
    let places = threshold.places(telling: [answers, truths])
    func text(_ share: Double) -> String { decimal(share, places: places) }
    return "\(row.emotion?.rawValue.capitalized ?? "") is \(text(answers)) of the answers and "
      + "\(text(truths)) of the truths. Its share \(isFine ? "meets" : "misses") the limit of "
      + "\(threshold.direction.words) \(text(threshold.limit)), \(allowance). This is the emotion "
      + "\(isFine ? "closest to" : "farthest beyond") its limit."
  }
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
