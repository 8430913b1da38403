import Findings
import Gates

extension ReportSection {
  /// What the verdict rests on: a table a check of the numbers that were judged, the rest in words;
  /// first what does not pass, and folded what passes.
  static func gate(_ report: AuditReport) -> ReportSection? {
    guard let verdict = report.verdict, !(verdict.findings + verdict.notes).isEmpty else {
      return nil
    }
    let tables = CheckTable.tables(verdict.findings)
    let (open, passed) = (
      tables.compactMap(\.byOutcome.open), tables.compactMap(\.byOutcome.passed)
    )
    let told = Set(tables.flatMap(\.findings))
    let words = verdict.findings.filter { !told.contains($0) }
    let ends = DecidingEnds.sentences(verdict.findings)
    var blocks: [ReportBlock] = ends.isEmpty ? [] : [.paragraph(ends.joined(separator: " "))]
    if !tables.isEmpty { blocks.append(.note(signs)) }
    blocks += openTables(open) + openWords(words)
    blocks += settled(passed, words.filter { $0.status == .passed }, isAll: open.isEmpty)
    blocks += folded(verdict.notes, title: "Notes, which do not gate")
    return ReportSection(
      id: "gate", short: "Reasons", title: "What the verdict rests on", blocks: blocks)
  }

  private static let signs =
    "In the tables, ✗ is failed, ✓ passed and ? undetermined; brackets hold 95 % intervals."

  /// Rows of a table, and findings of one check and status, that stand open.
  private static let mostOfACheck = 8

  private static let further = "The same of further speakers, emotions and test sets"

  private static func openTables(_ tables: [CheckTable]) -> [ReportBlock] {
    let parts = tables.map { $0.first(mostOfACheck) }
    let more = parts.compactMap(\.further)
    let rest = more.map { ReportBlock.table($0.table) }
    return parts.map { .table($0.first.table) }
      + (more.isEmpty ? [] : [.fold("\(further) (\(count(more)))", rest)])
  }

  private static func openWords(_ findings: [Finding]) -> [ReportBlock] {
    let open = [Status.failed, .undetermined].flatMap { status in
      findings.filter { $0.status == status }
    }
    let (all, repeated) = open.bySeed
    let (first, more) = all.byCheck(most: mostOfACheck)
    return (first.isEmpty ? [] : [.findings(first.map(FindingBlock.init))])
      + folded(more, title: further) + folded(repeated, title: "The same of further seeds")
  }

  /// What passed, behind a heading with its number.
  ///
  /// - Parameter isAll: whether no row of the open tables holds something that passed too.
  private static func settled(
    _ tables: [CheckTable], _ findings: [Finding], isAll: Bool
  ) -> [ReportBlock] {
    let number = count(tables) + findings.count
    guard number > 0 else { return [] }
    let title = isAll ? "Passed" : "Passed in every training"
    let words: [ReportBlock] =
      findings.isEmpty ? [] : [.findings(findings.map(FindingBlock.init))]
    return [.fold("\(title) (\(number))", tables.map { .table($0.table) } + words)]
  }

  private static func count(_ tables: [CheckTable]) -> Int {
    tables.reduce(0) { $0 + $1.findings.count }
  }

  /// Findings behind a heading with their number; nothing where there are none.
  static func folded(_ findings: [Finding], title: String) -> [ReportBlock] {
    guard !findings.isEmpty else { return [] }
    return [.fold("\(title) (\(findings.count))", [.findings(findings.map(FindingBlock.init))])]
  }
}
