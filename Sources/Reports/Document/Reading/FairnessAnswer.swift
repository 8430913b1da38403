import Corpora
import Findings
import Metrics
import Wording

/// Whether anybody is served worse, in sentences that are chosen by what was asked and found.
struct FairnessAnswer {
  private let summary: FairnessSummary
  private let speakers: [Speaker]
  private let hasSeveralSeeds: Bool

  init(_ summary: FairnessSummary, of report: AuditReport) {
    self.summary = summary
    speakers = report.corpora.flatMap(\.speakers).map(\.speaker)
    hasSeveralSeeds = report.hasSeveralSeeds
  }

  /// The answer in a sentence or two. What could not be told is never a "no".
  var headline: String {
    let place =
      (summary.origin.isLeaky ? "on a test that is LEAKY" : "in this run")
      + (hasSeveralSeeds ? " (first training seed)" : "")
    if !summary.unequal.isEmpty { return "Yes, \(place)." }
    let asked = summary.gaps.filter { $0.status != nil }
    let open = asked.count { $0.status == .undetermined }
    let comparisons = NumberText.count(asked.count, of: "comparison")
    if !summary.weak.isEmpty {
      let others =
        asked.isEmpty
        ? "" : ", though none of \(comparisons) by attribute shows a difference beyond chance"
      return "Yes, some groups of recordings are, \(place)\(others)."
    }
    let isNo = "which does not mean that all are served alike"
    guard !asked.isEmpty else {
      return "It cannot be told: \(place) no two groups could be compared, \(isNo)."
    }
    guard open == 0 else {
      return "It cannot be told: none of \(comparisons) \(place) shows a difference beyond chance, "
        + "but \(NumberText.count(open)) \(open == 1 ? "is" : "are") undetermined, \(isNo)."
    }
    return "No difference beyond chance was found \(place) in \(comparisons), in each of which a "
      + "gap of \(NumberText.decimal(summary.toleratedGap)) would have been detected. Of groups "
      + "that are not compared below this says nothing."
  }

  /// One item an attribute that makes a difference, then what was not found and what not asked.
  var items: [String] {
    differences + [weak, reasons, even, open, unasked].compactMap { $0 }
  }

  /// One sentence an attribute that makes a difference.
  var differences: [String] { summary.unequal.map(difference) }

  private func difference(by attribute: String) -> String {
    let own = summary.gaps.filter { $0.attribute == attribute && $0.status == .failed }
    let stamp = summary.origin.isLeaky ? "LEAKY: " : ""
    if let gap = own.first(where: { $0.measure == "accuracy-difference" }),
      let sentence = accuracies(gap, withError: own.contains { $0.measure == "ece-difference" })
    {
      return stamp + sentence
    }
    let measures = own.map { gap in
      "\(gap.title) (\(NumberText.measure(gap.value)), \(probability(gap)))"
    }
    return "\(stamp)By \(attribute), groups differ in \(measures.listed)."
  }

  /// Who is recognised how often; `nil` where the groups' own numbers are not known.
  private func accuracies(_ gap: FairnessSummary.Gap, withError: Bool) -> String? {
    let groups = summary.groups.filter { $0.attribute == gap.attribute }
    let known = groups.compactMap { group in group.accuracy.value.map { (group, $0) } }
    guard let (low, least) = known.min(by: { $0.1 < $1.1 }),
      let (high, most) = known.max(by: { $0.1 < $1.1 }), least < most
    else { return nil }
    let (worst, best) = groups.count > 2 ? (", the least", ", the most") : ("", "")
    var sentence =
      "By \(gap.attribute), \(name(low)) is recognised in \(NumberText.measure(low.accuracy)) of "
      + "utterances\(worst), \(name(high)) in \(NumberText.measure(high.accuracy))\(best): a "
      + "difference of \(NumberText.measure(gap.value)) (\(probability(gap)))"
    if withError, low.ece.value != nil, high.ece.value != nil {
      sentence +=
        "; calibration error is \(NumberText.decimal(low.ece.value)) and "
        + NumberText.decimal(high.ece.value)
    }
    return sentence + "."
  }

  /// `p = .019` or `p < .001`.
  private func probability(_ gap: FairnessSummary.Gap) -> String {
    let text = NumberText.probability(gap.p)
    return text.hasPrefix("<") ? "p \(text)" : "p = \(text)"
  }

  /// A group, of a speaker with what is published of that speaker.
  private func name(_ group: FairnessSummary.Group) -> String {
    guard group.attribute == Self.speaker,
      let known = speakers.first(where: { $0.id == group.group })
    else { return group.group }
    let facts = [known.sex, known.age.map { NumberText.count($0, of: "year") }].compactMap { $0 }
    return facts.isEmpty ? group.group : "\(group.group) (\(facts.joined(separator: ", ")))"
  }

  private static let speaker = "speaker"

  /// Groups within speakers and emotions that are recognised less often, with how much less.
  private var weak: String? {
    let weak = summary.weak
    let gaps = weak.compactMap { summary.shortfalls[$0] }
    guard let most = gaps.max(), let least = gaps.min(), gaps.count == weak.count else {
      return nil
    }
    let (low, high) = (NumberText.decimal(least, places: 3), NumberText.decimal(most, places: 3))
    return (summary.origin.isLeaky ? "LEAKY: " : "")
      + "\(NumberText.count(weak.count, of: "group")) of recordings \(weak.count == 1 ? "is" : "are")"
      + " recognised less often than others of the same emotion, by "
      + (low == high ? low : "\(low) to \(high)") + " (weak-subgroup, below)."
  }

  /// What a difference between voices may come from.
  private var reasons: String? {
    guard summary.unequal.contains(Self.speaker) else { return nil }
    let isOfModels = summary.origin.trainedOn == Split.othersTraining
    return "Each group by speaker is one voice"
      + (isOfModels ? ", answered by a model that never heard it" : "")
      + ": whether voice, age, session\(isOfModels ? ", model" : "") or anything else that sets "
      + "these speakers apart is the reason cannot be told."
  }

  private var even: String? {
    guard !summary.even.isEmpty else { return nil }
    return "By \(summary.even.listed) no difference beyond chance was found, where one of "
      + "\(NumberText.decimal(summary.toleratedGap)) would have been detected."
  }

  private var open: String? {
    guard !summary.open.isEmpty else { return nil }
    return "By \(summary.open.listed) it cannot be told whether anybody is served worse."
  }

  private var unasked: String? {
    let alone = summary.alone.map { "\($0.attribute) (\($0.group))" }
    guard !alone.isEmpty else { return nil }
    return
      "Not asked, for want of two groups: \(alone.joined(separator: ", ")). About anybody else "
      + "in these respects nothing can be said."
  }
}
