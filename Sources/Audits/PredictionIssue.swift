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
    /// A column says what is true, and as the corpus has it.
    case truthAgrees = "truth-agrees"
    /// A column says what is true, and the corpus has another emotion, which counts.
    case truthDisagrees = "truth-disagrees"
    /// All answers are labels alone, and the truth.
    case labelsAreTruth = "labels-are-truth"
    /// The truth has a probability of 0 for want of digits: its likelihood is not known.
    case hiddenTruth = "hidden-truth"
    /// A column of a class that is none of the seven.
    case foreignClass = "foreign-class"
  }

  /// How many examples are kept.
  static let shownExamples = 3

  /// What is wrong.
  public let kind: Kind
  /// How many rows (columns, for classes).
  public let count: Int
  /// The first of them, with line and reason; the column where it is one for all rows.
  public let examples: [String]
  /// The digits that the file was rounded to, where that is what is wrong.
  var digits: Int?

  /// The issue as an answered question of the audit.
  ///
  /// - Parameter file: the file's name.
  public func finding(of file: String) -> Finding {
    let own = isOfAColumn ? Array(examples.prefix(1)) : examples
    let shown = own.joined(separator: " | ")
    let more = count > own.count && !isOfAColumn ? " | and \(count - own.count) more" : ""
    return Finding(
      check: "predictions-\(kind.rawValue)", subject: file, status: status,
      importance: status == .failed || kind == .hiddenTruth ? .warning : .note,
      message: "\(what): \(shown)\(more).", advice: advice)
  }

  /// Whether the examples are one column, the same for all rows.
  private var isOfAColumn: Bool { kind == .truthAgrees || kind == .labelsAreTruth }

  /// What the issue says of the file: nothing was lost by what is passed, and whether something is
  /// wrong with what is undetermined only its author knows.
  private var status: Status {
    switch kind {
    case .repeated, .rounded, .truthAgrees: .passed
    case .labelsAreTruth, .hiddenTruth: .undetermined
    case .unknownUtterance, .ambiguousName, .unusable, .contradicting, .labelDisagrees,
      .truthDisagrees, .foreignClass:
      .failed
    }
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
    case .truthAgrees:
      rows("says", "say") + " the truth as the corpus has it, in a column that is read for that "
        + "alone"
    case .truthDisagrees:
      "\(rows("says", "say")) another truth than the corpus has, which counts"
    case .labelsAreTruth:
      "All \(count) answers are labels alone and equal what the corpus has as the truth; they are "
        + "of the column"
    case .hiddenTruth:
      rows("gives", "give") + " the truth a probability of 0, in a file\(digitsInWords) which does "
        + "not say how unlikely it was thought: NLL is undetermined of each test set that holds "
        + "such a row, and no temperature or vector scaling is fitted to one"
    case .foreignClass:
      "\(count, "column") of classes that are none of the seven emotions"
    }
  }

  /// How many digits the file has, where these are what hides the truth: numbers with an exponent
  /// may have hundreds behind the point.
  private var digitsInWords: String {
    guard let digits, digits <= Self.mostPlainDigits else { return "" }
    return " with at most \(digits, "digit") behind the point,"
  }

  /// The most digits that tell one number of 64 bits from another.
  private static let mostPlainDigits = 17

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
    case .repeated, .truthAgrees: nil
    case .rounded:
      "Write as many digits as the model gives: with few, confidence is known less exactly."
    case .labelDisagrees:
      "Write the label of the likeliest emotion, or leave the column out; if it is the truth, call "
        + "it truth."
    case .truthDisagrees:
      "See that the file is of this corpus, and that no column of answers is called like the truth."
    case .labelsAreTruth:
      "See that this column is what the model said, and not the truth: few models are right each "
        + "time on speakers whom they have not heard."
    case .hiddenTruth:
      "Write probabilities as the model computes them, before any rounding (a softmax of 64 bits "
        + "hardly gives a 0), or ask it by --model-command; accuracy, Brier score and ECE hardly "
        + "change by that."
    case .foreignClass:
      "Leave the class out and let the seven sum to 1, as the corpus has no recording of it."
    }
  }
}
