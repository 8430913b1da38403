import Findings
import Metrics

/// That few tested speakers support no claim about others (`docs/methods.md`).
enum FewSpeakers {
  /// One sentence where the honest rung that stands first tests too few, by the same rule as the
  /// finding population-claim; none else.
  static func sentence(_ report: AuditReport) -> [String] {
    let honest = report.ladderRows.filter { !$0.origin.isLeaky }
    let rows = honest.filter {
      $0.origin.evaluationProtocol == honest.first?.origin.evaluationProtocol
    }
    let count = Set(rows.flatMap { speakers(of: $0.origin, in: report) }).count
    guard count > 0, !PopulationClaim(speakerCount: count).isSupported else { return [] }
    let own = rows.map(\.uar).filter { $0.interval?.unit != .speaker }
    let others = IntervalUnits.text(own).map {
      "the intervals are about other \($0) of the same \(count == 1 ? "voice" : "voices"), and "
    }
    return [
      "\(NumberText.count(count, of: "speaker is", "speakers are")) tested: \(others ?? "")nothing "
        + "here supports a claim about speakers in general."
    ]
  }

  /// Who has answers in a test set; where nobody counted, whom it is called by, with all speakers
  /// of a corpus.
  static func speakers(of test: Origin, in report: AuditReport) -> [String] {
    let heard = report.speakers.filter {
      $0.origin.ofAllSeeds == test.ofAllSeeds && $0.count > 0
    }.map(\.speaker)
    guard heard.isEmpty else { return heard }
    return SpeakerNames.each(of: test.testedOn).flatMap { name in
      report.corpora.first { $0.name == name }?.speakers.map(\.speaker.id) ?? [name]
    }
  }
}
