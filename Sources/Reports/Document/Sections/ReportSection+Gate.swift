import Findings
import Gates

extension ReportSection {
  /// The gating findings: what does not pass, and folded the same of further seeds and what passes.
  static func gate(_ report: AuditReport) -> ReportSection? {
    guard let verdict = report.verdict, !(verdict.findings + verdict.notes).isEmpty else {
      return nil
    }
    let open = [Status.failed, .undetermined].flatMap { status in
      verdict.findings.filter { $0.status == status }
    }
    let (all, further) = open.bySeed
    let (first, more) = all.byCheck(most: mostOfACheck)
    let passed = verdict.findings.filter { $0.status == .passed }
    let ends = DecidingEnds.sentences(verdict.findings)
    var blocks: [ReportBlock] = ends.isEmpty ? [] : [.paragraph(ends.joined(separator: " "))]
    if !first.isEmpty { blocks.append(.findings(first.map(FindingBlock.init))) }
    blocks += folded(more, title: "The same of further speakers, emotions and test sets")
    blocks += folded(further, title: "The same of further seeds")
    blocks += folded(passed, title: "Passed")
    blocks += folded(verdict.notes, title: "Notes, which do not gate")
    return ReportSection(
      id: "gate", short: "Reasons", title: "What the verdict rests on", blocks: blocks)
  }

  /// Findings of one check and status that stand open.
  private static let mostOfACheck = 8

  /// Findings behind a heading with their number; nothing where there are none.
  static func folded(_ findings: [Finding], title: String) -> [ReportBlock] {
    guard !findings.isEmpty else { return [] }
    return [.fold("\(title) (\(findings.count))", [.findings(findings.map(FindingBlock.init))])]
  }
}
