import Findings
import Reports

extension RunComparison {
  /// What decides where B has no like of an honest test set of A: the speakers whom neither heard.
  private var deciding: UnheardComparison? { lacksEvidence ? unheard : nil }

  /// Whether B is worse than A by more than a margin on a test set without leaks: failed where the
  /// whole interval of accuracy or UAR lies below the margin, passed where none reaches below it,
  /// else undetermined; undetermined, too, without an honest test set or an interval, and where B
  /// lacks a test set or an answer that A has, or has others of the same name: what is left says
  /// nothing of those. Where B has no like of an honest test set, and recordings of it are compared
  /// by speaker, the same is asked of the speakers whom neither heard.
  func status(margin: Double) -> Status {
    let honest = tests.filter { !$0.isLeaky && !$0.evaluationProtocol.leaksByDesign }
    let alike = honest.flatMap(\.metrics)
    let ofSpeakers = (deciding?.speakers ?? []).flatMap(\.metrics)
    let intervals = (alike + ofSpeakers).compactMap(\.interval)
    if intervals.contains(where: { $0.upper < -margin }) { return .failed }
    let decisive = deciding == nil ? alike : ofSpeakers
    let isWhole =
      deciding?.isWhole
      ?? (!lacksEvidence && honest.allSatisfy { $0.onlyFirst == 0 && $0.unlike == 0 })
    return isWhole && !decisive.isEmpty && decisive.allSatisfy { $0.interval != nil }
      && intervals.allSatisfy { $0.lower >= -margin } ? .passed : .undetermined
  }

  /// The answer to whether B is worse, in words.
  func words(for status: Status) -> String {
    let place = deciding == nil ? "test set without leaks" : "speaker whom neither heard"
    return switch status {
    case .passed: "no, on every \(place)"
    case .failed: "yes, credibly, on a \(place)"
    case .undetermined: "cannot be told"
    }
  }
}
