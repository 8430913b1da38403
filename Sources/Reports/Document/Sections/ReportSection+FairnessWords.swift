extension ReportSection {
  /// So many words, and those that are recognised as often as the last of them, as far as these are
  /// no more than `mostWords` together.
  private static let fewestWords = 10
  private static let mostWords = 20

  /// The words that are recognised least.
  static func wordTable(
    _ summary: FairnessSummary, hasSeveralSeeds: Bool
  ) -> ReportTable {
    let first = summary.words.prefix(fewestWords)
    let tied = summary.words.prefix { $0.accuracy <= first.last?.accuracy ?? 0 }
    let shown = tied.count > mostWords ? first : tied
    let more = tied.count - shown.count
    let rest =
      more == 0
      ? "" : "; \(NumberText.count(more)) more \(more == 1 ? "is" : "are") as low as the last"
    return ReportTable(
      caption: (shown.count == 1
        ? "The word that is recognised least, of "
        : "The \(shown.count) words that are recognised least, of ")
        + NumberText.count(summary.words.count) + (hasSeveralSeeds ? ", by the first seed" : "")
        + " (the ledger has all\(rest))",
      isLeaky: summary.origin.isLeaky, columns: ["Word", "Accuracy", "Utterances"],
      rows: shown.map { ReportRow($0.word, .value($0.accuracy), .count($0.count)) })
  }
}
