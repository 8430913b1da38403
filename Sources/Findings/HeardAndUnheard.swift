import Corpora
import Metrics

/// The numbers of one statement of training: UAR of speakers said to be heard, and of others.
struct HeardAndUnheard {
  /// One of the sides: the mean of its speakers.
  struct Side {
    let rows: [MetricRow]
    let values: [Double]
    let value: Double
    /// Of speakers who were estimated apart; by MOVER, as that of a difference.
    let interval: ConfidenceInterval

    /// `nil` without a speaker who has a value and an interval.
    init?(_ rows: [MetricRow]) {
      let known = rows.filter { $0.value != nil && $0.interval != nil }
      let intervals = known.compactMap(\.interval)
      guard let first = intervals.first(where: { $0.unit != .exact }) ?? intervals.first else {
        return nil
      }
      let values = known.compactMap(\.value)
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      func reach(_ end: (ConfidenceInterval) -> Double) -> Double {
        zip(values, intervals).reduce(0) { sum, pair in
          let length = end(pair.1) - pair.0
          return sum + length * length
        }.squareRoot() / count
      }
      self.rows = known
      self.values = values
      value = mean
      interval = ConfidenceInterval(
        lower: mean - reach { $0.lower }, upper: mean + reach { $0.upper }, level: first.level,
        unit: first.unit)
    }

    /// `speaker YAF, said to be heard, has a UAR of 0.358 (LEAKY; 95 % interval ..., n = 279)`.
    func wording(_ what: String, mark: String) -> String {
      let count = rows.reduce(0) { $0 + $1.count }
      let number = "of \(decimal(value)) (\(mark)\(interval.wording), n = \(count))"
      return rows.count == 1
        ? "speaker \(rows[0].speaker ?? ""), \(what), has a UAR \(number)"
        : "the \(rows.count) speakers \(what) have a mean UAR \(number)"
    }
  }

  /// Whom the model is said to have heard, joined by `+`.
  let trainedOn: String
  let heard: Side?
  let unheard: Side?
  /// The rows of speakers said not to be heard, by test set.
  let unheardRows: [MetricRow]

  /// - Parameters:
  ///   - rows: UAR of single speakers on clean audio, all of one statement.
  ///   - source: who makes the statement. Where somebody declares a corpus, all of it is heard; the
  ///     files of a split call one so of which they may name a part.
  init(_ rows: [MetricRow], source: StatedTraining.Source) {
    trainedOn = rows.first?.trainedOn ?? ""
    let names = Set(SpeakerNames.each(of: trainedOn))
    func once(_ rows: [MetricRow]) -> [MetricRow] {
      rows.grouped(by: \.speaker).compactMap(\.elements.first)
    }
    heard = Side(
      once(
        rows.filter { row in
          row.evaluationProtocol.leaksByDesign
            && Self.isHeard(row, among: names, areCorporaHeard: source == .declaration)
        }))
    // Words that training never heard are a part of what is asked of the same speakers.
    unheardRows = rows.filter { $0.isEvidence && $0.evaluationProtocol != .speakerWordDisjoint }
    unheard = Side(once(unheardRows))
  }

  /// Whether a row is of a speaker who is said to be heard: by the own name, or by that of a corpus
  /// of which all speakers count as heard.
  ///
  /// - Parameters:
  ///   - names: of speakers, and of corpora.
  ///   - areCorporaHeard: whether a corpus that is named was heard as a whole.
  private static func isHeard(
    _ row: MetricRow, among names: Set<String>, areCorporaHeard: Bool
  ) -> Bool {
    guard let speaker = row.speaker else { return false }
    guard areCorporaHeard else { return names.contains(speaker) }
    let corpus = speaker.firstIndex(of: "/").map { String(speaker[..<$0]) }
    return names.contains(speaker) || names.contains(row.testedOn)
      || corpus.map(names.contains) ?? false
  }

  /// The interval of the mean of unheard speakers minus that of heard ones.
  var difference: ConfidenceInterval? {
    ConfidenceInterval.difference(
      unheard?.value, unheard?.interval, minus: heard?.value, heard?.interval)
  }

  /// Which side has nobody, to follow "of a speaker".
  var missing: String {
    switch (heard, unheard) {
    case (nil, nil): "on either side"
    case (nil, _): "who is said to be heard"
    default: "who is said not to be heard"
    }
  }
}
