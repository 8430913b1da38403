import Foundation

/// What stands beside a percentage or share that a team states: the measured range of what does not
/// leak.
enum StatedPercentage {
  /// A sentence beside words that name a percentage (`99 %`, `99.5%`, `99 percent`) or a share of a
  /// metric (`accuracy of 0.99`); `nil` beside any others.
  static func note(on words: String, of report: AuditReport) -> String? {
    let isPercentage = words.contains(/[0-9]\s*(?:%|％|(?i:per\s?cent))/)
    guard isPercentage || namesShare(words) else { return nil }
    let honest = report.ladder.filter { !$0.origin.isLeaky }
    let measured = [("accuracy", honest.map(\.accuracy)), ("UAR", honest.map(\.uar))]
      .compactMap { name, measures -> String? in
        let values = measures.compactMap(\.value)
        return values.isEmpty ? nil : "\(name) of \(NumberText.range(values))"
      }
    let start = "The \(isPercentage ? "percentage" : "number") is the team's, not this audit's"
    guard !measured.isEmpty else {
      return "(\(start), which has no number that does not leak to set beside it.)"
    }
    return
      "(\(start), which measured \(measured.joined(separator: " and ")) on test sets that do not "
      + "leak; see Quantitative analyses.)"
  }

  /// Whether a sentence has both a metric's name and a number of 0 to 1 with decimals.
  private static func namesShare(_ words: String) -> Bool {
    // A point before a small letter or a digit is one of an abbreviation.
    words.split(separator: /[.!?]\s+(?=\p{Lu})|\n\s*\n/).contains { sentence in
      let tokens = sentence.split { !($0.isLetter || $0.isNumber || $0 == ".") }
      return tokens.contains { token in
        metrics.contains(token.lowercased().trimmingCharacters(in: ["."]))
      } && tokens.contains { $0.wholeMatch(of: /(?:0?\.[0-9]+|1\.0+)\.*/) != nil }
    }
  }

  /// What metrics are called, in small letters.
  private static let metrics: Set = ["accuracy", "uar", "recall", "f1", "precision", "correct"]
}
