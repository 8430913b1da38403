import Corpora
import Metrics

/// The question whether a model has lost an emotion: one whose recall is at or below chance in any
/// speaker, however good the means over emotions and speakers look.
public struct ClassCollapseCheck: Codable, Sendable, Hashable {
  /// A stable name in kebab case.
  public let name: String
  /// How much the answer matters.
  public let importance: Importance

  /// Creates a check.
  public init(name: String = "class-collapse", importance: Importance = .critical) {
    self.name = name
    self.importance = importance
  }

  /// One finding for each test set and speaker: failed where an emotion's recall is at or below
  /// chance, undetermined where an emotion of the rows has no value, or one that is not shown to be
  /// above chance and rests on so few utterances that none being recognised would show nothing;
  /// passed else.
  ///
  /// - Parameter rows: rows of any metrics; those of recall of one speaker are looked at.
  public func findings(for rows: [MetricRow]) -> [Finding] {
    let recalls = rows.filter {
      $0.metric == Metric.recall.rawValue && $0.emotion != nil && $0.speaker != nil
    }
    return recalls.bySubject.map(finding)
  }

  private func finding(subject: String, rows: [MetricRow]) -> Finding {
    let chance = 1 / Double(rows.count)
    let threshold = Threshold(
      .atLeast, chance, reason: "guessing among \(rows.count) emotions finds this share of each")
    let fewest = threshold.fewestOfMisses(level: IntervalSettings().level) ?? 0
    let unknown = rows.filter { row in
      row.value == nil || row.count < fewest && (row.interval?.lower ?? 0) <= chance
    }
    let lost = rows.filter { row in
      !unknown.contains(row) && row.value.map { $0 <= chance } ?? false
    }
    let numbers = (lost + unknown).flatMap { [$0.value, $0.interval?.lower, $0.interval?.upper] }
    let places = threshold.places(telling: numbers.compactMap { $0 })
    func text(_ number: Double) -> String { decimal(number, places: places) }
    func names(_ rows: [MetricRow]) -> String {
      rows.map { row in
        let value = row.value.map(text) ?? "no utterance"
        let range = row.interval.map { " [\(text($0.lower)), \(text($0.upper))]" } ?? ""
        return "\(row.emotion?.rawValue ?? "") (\(value)\(range))"
      }.joined(separator: ", ")
    }
    if !lost.isEmpty {
      return Finding(
        check: name, subject: subject, status: .failed, importance: importance,
        message: "Recall is at or below chance (\(text(chance))) for \(names(lost))."
          + (lost.contains { ($0.interval?.upper ?? 0) > chance }
            ? " Where the interval reaches above it, that the emotion is lost is not shown." : ""),
        advice: "Read the confusion matrix: it says what these utterances are taken for.",
        evidence: lost.min { ($0.value ?? 1) < ($1.value ?? 1) }, threshold: threshold)
    }
    if !unknown.isEmpty {
      return Finding(
        check: name, subject: subject, status: .undetermined, importance: importance,
        message: "Whether recall is above chance (\(text(chance))) cannot be told for "
          + "\(names(unknown)): each is tested on fewer than \(fewest) utterances, of which not one "
          + "being recognised would show nothing.",
        advice: "Test on more utterances of these emotions.", threshold: threshold)
    }
    return Finding(
      check: name, subject: subject, status: .passed, importance: importance,
      message: "The recall of each of \(rows.count) emotions is above chance (\(decimal(chance))).",
      evidence: rows.min { ($0.value ?? 1) < ($1.value ?? 1) }, threshold: threshold)
  }
}
