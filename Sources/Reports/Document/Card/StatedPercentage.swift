import Foundation

/// What stands beside a percentage that a team states: the measured range of what does not leak.
enum StatedPercentage {
  /// A sentence beside words that name a percentage (`99 %`, `99.5%`, `99 percent`); `nil` beside
  /// any others.
  static func note(on words: String, of report: AuditReport) -> String? {
    guard words.contains(/[0-9]\s*(?:%|％|(?i:per\s?cent))/) else { return nil }
    let honest = report.ladder.filter { !$0.origin.isLeaky }
    let measured = [("accuracy", honest.map(\.accuracy)), ("UAR", honest.map(\.uar))]
      .compactMap { name, measures -> String? in
        let values = measures.compactMap(\.value)
        return values.isEmpty ? nil : "\(name) of \(NumberText.range(values))"
      }
    let start = "The percentage is the team's, not this audit's"
    guard !measured.isEmpty else {
      return "(\(start), which has no number that does not leak to set beside it.)"
    }
    return
      "(\(start), which measured \(measured.joined(separator: " and ")) on test sets that do not "
      + "leak; see Quantitative analyses.)"
  }
}
