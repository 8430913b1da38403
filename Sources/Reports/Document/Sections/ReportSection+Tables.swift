import Corpora
import Findings

extension ReportSection {
  /// Accuracy, UAR and calibration error of each speaker.
  static func speakers(_ report: AuditReport) -> ReportSection? {
    guard !report.speakers.isEmpty else { return nil }
    var blocks = ReportBlock.honestFirst(
      report.speakers, isLeaky: \.origin.isLeaky, isRepetition: \.origin.isRepetition
    ) {
      .table(speakerTable($0))
    }
    if report.speakers.contains(where: { $0.count == 0 }) {
      blocks.append(.note("Where n is 0, nothing that was asked of the speaker was answered."))
    }
    return ReportSection(
      id: "speakers", short: "Speakers", title: "Each speaker", blocks: blocks)
  }

  private static func speakerTable(_ rows: [SpeakerRow]) -> ReportTable {
    ReportTable(
      caption: "Accuracy, UAR and calibration error by speaker",
      columns: ["Speaker", "Protocol and speakers", "n", "Accuracy", "UAR", "ECE"],
      rows: rows.map { row in
        ReportRow(
          isLeaky: row.origin.isLeaky, row.speaker, .text(row.origin.label), .count(row.count),
          .measure(row.accuracy), .measure(row.uar), .measure(row.ece))
      })
  }

  /// Precision, recall and F1 of each emotion.
  static func classes(_ report: AuditReport) -> ReportSection? {
    guard !report.classes.isEmpty else { return nil }
    return ReportSection(
      id: "classes", short: "Emotions", title: "Each emotion",
      blocks: ReportBlock.honestFirst(
        report.classes, isLeaky: \.origin.isLeaky, isRepetition: \.origin.isRepetition
      ) {
        .tables($0.map(emotionTable))
      })
  }

  private static func emotionTable(_ table: ClassTable) -> ReportTable {
    ReportTable(
      caption: table.origin.label, isLeaky: table.origin.isLeaky,
      columns: ["Emotion", "Support", "Precision", "Recall", "F1"],
      rows: table.rows.map { row in
        ReportRow(
          row.emotion.rawValue, .count(row.support), .measure(row.precision), .measure(row.recall),
          .measure(row.f1))
      })
  }

  /// Questions beyond those that gate.
  static func findings(_ report: AuditReport) -> ReportSection? {
    let findings = report.findings.filter { finding in
      !isOfFairness(finding)
        && !["calibration-transfer", "conformal-coverage"].contains(finding.check)
    }
    guard !findings.isEmpty else { return nil }
    let (first, further) = findings.filter { $0.status != .passed }.bySeed
    let passed = findings.filter { $0.status == .passed }
    let open: [ReportBlock] = first.isEmpty ? [] : [.findings(first.map(FindingBlock.init))]
    return ReportSection(
      id: "findings", short: "Findings", title: "Findings",
      blocks: [
        .paragraph(
          "Answered questions beyond those that gate, in the order they were asked; what passed is "
            + "folded.")
      ] + open + folded(further, title: "The same of further seeds")
        + folded(passed, title: "Passed"))
  }

  /// What was recorded, by whom, and what was left out.
  static func corpora(_ report: AuditReport) -> ReportSection? {
    guard !report.corpora.isEmpty else { return nil }
    return ReportSection(
      id: "corpora", short: "Recordings", title: "Recordings",
      blocks: report.corpora.flatMap(corpusBlocks))
  }

  private static func corpusBlocks(_ corpus: CorpusSummary) -> [ReportBlock] {
    let emotions = Emotion.allCases
    let rows = corpus.speakers.map { entry in
      let speaker = entry.speaker
      let facts = [
        speaker.sex, speaker.age.map { NumberText.count($0, of: "year") }, speaker.language,
      ]
      .compactMap { $0 }.joined(separator: ", ")
      return ReportRow(
        speaker.id,
        [.text(facts.isEmpty ? "not published" : facts)]
          + emotions.map { .count(entry.counts[$0] ?? 0) }
          + [.count(entry.counts.values.reduce(0, +))])
    }
    var blocks: [ReportBlock] = [.paragraph(size(of: corpus))]
    blocks.append(
      .table(
        ReportTable(
          caption: "Utterances of \(corpus.name) by speaker and emotion",
          columns: ["Speaker", "As published"] + emotions.map(\.rawValue) + ["all"],
          rows: rows)))
    blocks += leftOut(corpus)
    return blocks
  }

  /// How much there is of a corpus, in a sentence.
  static func size(of corpus: CorpusSummary) -> String {
    var facts = "\(corpus.name): \(NumberText.count(corpus.utteranceCount, of: "utterance"))"
    if corpus.isSynthetic { facts += " of synthetic speech" }
    if let seconds = corpus.totalSeconds { facts += ", \(NumberText.duration(seconds: seconds))" }
    if let words = corpus.wordCount {
      facts +=
        ", \(NumberText.count(words, of: "word or sentence", "words or sentences"))"
    }
    return facts + "."
  }

  private static func leftOut(_ corpus: CorpusSummary) -> [ReportBlock] {
    var blocks: [ReportBlock] = []
    if !corpus.droppedLabels.isEmpty {
      let labels = corpus.droppedLabels.sorted { $0.key < $1.key }
        .map { "\($0.key) (\(NumberText.count($0.value)))" }.joined(separator: ", ")
      blocks.append(.note("Labels without a counterpart among the seven were dropped: \(labels)."))
    }
    return blocks
      + problems("Files of \(corpus.name) that were left out", corpus.problems.losingRecordings)
      + problems(
        "Files of \(corpus.name) to mend, for which no recording was left out",
        corpus.problems.keepingRecordings)
  }

  private static func problems(_ caption: String, _ problems: [CorpusProblem]) -> [ReportBlock] {
    guard !problems.isEmpty else { return [] }
    let table = ReportTable(
      caption: "\(caption) (\(problems.count))",
      columns: ["File", "Kind", "What was found"],
      rows: problems.map { ReportRow($0.path, .text($0.kind.rawValue), .text($0.explanation)) })
    return [.table(table)]
  }

  /// What the numbers cannot show.
  static func limitations(_ report: AuditReport) -> ReportSection? {
    guard !report.limitations.isEmpty else { return nil }
    return ReportSection(
      id: "limitations", short: "Limits", title: "What this cannot show",
      blocks: [.list(report.limitations)])
  }

  /// What determined the numbers.
  static func provenance(_ report: AuditReport) -> ReportSection {
    let run = report.run
    let facts =
      [
        RunFacts.Fact("Run", run.id), .init("Preset", run.preset), .init("Started", run.started),
        .init("Finished", run.finished ?? "not finished"),
      ] + run.provenance + [
        .init("Looks at test parts in this run", NumberText.count(report.testLooks))
      ]
    let table = ReportTable(
      caption: "What determined these numbers", columns: ["Fact", "Value"],
      rows: facts.map { ReportRow($0.name, .text($0.value ?? "unknown")) })
    return ReportSection(
      id: "provenance", short: "Provenance", title: "Provenance",
      blocks: [
        .table(table),
        .note(
          "Every number above is a row of the run's ledger, and can be computed again from it."),
      ])
  }
}
