import Findings
import Metrics

/// The numbers that one check judged: a row a question, a column a training, each cell with what
/// came out. What has a next step of its own is told in words instead, and the cell points there.
struct CheckTable {
  /// The most trainings that have a column each; of more, the worst and the best are told.
  private static let mostSeeds = 5

  private let check: String
  private let rows: [Row]
  private let seeds: [Int?]

  /// The findings that stand in the table, and those of them that it leaves to words.
  var findings: [Finding] { rows.flatMap(\.told) }

  /// Whether a finding is a number that was judged by a limit, and nothing more.
  static func holds(_ finding: Finding) -> Bool {
    finding.evidence?.value != nil && finding.threshold != nil && finding.advice == nil
  }

  /// A table for each check that judged numbers, in the order of the policy.
  static func tables(_ findings: [Finding]) -> [CheckTable] {
    findings.grouped(by: \.check).compactMap { check, findings in
      let rows = findings.filter { $0.evidence != nil }.grouped { $0.evidence?.question }
        .map { Row(findings: $0.elements) }.filter { !$0.told.isEmpty }
      return rows.isEmpty ? nil : CheckTable(check, rows)
    }
  }

  private init(_ check: String, _ rows: [Row]) {
    self.check = check
    self.rows = rows
    seeds = Set(rows.flatMap(\.findings).map { $0.evidence?.seed }).sorted {
      ($0 ?? -1) < ($1 ?? -1)
    }
  }

  /// The rows in which some training did not pass, and those in which all passed; `nil` for none.
  var byOutcome: (open: CheckTable?, passed: CheckTable?) {
    (part { !$0.isPassed }, part(\.isPassed))
  }

  /// Up to `most` rows, and the others.
  func first(_ most: Int) -> (first: CheckTable, further: CheckTable?) {
    let further = rows.count > most ? CheckTable(check, Array(rows[most...])) : nil
    return (CheckTable(check, Array(rows.prefix(most))), further)
  }

  private func part(_ belongs: (Row) -> Bool) -> CheckTable? {
    let some = rows.filter(belongs)
    return some.isEmpty ? nil : CheckTable(check, some)
  }

  /// What every training answered to a question.
  private struct Row {
    let findings: [Finding]

    var told: [Finding] { findings.filter(CheckTable.holds) }
    var isPassed: Bool { findings.allSatisfy { $0.status == .passed } }
  }
}

extension CheckTable {
  /// The table as pages show it.
  var table: ReportTable {
    let thresholds = findings.compactMap(\.threshold)
    let hasOneLimit = thresholds.allSatisfy { $0 == thresholds.first }
    let hasColumns = seeds.count <= Self.mostSeeds
    let head = ["Protocol and speakers", "Of"] + (hasOneLimit ? [] : ["Limit"])
    return ReportTable(
      caption: caption(hasOneLimit ? thresholds.first : nil),
      columns: head + (hasColumns ? seeds.map(title) : ["Outcome", "Worst", "Best"]) + ["n"],
      rows: rows.map { row in
        let cells = hasColumns ? seeds.map { cell(row, $0) } : summary(row)
        return reportRow(row, (hasOneLimit ? [] : [limit(row)]) + cells)
      })
  }

  private func caption(_ threshold: Threshold?) -> String {
    guard let threshold else { return check }
    let limit = NumberText.decimal(threshold.limit, places: places)
    let sentence = threshold.reason.asSentence
    let reason = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
    return "\(check), \(threshold.direction.words) \(limit) (\(reason))"
  }

  private func title(_ seed: Int?) -> String {
    seed.map { "Seed \($0)" } ?? (seeds.count == 1 ? "Value" : "All seeds")
  }

  private func reportRow(_ row: Row, _ cells: [ReportCell]) -> ReportRow {
    guard let evidence = row.findings.first?.evidence else { return ReportRow("", cells) }
    let count = row.findings.compactMap { $0.evidence?.count }.max() ?? evidence.count
    return ReportRow(
      isLeaky: evidence.isLeaky, Origin(of: evidence).ofAllSeeds.label,
      [.text(evidence.of)] + cells + [.count(count)])
  }

  private func limit(_ row: Row) -> ReportCell {
    guard let threshold = row.told.first?.threshold else { return .text("") }
    let limit = NumberText.decimal(threshold.limit, places: places)
    return .text("\(threshold.direction.words) \(limit)")
  }

  private func cell(_ row: Row, _ seed: Int?) -> ReportCell {
    guard let finding = row.findings.first(where: { $0.evidence?.seed == seed }) else {
      return .text("not asked")
    }
    return ReportCell(text: text(finding), isNumber: true, outcome: finding.status)
  }

  private func text(_ finding: Finding) -> String {
    guard Self.holds(finding) else { return "\(finding.status.symbol) told below" }
    let measure = NumberText.measure(Measure(of: finding.evidence), places: places)
    return "\(finding.status.symbol) \(measure)"
  }

  /// Of many trainings how often each outcome was, and the least and the greatest number.
  private func summary(_ row: Row) -> [ReportCell] {
    let outcomes = Status.allCases.compactMap { status -> String? in
      let number = row.findings.count { $0.status == status }
      return number > 0 ? "\(status.symbol) \(number)" : nil
    }
    let sorted = row.told.sorted { ($0.evidence?.value ?? 0) < ($1.evidence?.value ?? 0) }
    let isDirect = sorted.first?.threshold?.direction == .atLeast
    let ends = isDirect ? [sorted.first, sorted.last] : [sorted.last, sorted.first]
    return [.text(outcomes.joined(separator: ", "))]
      + ends.map { finding in
        ReportCell(
          text: finding.map(text) ?? NumberText.undetermined, isNumber: true,
          outcome: finding?.status)
      }
  }

  /// Two decimals, or as many as tell the values and the ends of their intervals from the limit.
  private var places: Int {
    findings.compactMap { finding in
      let interval = finding.evidence?.interval
      let numbers = [finding.evidence?.value, interval?.lower, interval?.upper].compactMap { $0 }
      return finding.threshold?.placesOnPages(telling: numbers)
    }.max() ?? 2
  }
}

extension MetricRow {
  /// What a number is of beyond its test set: speaker, emotion, group and perturbation.
  fileprivate var of: String {
    let parts = [
      speaker == testedOn ? nil : speaker, emotion?.rawValue,
      attribute.map { $0 + (subgroup.map { " \($0)" } ?? "") },
      perturbation.map { $0 + (severity.map { " at severity \($0)" } ?? "") },
    ].compactMap { $0 }
    return parts.isEmpty ? "all utterances" : parts.joined(separator: ", ")
  }
}
