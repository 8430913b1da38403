import Corpora
import Fairness
import Findings
import Ledger
import Metrics
import Reports

extension ReportAssembly {
  /// The answers about fairness, or `nil` where none was asked.
  func fairness(
    _ clean: [StoredEvaluation], all: [MetricRow], findings: [Finding]
  ) throws -> FairnessSummary? {
    let counts = all.filter { $0.attribute == FairnessAudit.countsAttribute }
    guard let first = counts.first else { return nil }
    let pool = all.filter { row in
      row.attribute != nil && row.testSet == first.testSet && row.seed == first.seed
        && row.speaker == nil
    }
    var summary = FairnessSummary(
      origin: Origin(of: first),
      counts: Self.counts(counts), groups: Self.groups(pool), gaps: Self.gaps(pool, findings),
      words: Self.words(pool), findings: findings)
    summary.vacuous = Set(findings.filter { $0.skillDoubt != nil })
    summary.shortfalls = Self.shortfalls(pool, findings)
    summary.thirds = try thirds(
      of: clean.filter {
        $0.evaluationProtocol == first.testSet.evaluationProtocol && $0.key.model.seed == first.seed
      }, groups: summary.groups)
    return summary
  }

  /// In what each measure is that recordings are dealt to thirds by.
  private static let units = [
    "duration": "s", "level": "dB of full scale", "snr": "dB", "f0": "Hz",
    "speaking-rate": "peaks a second",
  ]

  /// Where the thirds of what was measured lie, of the utterances that the answers are about.
  private func thirds(
    of evaluations: [StoredEvaluation], groups: [FairnessSummary.Group]
  ) throws -> [String: FairnessSummary.Thirds] {
    let asked = Set(
      try evaluations.flatMap { try reader.predictions(of: $0.id).map(\.utterance) })
    let names = Set(groups.map(\.attribute))
    var thirds: [String: FairnessSummary.Thirds] = [:]
    for (measure, values) in try reader.measures(run: run) {
      guard let unit = Self.units[measure],
        let ends = TertileEnds(of: values.filter { asked.contains($0.key) }.values)
      else { continue }
      // Where the corpus states an attribute of that name, the thirds are called otherwise.
      let measured = "measured-" + measure
      thirds[names.contains(measured) ? measured : measure] = .init(
        low: ends.low, middle: ends.middle, unit: unit)
    }
    return thirds
  }

  private static func counts(_ rows: [MetricRow]) -> [FairnessSummary.Counts] {
    ["disparities", "standard-checks"].map { kind in
      func count(_ name: String) -> Int {
        let row = rows.first { $0.subgroup == kind && $0.metric == "answers-\(name)" }
        return Int(row?.value ?? 0)
      }
      return .init(
        kind: kind, passed: count("passed"), failed: count("failed"),
        undetermined: count("undetermined"), vacuous: count("vacuous"))
    }
  }

  private static func groups(_ pool: [MetricRow]) -> [FairnessSummary.Group] {
    let own = pool.filter { row in
      row.emotion == nil && row.subgroup != nil
        && !Attribute.reservedNames.contains(row.attribute ?? "")
    }
    let accuracies = own.filter { $0.metric == "accuracy" }.grouped { $0.attribute }
    let rising = accuracies.flatMap { _, rows in
      Attribute.rising(rows.compactMap(\.subgroup)).compactMap { group in
        rows.first { $0.subgroup == group }
      }
    }
    return rising.map { row in
      func measure(_ metric: String) -> Measure {
        Measure(
          of: own.first {
            $0.metric == metric && $0.attribute == row.attribute && $0.subgroup == row.subgroup
          })
      }
      return .init(
        attribute: row.attribute ?? "", group: row.subgroup ?? "", count: row.count,
        accuracy: Measure(of: row), uar: measure("uar"), ece: measure("ece"))
    }
  }

  private static func gaps(
    _ pool: [MetricRow], _ findings: [Finding]
  ) -> [FairnessSummary.Gap] {
    let names = Set(DisparityMeasure.standard.map(\.name))
    let tested = findings.filter { $0.check.hasPrefix("fairness-") }
    return pool.filter { names.contains($0.metric) && $0.attribute != nil }.map { row in
      func value(_ suffix: String) -> Double? {
        pool.first {
          $0.metric == row.metric + suffix && $0.attribute == row.attribute
            && $0.emotion == row.emotion
        }?.value
      }
      let answer = tested.first {
        $0.evidence?.metric == row.metric && $0.evidence?.attribute == row.attribute
      }
      var gap = FairnessSummary.Gap(
        attribute: row.attribute ?? "", measure: row.metric, value: Measure(of: row),
        p: value("-p"), detectable: value("-detectable"), status: answer?.status,
        isVacuous: answer?.skillDoubt != nil)
      gap.reason = answer.flatMap(UnansweredGap.reason)
      gap.advice = answer?.advice
      return gap
    }
  }

  /// How far weak groups are below others, by the finding whose subject ends with the group.
  private static func shortfalls(
    _ pool: [MetricRow], _ findings: [Finding]
  ) -> [Finding: Double] {
    var shortfalls: [Finding: Double] = [:]
    let weak = findings.filter { $0.check == "weak-subgroup" && $0.status == .failed }
    for row in pool where row.metric == "shortfall" {
      let end = ", \(row.attribute ?? "") \(row.subgroup ?? "")"
      for finding in weak where finding.subject.hasSuffix(end) {
        shortfalls[finding] = row.value
      }
    }
    return shortfalls
  }

  private static func words(_ pool: [MetricRow]) -> [FairnessSummary.Word] {
    pool.filter { $0.attribute == Attribute.word.name && $0.metric == "accuracy" }
      .compactMap { row in
        row.value.map {
          .init(word: row.subgroup ?? "", accuracy: $0, count: row.count)
        }
      }
      .sorted { ($0.accuracy, $0.word) < ($1.accuracy, $1.word) }
  }
}
