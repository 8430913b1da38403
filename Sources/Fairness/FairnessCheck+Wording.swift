import Findings
import Metrics

/// The words of an answer: what was measured, between whom, and what chance makes of it.
extension FairnessCheck {
  func sentence(_ disparity: Disparity, _ p: Double?, _ outcome: GatedStatus) -> String {
    guard let value = disparity.value else {
      return
        "\(title(disparity)) has no value: \(UnansweredGap.noValue.words)."
    }
    let range = disparity.interval.map { " (\($0.wording))" } ?? " (no interval)"
    let between = disparity.lowestGroup.flatMap { low in
      disparity.highestGroup.map { " between \(low) and \($0)" }
    }
    let number =
      "\(title(disparity)) is \(decimal(value))\(between ?? "")\(range), "
      + "n = \(disparity.count)."
    return "\(number) \(judgement(disparity, p, outcome))"
  }

  private func title(_ disparity: Disparity) -> String {
    let metric = disparity.measure.metric?.definition.title
    let emotion = disparity.measure.emotion.map { " of \($0.rawValue)" } ?? ""
    let what =
      switch disparity.measure.kind {
      case .difference: "The difference of \(metric ?? "")\(emotion)"
      case .ratio: "The ratio of \(metric ?? "")\(emotion)"
      case .worst: "The worst \(metric ?? "")\(emotion)"
      case .equalOpportunity: "The \(adjective(disparity)) difference of recall over emotions"
      case .equalisedOdds: "The \(adjective(disparity)) difference of true or false positive rates"
      case .calibrationGap: "The difference of over-confidence"
      }
    return "\(what) by \(disparity.attribute)"
  }

  private func adjective(_ disparity: Disparity) -> String {
    disparity.measure.summary == .mean ? "mean" : "largest"
  }

  private func judgement(
    _ disparity: Disparity, _ p: Double?, _ outcome: GatedStatus
  ) -> String {
    guard let p else {
      let gap = disparity.test == nil ? UnansweredGap.noTest : .tooFewUnits
      return "Undetermined: \(gap.words)."
    }
    let chance = "Chance does as much with p = \(decimal(p)) (Holm)"
    if p <= alpha { return "\(chance): more than chance." }
    guard let gap = disparity.minimumDetectableGap.map(decimal) else {
      return "\(chance); \(UnansweredGap.nothingFound.words): undetermined."
    }
    let seen = "\(chance); a true gap of \(gap) would have been found in four of five repetitions"
    if let doubt = outcome.doubt {
      return "\(seen). A vacuous pass, shown apart: \(doubt.reason)."
    }
    return outcome.status == .passed
      ? "\(seen)."
      : "\(seen), which is more than the \(decimal(toleratedGap)) that may go unseen: undetermined."
  }

  func advice(_ disparity: Disparity, _ p: Double?, _ outcome: GatedStatus) -> String? {
    if let doubt = outcome.doubt { return doubt.advice }
    switch outcome.status {
    case .passed: return nil
    case .failed: return "Look at the metrics of each group, and at what else sets them apart."
    case .undetermined:
      return p == nil
        ? "Test on more groups' members: more speakers for an attribute of speakers."
        : "Test on more words or speakers, so that a smaller gap can be seen."
    }
  }
}
