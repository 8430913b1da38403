import Corpora
import Exploration

/// An exploration as a sequence of sections, as `ReportDocument` is of a report.
struct ExplorationDocument {
  let title: String
  let subtitle: String
  let synthetic: String?
  let sections: [ReportSection]

  /// Puts an exploration into words and charts.
  init(_ report: ExplorationReport) {
    let exploration = report.exploration
    let corpus = exploration.corpus
    title = "What there is to see and hear in \(corpus.name)"
    let speakers = Set(exploration.cells.map(\.speaker)).count
    let count = exploration.cells.reduce(0) { $0 + $1.count }
    subtitle =
      "\(NumberText.count(count, of: "recording")) of \(NumberText.count(speakers, of: "speaker")), "
      + "\(NumberText.duration(seconds: exploration.totalSeconds)) · content "
      + "\(report.corpusHash.prefix(16)) · ser-audit \(report.toolVersion)"
    synthetic = report.isSynthetic ? ReportDocument.syntheticBanner : nil
    let sections: [ReportSection?] = [
      .exampleFigures(exploration), .claims(exploration), .distributions(exploration),
      .counts(exploration), .explorationLimits(report),
    ]
    self.sections = sections.compactMap { $0 }
  }
}

extension ReportSection {
  /// Recordings by class and speaker, and what was left out.
  static func counts(_ exploration: CorpusExploration) -> ReportSection {
    let emotions = Emotion.allCases
    let speakers = Set(exploration.cells.map(\.speaker)).sorted()
    let counts = Dictionary(
      exploration.cells.map { ([$0.speaker, $0.emotion.rawValue], $0.count) },
      uniquingKeysWith: +)
    func count(_ speaker: String, _ emotion: Emotion) -> Int {
      counts[[speaker, emotion.rawValue]] ?? 0
    }
    let rows = speakers.map { speaker in
      let own = emotions.map { count(speaker, $0) }
      return ReportRow(speaker, (own + [own.reduce(0, +)]).map(ReportCell.count))
    }
    let sums = emotions.map { emotion in speakers.reduce(0) { $0 + count($1, emotion) } }
    let all = ReportRow("all", (sums + [sums.reduce(0, +)]).map(ReportCell.count))
    let left = exploration.omitted.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    let problems = exploration.corpus.problems
    return ReportSection(
      id: "counts", short: "Counts", title: "Recordings by class and speaker",
      blocks: [
        .table(
          ReportTable(
            caption: "Recordings by speaker and emotion",
            columns: ["Speaker"] + emotions.map(\.rawValue) + ["all"], rows: rows + [all]))
      ] + list("Left out:", problems.losingRecordings.map(\.explanation) + left)
        + list(
          "To mend, for which no recording was left out:",
          problems.keepingRecordings.map(\.explanation)))
  }

  private static func list(_ heading: String, _ items: [String]) -> [ReportBlock] {
    items.isEmpty ? [] : [.note(heading), .list(items)]
  }

  /// How duration, level, peak and F0 lie in each emotion.
  static func distributions(_ exploration: CorpusExploration) -> ReportSection {
    let groups = ExplorationGroups(exploration)
    let figures = Quantity.allCases.compactMap { quantity -> ReportFigure? in
      let chart = DistributionChart(quantity: quantity, groups: groups.groups(of: quantity))
      guard !chart.groups.isEmpty else { return nil }
      return ReportFigure(
        title: "\(quantity.title) by emotion and speaker", isLeaky: false,
        description: chart.description,
        panels: [ReportPanel(heading: nil, svg: chart.svg)], legend: chart.legend,
        numbers: chart.table)
    }
    return ReportSection(
      id: "distributions", short: "Distributions", title: "Duration, level and F0",
      blocks: [
        .paragraph(
          "A line runs from the 5th to the 95th percentile of a speaker's recordings, its box from "
            + "the 25th to the 75th; the marker is the median. Level and peak are in dB of full "
            + "scale, as recorded; F0 is the median over a recording's voiced frames by YIN."),
        .figures(figures),
      ] + (groups.note.map { [.note($0)] } ?? []))
  }

  /// What the corpus cannot show, and what the pictures are made of.
  static func explorationLimits(_ report: ExplorationReport) -> ReportSection {
    ReportSection(
      id: "limits", short: "Limits", title: "What this cannot show",
      blocks: [
        .list(report.limitations),
        .note(
          "Pictures and numbers alone: no recording is part of this file, and none can be made of "
            + "it."),
      ])
  }
}
