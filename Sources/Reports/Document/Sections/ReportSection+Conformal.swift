import Corpora
import Findings

extension ReportSection {
  /// Whether sets of labels hold the truth as often as they promise.
  static func conformal(_ report: AuditReport) -> ReportSection? {
    guard let summary = report.conformal, !summary.rows.isEmpty else { return nil }
    let all = summary.rows.filter { $0.emotion == nil }
    let nominal = NumberText.decimal(summary.nominal)
    let start = ConformalReading.sentence(summary).map { [ReportBlock.paragraph($0)] } ?? []
    let blocks: [ReportBlock] =
      start + [
        .paragraph(
          "Conformal sets (THR, APS, RAPS) promise to hold the true emotion in \(nominal) of "
            + "utterances that are like those of the calibration: of all together (marginal), of "
            + "each emotion, or of each speaker. They are calibrated on recordings of the training "
            + "speakers and used on other recordings of theirs (known, LEAKY) and on unseen "
            + "speakers. Expected: where coverage would lie in 95 of 100 repetitions if "
            + "calibration and test were alike; below it the promise is broken. Unseen speakers are "
            + "not alike, and no guarantee is claimed for them."),
        .table(coverageTable(all, caption: "Coverage promised: \(nominal)")),
        .note(
          "Labels: how many a set holds on average, of \(Emotion.allCases.count); under 1 means that "
            + "sets are empty, and an empty set counts as one that misses. A speaker or emotion "
            + "with fewer than \(summary.fewestRows) recordings to "
            + "calibrate on gets every label, which promises nothing."),
      ] + unknownBlocks(summary) + emotionTables(summary).map(ReportBlock.table)
    return ReportSection(
      id: "conformal", short: "Label sets", title: "Sets of labels that promise to hold the truth",
      blocks: report.firstSeedBlocks + blocks)
  }

  /// What cannot be said where no recording of a training speaker is tested.
  private static func unknownBlocks(_ summary: ConformalSummary) -> [ReportBlock] {
    let alone = summary.rows.filter { $0.known == nil }.map(\.origin).distinct()
    return alone.isEmpty
      ? []
      : [.note(notTested(alone) + "whether the sets keep their promise on them cannot be told.")]
  }

  private static func coverageTable(
    _ rows: [ConformalSummary.Row], caption: String
  ) -> ReportTable {
    ReportTable(
      caption: caption,
      columns: [
        "Model", "Sets", "Known (LEAKY)", "Expected (known)", "Labels (known)", "Unseen",
        "Expected if alike", "Labels (unseen)", "On unseen",
      ],
      rows: rows.map { row in
        ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.detail, .text(setName(row.sets)),
          ofKnown(row) { .number(NumberText.decimal($0.value) + broken($0)) }, ofKnown(row, band),
          ofKnown(row) { .value($0.setSize) }, .value(row.unseen.value), band(row.unseen),
          .value(row.unseen.setSize), .text(standing(row.unseen)))
      })
  }

  /// Coverage of each emotion on unseen speakers, marginal sets beside per-emotion ones.
  private static func emotionTables(_ summary: ConformalSummary) -> [ReportTable] {
    let sets = ["aps marginal", "aps per-emotion"]
    return summary.rows.filter { $0.emotion != nil }.grouped(by: \.origin).map { origin, rows in
      ReportTable(
        caption: "Coverage by emotion, \(origin.detail)", isLeaky: origin.isLeaky,
        columns: ["Emotion"]
          + sets.map(setName).flatMap { ["\($0), known (LEAKY)", "\($0), unseen"] },
        rows: Emotion.allCases.map { emotion in
          ReportRow(
            emotion.rawValue,
            sets.flatMap { name -> [ReportCell] in
              let row = rows.first { $0.emotion == emotion && $0.sets == name }
              return [
                row.map { ofKnown($0) { .value($0.value) } } ?? .value(nil),
                .value(row?.unseen.value),
              ]
            })
        })
    }
  }

  /// A cell about the training speakers; a dash where none is tested.
  private static func ofKnown(
    _ row: ConformalSummary.Row, _ cell: (ConformalSummary.Coverage) -> ReportCell
  ) -> ReportCell {
    row.known.map(cell) ?? .number("–")
  }

  /// `THR marginal` for `thr marginal`, as the text above writes them.
  private static func setName(_ sets: String) -> String {
    let words = sets.split(separator: " ", maxSplits: 1)
    return ([words.first?.uppercased()] + words.dropFirst().map(String.init)).compactMap { $0 }
      .joined(separator: " ")
  }

  /// Where coverage would lie if calibration and test were alike; a dash where none is promised.
  private static func band(_ coverage: ConformalSummary.Coverage) -> ReportCell {
    .number(
      coverage.band.map {
        "\(NumberText.decimal($0.lowerBound)) to \(NumberText.decimal($0.upperBound))"
      } ?? "–")
  }

  /// What stands by a promise that was broken where it was made.
  private static func broken(_ coverage: ConformalSummary.Coverage) -> String {
    guard let value = coverage.value, let band = coverage.band, value < band.lowerBound else {
      return ""
    }
    return " \(Status.failed.symbol) below"
  }

  /// The answer that a finding gives, in a word.
  private static func standing(_ coverage: ConformalSummary.Coverage) -> String {
    guard let value = coverage.value, let band = coverage.band else { return "–" }
    if value < band.lowerBound { return "\(Status.failed.symbol) below" }
    return value > band.upperBound
      ? "\(Status.passed.symbol) above" : "\(Status.passed.symbol) within"
  }
}
