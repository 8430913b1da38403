import Findings
import Metrics

/// That few tested speakers support no claim about others (`docs/methods.md`).
enum FewSpeakers {
  /// A sentence for each corpus of which the honest rung that tests it first tests too few, by the
  /// same rule as the finding population-claim; it names the corpus where several are tested.
  static func sentences(_ report: AuditReport) -> [String] {
    let honest = report.ladderRows.filter { !$0.origin.isLeaky }
    let groups = honest.grouped { corpus(of: $0.origin, in: report) }
    return groups.compactMap { name, rows in
      sentence(rows, of: groups.count > 1 ? name : nil, report)
    }
  }

  /// - Parameter rows: honest rows of the test sets of one corpus.
  private static func sentence(
    _ honest: [LadderRow], of corpus: String?, _ report: AuditReport
  ) -> String? {
    let rows = honest.filter {
      $0.origin.evaluationProtocol == honest.first?.origin.evaluationProtocol
    }
    let count = Set(rows.flatMap { speakers(of: $0.origin, in: report) }).count
    guard count > 0, !PopulationClaim(speakerCount: count).isSupported else { return nil }
    let own = rows.map(\.uar).filter { $0.interval?.unit != .speaker }
    let others = IntervalUnits.text(own).map {
      "the intervals are about other \($0) of the same \(count == 1 ? "voice" : "voices"), and "
    }
    let start = corpus.map { "Of \($0), " } ?? ""
    return start + NumberText.count(count, of: "speaker is", "speakers are")
      + " tested: \(others ?? "")nothing here supports a claim about speakers in general."
  }

  /// The corpus whose speakers a test set has; the audited one where no corpus knows them.
  private static func corpus(of test: Origin, in report: AuditReport) -> String? {
    let tested = Set(speakers(of: test, in: report))
    let own =
      report.corpora.first { $0.name == test.testedOn }
      ?? report.corpora.first { $0.speakers.contains { tested.contains($0.speaker.id) } }
    return (own ?? report.corpora.first)?.name
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
