import Findings
import Wording

/// One kind of thing that is wrong with the rows of a file of predictions, and how often.
public struct PredictionIssue: Sendable, Hashable {
  /// What is wrong.
  public enum Kind: String, CaseIterable, Sendable {
    /// No recording of the corpus bears the name.
    case unknownUtterance = "unknown-utterance"
    /// Recordings of more than one corpus bear the name.
    case ambiguousName = "ambiguous-name"
    /// The row says nothing that counts: no distribution over the seven emotions, and no label.
    case unusable
    /// Rows of one recording that say different things: none of them counts.
    case contradicting
    /// Rows that say again what was said.
    case repeated
    /// Rounding to the digits that are printed put the sum off 1, and it was divided by.
    case rounded
    /// The label is not the likeliest emotion of its row; the probabilities count.
    case labelDisagrees = "label-disagrees"
    /// A column of a class that is none of the seven.
    case foreignClass = "foreign-class"
  }

  /// How many examples are kept.
  static let shownExamples = 3

  /// What is wrong.
  public let kind: Kind
  /// How many rows (columns, for classes).
  public let count: Int
  /// The first of them, with line and reason.
  public let examples: [String]

  /// The issue as an answered question of the audit.
  ///
  /// - Parameter file: the file's name.
  public func finding(of file: String) -> Finding {
    let shown = examples.joined(separator: " | ")
    let more = count > examples.count ? " | and \(count - examples.count) more" : ""
    let isHarmless = kind == .repeated || kind == .rounded
    return Finding(
      check: "predictions-\(kind.rawValue)", subject: file,
      status: isHarmless ? .passed : .failed, importance: isHarmless ? .note : .warning,
      message: "\(what): \(shown)\(more).", advice: advice)
  }

  private func rows(_ one: String, _ several: String) -> String {
    "\(count, "row \(one)", "rows \(several)")"
  }

  private var what: String {
    switch kind {
    case .unknownUtterance: "\(rows("names", "name")) no recording of the corpus that can be used"
    case .ambiguousName:
      "\(rows("has a name", "have names")) that recordings of more than one corpus have, and "
        + "\(count == 1 ? "counts" : "count") for none"
    case .unusable: "\(rows("says", "say")) nothing that counts"
    case .contradicting:
      rows("contradicts", "contradict") + " an earlier row of the same recording, and none counts"
    case .repeated: "\(rows("says", "say")) again what an earlier row said"
    case .rounded:
      rows("does", "do")
        + " not sum to 1, as rounding to the digits that are printed explains, and "
        + "\(count == 1 ? "was" : "were") divided by the sum"
    case .labelDisagrees:
      rows("bears a label that is not its", "bear a label that is not their")
        + " likeliest emotion; the probabilities count"
    case .foreignClass:
      "\(count, "column") of classes that are none of the seven emotions"
    }
  }

  private var advice: String? {
    switch kind {
    case .unknownUtterance:
      "Name recordings by their path below the corpus, their identifier, or their file's name; "
        + "recordings whose emotion is none of the seven are not audited."
    case .ambiguousName:
      "Put the name of the corpus and a slash in front of the path below its folder."
    case .unusable:
      "Write one probability a class that sum to 1, or a label, for each; until then these "
        + "recordings count as not answered."
    case .contradicting: "Write one row a recording."
    case .repeated: nil
    case .rounded:
      "Write as many digits as the model gives: with few, confidence is known less exactly."
    case .labelDisagrees: "Write the label of the likeliest emotion, or leave the column out."
    case .foreignClass:
      "Leave the class out and let the seven sum to 1, as the corpus has no recording of it."
    }
  }
}
