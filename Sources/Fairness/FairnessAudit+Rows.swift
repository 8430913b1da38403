import Metrics

/// The answers as rows of an audit.
extension FairnessAudit {
  /// The attribute of counts of answers.
  public static let countsAttribute = "fairness"

  /// Every number that the answers rest on.
  ///
  /// - The metrics of each group of each attribute.
  /// - Each disparity under its measure's name; of tested gaps also `-p` (after Holm's correction)
  ///   and `-detectable` (the gap that would be found in four of five repetitions).
  /// - Each score of the standard checks, under the check's name.
  /// - Each weak subgroup: `shortfall`, and `shortfall-p` after Benjamini and Hochberg's
  ///   correction.
  /// - `accuracy` of each word.
  /// - How many answers passed, failed, are undetermined, or would be vacuous passes:
  ///   `answers-passed` and so on, under the attribute `fairness`.
  ///
  /// - Throws: `MetricError` where probabilities are no distributions.
  public func rows() throws(MetricError) -> [MetricRow] {
    var rows: [MetricRow] = []
    for disaggregation in disaggregations { rows += try disaggregation.rows(in: context) }
    rows += disparities.map { $0.row(in: context) }
    rows += answers.flatMap(testRows)
    rows += standard.compactMap(scoreRow)
    rows += subgroups.found.flatMap(shortfallRows)
    rows += words.sorted { $0.key < $1.key }.map { word, value in
      context.labelled("word", word).row(
        named: "accuracy", value: value.accuracy, count: value.count)
    }
    rows += counts(answers.map(\.outcome), of: "disparities")
    rows += counts(standard.map(\.outcome), of: "standard-checks")
    rows.append(
      context.labelled(Self.countsAttribute, "subgroups").row(
        named: "groups-tested", value: Double(subgroups.testedCount),
        count: subgroups.testedCount))
    return rows
  }

  private func testRows(of answer: FairnessCheck.Answer) -> [MetricRow] {
    let disparity = answer.disparity
    let own = context.labelled(disparity.attribute, nil)
    func row(_ suffix: String, _ value: Double?) -> MetricRow? {
      value.map {
        own.row(
          named: disparity.measure.name + suffix, emotion: disparity.measure.emotion, value: $0,
          count: disparity.count)
      }
    }
    return [row("-p", answer.adjustedP), row("-detectable", disparity.minimumDetectableGap)]
      .compactMap { $0 }
  }

  private func scoreRow(of outcome: StandardOutcome) -> MetricRow? {
    outcome.score.map {
      context.labelled(outcome.check.attribute ?? "standard-checks", outcome.group).row(
        named: outcome.check.name, emotion: outcome.emotion, value: $0,
        count: disaggregations.first?.counts.reduce(0, +) ?? 0)
    }
  }

  private func shortfallRows(of weak: WeakSubgroup) -> [MetricRow] {
    let own = context.labelled(weak.attribute, weak.group)
    return [
      own.row(named: "shortfall", value: weak.shortfall, count: weak.count),
      own.row(named: "shortfall-p", value: weak.adjustedP, count: weak.count),
    ]
  }

  private func counts(_ outcomes: [GatedStatus], of kind: String) -> [MetricRow] {
    let own = context.labelled(Self.countsAttribute, kind)
    let numbers = [
      ("passed", outcomes.count { $0.status == .passed }),
      ("failed", outcomes.count { $0.status == .failed }),
      ("undetermined", outcomes.count { $0.status == .undetermined && !$0.isVacuous }),
      ("vacuous", outcomes.count(where: \.isVacuous)),
    ]
    return numbers.map { name, count in
      own.row(named: "answers-\(name)", value: Double(count), count: outcomes.count)
    }
  }
}
