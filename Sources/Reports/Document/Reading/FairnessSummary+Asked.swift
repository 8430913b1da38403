import Findings
import Metrics

/// What was asked of which attribute, and how it was answered.
extension FairnessSummary {
  /// Attributes that were compared in anything, in the order of the gaps.
  private var compared: [String] {
    gaps.filter { $0.status != nil }.grouped(by: \.attribute).map(\.0)
  }

  private func statuses(of attribute: String) -> [Status] {
    gaps.filter { $0.attribute == attribute }.compactMap(\.status)
  }

  /// Attributes whose groups differ beyond chance in something.
  var unequal: [String] { compared.filter { statuses(of: $0).contains(.failed) } }

  /// Attributes in which nothing differs beyond chance, and a gap would have been seen.
  var even: [String] { compared.filter { statuses(of: $0).allSatisfy { $0 == .passed } } }

  /// Attributes of which no difference was found and something could not be answered.
  var open: [String] {
    compared.filter { attribute in
      let found = statuses(of: attribute)
      return found.contains(.undetermined) && !found.contains(.failed)
    }
  }

  /// Attributes of which there is one group and nothing to compare it with, with that group.
  var alone: [(attribute: String, group: String)] {
    let asked = Set(gaps.map(\.attribute))
    return groups.grouped(by: \.attribute).compactMap { attribute, own in
      own.count == 1 && !asked.contains(attribute) ? (attribute, own[0].group) : nil
    }
  }

  /// Groups of attributes that can be compared.
  var comparedGroups: [Group] {
    let single = Set(alone.map(\.attribute))
    return groups.filter { !single.contains($0.attribute) }
  }

  /// The findings of weak groups, those with the largest gap first and such without one last.
  var weak: [Finding] {
    findings.filter { $0.check == "weak-subgroup" && $0.status == .failed }.enumerated().sorted {
      let (one, other) = (
        shortfalls[$0.element] ?? -.infinity, shortfalls[$1.element] ?? -.infinity
      )
      return (other, $0.offset) < (one, $1.offset)
    }.map(\.element)
  }

  /// The largest gap that may go unseen for a pass, as the answers state it.
  var toleratedGap: Double {
    findings.first { $0.check.hasPrefix("fairness-") && $0.evidence != nil }?.threshold?.limit
      ?? 0.1
  }
}

extension FairnessSummary.Gap {
  /// What groups differ in, in words.
  var title: String {
    switch measure {
    case "accuracy-difference": "accuracy"
    case "uar-difference": "UAR"
    case "equal-opportunity-max": "the recall of some emotion"
    case "equal-opportunity-mean": "mean recall"
    case "equalised-odds-max": "how often some emotion is recognised, or named wrongly"
    case "equalised-odds-mean": "how often emotions are recognised, or named wrongly, on average"
    case "ece-difference": "calibration error"
    case "calibration-gap": "over-confidence"
    default: measure
    }
  }
}
