import Corpora
import Metrics

/// What one test set that does not leak gave, as a result of a card's front matter.
struct CardResult {
  /// A number with its name, which says everything that it must not be quoted without.
  struct Number {
    /// The identifier of the metric on the Hugging Face Hub.
    let type: String
    /// As the report writes it, with a leading zero.
    let value: String
    let name: String
    /// How the Hub's metric averages over emotions, or `nil` where it does not.
    let average: String?
  }

  /// The tested corpus.
  let corpus: String
  /// The corpus as people read it.
  let corpusTitle: String
  /// Under which protocol, trained on whom, tested on whom.
  let split: String
  let numbers: [Number]

  /// One for each rung and direction that does not leak, was answered wholly and by enough
  /// predictions, and has a number; none of a run that is not complete.
  static func each(of report: AuditReport) -> [CardResult] {
    guard report.run.isComplete else { return [] }
    return report.ladderRows.filter { !$0.origin.isLeaky && isResult($0, of: report) }
      .map { CardResult($0, of: report) }.filter { !$0.numbers.isEmpty }
  }

  /// The fewest predictions that make a result; the body of the card has smaller test sets too.
  private static let fewest = 10

  /// Whether each training answered all that was asked of it: what is missing may be what the model
  /// does worst, and those who read the front matter alone would not learn of it.
  private static func isResult(_ row: LadderRow, of report: AuditReport) -> Bool {
    let trainings = report.ladder.filter { $0.origin.ofAllSeeds == row.origin.ofAllSeeds }
    return ([row] + trainings).allSatisfy { $0.count >= fewest && $0.count >= $0.asked ?? 0 }
  }

  private init(_ row: LadderRow, of report: AuditReport) {
    let origin = row.origin
    let named = Set(SpeakerNames.each(of: origin.testedOn))
    let tested =
      report.corpora.first { $0.name == origin.testedOn }
      ?? report.corpora.first { $0.speakers.contains { named.contains($0.speaker.id) } }
      ?? report.corpora.first
    corpus = tested?.name ?? origin.testedOn
    corpusTitle = corpus + (tested?.isSynthetic == true ? " (synthetic speech)" : "")
    let areOfOneCorpus = origin.evaluationProtocol != .crossCorpus
    let trained = SpeakerNames.shown(
      origin.trainedOn, testedOn: origin.testedOn, areOfOneCorpus: areOfOneCorpus)
    split = [
      origin.evaluationProtocol.rawValue, report.trainingMark, "trained on \(trained)",
      "tested on \(SpeakerNames.shown(origin.testedOn))", origin.note,
    ].compactMap { $0 }.joined(separator: ", ")
    let seeds = report.ladder.filter { $0.origin.ofAllSeeds == origin.ofAllSeeds }
    let context = (split: split, counts: Reading.counts(row), isForeign: report.isForeign)
    numbers = [
      Number(
        "recall", "UAR (mean recall over emotions)", row.uar, seeds.compactMap(\.uar.value),
        average: "macro", context),
      Number("accuracy", "Accuracy", row.accuracy, seeds.compactMap(\.accuracy.value), context),
    ].compactMap { $0 }
  }
}

extension CardResult.Number {
  /// `nil` where the measure is undetermined.
  ///
  /// - Parameter seeds: what single trainings reached.
  fileprivate init?(
    _ type: String, _ title: String, _ measure: Measure, _ seeds: [Double], average: String? = nil,
    _ context: (split: String, counts: String, isForeign: Bool)
  ) {
    guard measure.value != nil else { return nil }
    let text = NumberText.measure(measure)
    let shown = text.prefix { $0 != " " }
    value = (shown.hasPrefix(".") ? "0" : "") + shown
    let range = SeedRange.trainings(seeds)
    let basis = range.map { "\($0), mean" } ?? (context.isForeign ? "one model," : "1 training,")
    let interval = measure.interval.map { interval in
      let units = IntervalUnits.text([measure]).map { " over \($0)" } ?? ""
      return " (\(NumberText.percent(interval.level)) interval\(units))"
    }
    name = "\(title), \(context.split): \(basis) \(text)\(interval ?? ""), \(context.counts)"
    self.type = type
    self.average = average
  }
}
