import Findings

/// Why an answer about a gap is undetermined, as the ground of its finding.
package enum UnansweredGap: String {
  /// The measure has no value.
  case noValue = "no-value"
  /// There is nothing that could be dealt out anew.
  case noTest = "no-test"
  /// No result, however extreme, would be a finding.
  case tooFewUnits = "too-few-units"
  /// No gap that there can be would be found.
  case nothingFound = "nothing-found"
  /// A gap that is larger than may go unseen would not be found.
  case unseen

  /// The reason as findings say it and pages gather it.
  var words: String {
    switch self {
    case .noValue: "there are not two groups of enough predictions with support"
    case .noTest: "no test could be made"
    case .tooFewUnits:
      "with so few units no result, however extreme, could be significant among all that is asked"
    case .nothingFound:
      "no gap that there can be would have been found in four of five repetitions"
    case .unseen:
      "the gap that would have been found in four of five repetitions is more than may go unseen"
    }
  }

  /// The reason of a finding of `FairnessCheck`; `nil` of one that is not undetermined.
  package static func reason(of finding: Finding) -> String? {
    if let doubt = finding.skillDoubt { return "a pass that does not count: \(doubt.reason)" }
    guard let gap = finding.ground.flatMap(UnansweredGap.init(rawValue:)) else { return nil }
    guard gap == .unseen, let threshold = finding.threshold else { return gap.words }
    return "\(gap.words) (\(decimal(threshold.limit)))"
  }
}
