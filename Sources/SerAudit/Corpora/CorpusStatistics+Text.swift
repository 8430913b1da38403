import Corpora
import Wording

extension CorpusStatistics {
  /// The counts as a person reads them.
  var text: String {
    ([headline, table] + [lengths, headers, dropped, left, closed, notice].compactMap { $0 })
      .joined(separator: "\n")
  }

  private var headline: String {
    let spoken =
      withoutWord == utterances
      ? "words are not known"
      : "\(words, "word or sentence", "different words or sentences")"
        + (withoutWord > 0 ? " (not known for \(withoutWord))" : "")
    return "\(corpus): \(utterances, "utterance") of "
      + "\(speakers.count, "speaker"), \(spoken), below \(root)"
  }

  private var table: String {
    let names = Emotion.allCases.map(\.rawValue)
    let heading = ["speaker", "sex", "age", "language"] + names + ["all"]
    let rows = speakers.map { row in
      [row.id, row.sex ?? "-", row.age.map(String.init) ?? "-", row.language ?? "-"]
        + names.map { "\(row.emotions[$0] ?? 0)" } + ["\(row.utterances)"]
    }
    let total = ["all", "", "", ""] + names.map { "\(emotions[$0] ?? 0)" } + ["\(utterances)"]
    return TextTable(heading: heading, rows: rows + [total]).text
  }

  private var lengths: String? {
    durations.map {
      "Lengths: \($0.leastSeconds.rounded(to: 2)) s to \($0.mostSeconds.rounded(to: 2)) s, median "
        + "\($0.medianSeconds.rounded(to: 2)) s, together \(StageProgress.clock($0.totalSeconds))"
    }
  }

  private var headers: String? {
    guard !sampleRates.isEmpty else { return nil }
    return "Sample rates in Hz: \(Self.list(sampleRates)); channels: \(Self.list(channels)); "
      + "formats: \(Self.list(formats))"
  }

  private var dropped: String? {
    droppedLabels.isEmpty
      ? nil
      : "Dropped labels, none of the seven emotions: \(Self.list(droppedLabels))"
  }

  private var left: String? {
    problems.isEmpty
      ? nil
      : "Problems: \(Self.list(problems)); `ser-audit corpus check \(corpus)` names each"
  }

  private var closed: String? {
    let shown = 3
    guard !unreadable.isEmpty else { return nil }
    let more = unreadable.count - shown
    return "Headers that cannot be read: \(unreadable.count)\n  "
      + unreadable.prefix(shown).joined(separator: "\n  ")
      + (more > 0 ? "\n  and \(more) more" : "")
  }

  /// Names with their counts, the most frequent first.
  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
  }
}
