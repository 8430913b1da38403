import Findings

/// Why an answer about a gap is undetermined, in words that findings say and pages gather.
package enum UnansweredGap: String, CaseIterable {
  case noValue = "there are not two groups of enough predictions with support"
  case noTest = "no test could be made"
  case tooFewUnits =
    "with so few units no result, however extreme, could be significant among all that is asked"
  /// As earlier versions said it, whose findings ledgers hold.
  case smallestP = "with so few units the smallest p is "
  case nothingFound =
    "no gap that there can be would have been found in four of five repetitions"
  case unseen = " that may go unseen: undetermined"
  case vacuous = "A vacuous pass, shown apart: "

  /// The reason of a finding of `FairnessCheck`; `nil` of one that is not undetermined, or that
  /// says none of these.
  package static func reason(of finding: Finding) -> String? {
    guard finding.status == .undetermined,
      let (gap, place) = allCases.lazy.compactMap({ gap in
        finding.message.firstRange(of: gap.rawValue).map { (gap, $0) }
      }).first
    else { return nil }
    let rest = finding.message[place.upperBound...]
    switch gap {
    case .noValue, .noTest, .tooFewUnits, .nothingFound: return gap.rawValue
    case .smallestP: return tooFewUnits.rawValue
    case .unseen:
      return "the gap that would have been found in four of five repetitions is more than may go "
        + "unseen" + (finding.threshold.map { " (\(decimal($0.limit)))" } ?? "")
    case .vacuous: return "a pass that does not count: \(sentence(rest))"
    }
  }

  /// What is left of a sentence, without its full stop.
  private static func sentence(_ text: Substring) -> String {
    let end = text.firstRange(of: ". ")?.lowerBound ?? text.endIndex
    let own = text[..<end]
    return String(own.hasSuffix(".") ? own.dropLast() : own)
  }
}
