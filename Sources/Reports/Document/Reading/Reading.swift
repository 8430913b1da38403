import Corpora
import Metrics

/// What the numbers say, and no more: a paragraph that explains the words, and an item a statement.
enum Reading {
  /// Who was tested, and what the words mean that the items are made of.
  static func opening(_ report: AuditReport) -> String {
    var sentences: [String] = []
    if report.isSynthetic {
      sentences.append("All of this was measured on synthetic speech, not on people.")
    }
    if !report.run.isComplete {
      sentences.append("The run is not complete: what is missing below was not measured.")
    }
    let rows = report.ladderRows
    let honest = rows.filter { !$0.origin.isLeaky }
    sentences += TestedSpeakers.sentences(report)
    sentences += arrowSentence(honest + rows)
    if !rows.isEmpty {
      sentences.append(
        "UAR is the share of an emotion's utterances that is recognised, as the mean over the "
          + "emotions.")
    }
    sentences += chanceSentence(honest)
    if honest.isEmpty {
      sentences.append(
        nothingHonest(rows.map(\.origin))
          + ", so nothing here is evidence about a speaker whom training never heard.")
    }
    return sentences.joined(separator: " ")
  }

  /// Statements about the ladder in the order of a careful reader: first what does not look like
  /// what was declared of training, then honest rungs.
  static func items(_ report: AuditReport) -> [String] {
    var items = report.findings.filter(\.doubtsDeclaredTraining).map(\.message)
    let honest = report.ladderRows.filter { !$0.origin.isLeaky }
    for rung in EvaluationProtocol.allCases {
      let rows = honest.filter { $0.origin.evaluationProtocol == rung }
      if !rows.isEmpty { items.append(sentence(rung, rows, mark: report.trainingMark)) }
    }
    items += seedSentence(honest, isForeign: report.isForeign)
    for rung in EvaluationProtocol.allCases
    where honest.count(where: { $0.origin.evaluationProtocol == rung }) > most {
      items += foldsSentence(report, rung)
    }
    if report.ladder.contains(where: { $0.origin.trainedOn == Split.unknownTraining }) {
      items.append(unknownTraining)
    }
    items += inflationSentence(honest, isForeign: report.isForeign)
    items += FewSpeakers.sentences(report)
    return items
  }

  /// Why the numbers of a model leak about whose training nobody says anything.
  static let unknownTraining =
    "Nobody says what the model was trained on, so it may have heard every recording that it was "
    + "asked about; that is why its numbers are stamped LEAKY."

  /// What the arrow between speakers means, by the first that has one.
  private static func arrowSentence(_ rows: [LadderRow]) -> [String] {
    let without = [Split.unknownTraining, Split.noTraining]
    let origins = rows.map(\.origin).filter {
      $0.trainedOn != $0.testedOn && !without.contains($0.trainedOn)
    }
    guard let direction = origins.first?.direction else { return [] }
    let sides = direction.components(separatedBy: " → ")
    guard sides.count == 2 else { return [] }
    return ["\(direction) means: trained on \(sides[0]), tested on \(sides[1])."]
  }

  /// Why no test set is evidence, as the beginning of a sentence.
  static func nothingHonest(_ origins: [Origin]) -> String {
    let isApart = origins.contains {
      !$0.evaluationProtocol.leaksByDesign && $0.trainedOn != Split.unknownTraining
    }
    return isApart
      ? "Every rung of this run is LEAKY, those that should keep speakers apart too (the finding "
        + "no-leaky-evidence says by what)"
      : "No rung of this run keeps speakers apart"
  }

  /// What many folds give together, which no single one of them is worth.
  private static func foldsSentence(
    _ report: AuditReport, _ rung: EvaluationProtocol
  ) -> [String] {
    report.folds.filter { $0.evaluationProtocol == rung && $0.uar.value != nil }.map { folds in
      let seed = report.ladderMeans.isEmpty ? "" : " by the first seed"
      let units = IntervalUnits.text([folds.uar]).map { " over \($0)" } ?? ""
      return
        "Together, each of the \(NumberText.count(folds.speakers, of: "speaker")) of "
        + "\(rung.rawValue) answered for by the model that never heard the speaker, UAR is "
        + "\(NumberText.measure(folds.uar))\(units) "
        + "(n = \(NumberText.count(folds.count)))\(seed)."
    }
  }

  /// - Parameter mark: what stands by the rung where what training heard is hearsay.
  private static func sentence(
    _ rung: EvaluationProtocol, _ rows: [LadderRow], mark: String?
  ) -> String {
    let known = rows.filter { $0.uar.value != nil }
    var clauses: [String] = []
    if known.count > most {
      clauses.append("was \(range(known))")
    } else if !known.isEmpty {
      clauses.append("was \(listed(known.map(number)))")
    }
    let unknown = rows.filter { $0.uar.value == nil }.map(whom)
    if !unknown.isEmpty { clauses.append("is undetermined for \(listed(unknown))") }
    let name = rung.rawValue + (mark.map { ", \($0)" } ?? "")
    let areMeans = known.contains { trainings($0) != nil }
    let units = IntervalUnits.text(rows.map(\.uar)).map {
      ", intervals\(areMeans ? " of means" : "") over \($0)"
    }
    let isUntrained = rows.allSatisfy { $0.origin.trainedOn == Split.noTraining }
    let whole = rows.count > 1 ? "On each corpus" : "On all of the corpus"
    let start = isUntrained ? whole : opening(rung)
    return "\(start) (\(name)), UAR \(clauses.joined(separator: " and "))\(units ?? "")."
      + (rows.count > most ? unansweredSentence(rows) : "")
  }

  /// What one of a few test sets reached: of several trainings first how far they lie apart.
  private static func number(_ row: LadderRow) -> String {
    let measure = NumberText.measure(row.uar)
    guard let trainings = trainings(row) else { return "\(measure) for \(whom(row))" }
    return "\(trainings) for \(who(row)) (mean \(measure), \(counts(row)))"
  }

  /// What single trainings reached: `.47 to .63 in 3 trainings`; `nil` where there is one.
  private static func trainings(_ row: LadderRow) -> String? {
    row.seeds.flatMap { SeedRange.trainings($0.uars) }
  }

  /// On how many of many test sets something is not answered, with a space before it; empty where
  /// all is.
  private static func unansweredSentence(_ rows: [LadderRow]) -> String {
    let partial = rows.filter { ($0.asked ?? 0) > $0.count }
    guard !partial.isEmpty else { return "" }
    let (asked, answered) = partial.reduce((0, 0)) { ($0.0 + ($1.asked ?? 0), $0.1 + $1.count) }
    return " On \(partial.count) of \(rows.count) test sets not everything is answered: "
      + "\(NumberText.count(asked - answered)) of \(NumberText.count(asked)) utterances are not, "
      + "and no number here is of these."
  }

  /// Two parts with "and" between them, more with semicolons, as parts have brackets of their own.
  private static func listed(_ parts: [String]) -> String {
    guard parts.count > 2, let last = parts.last else { return parts.joined(separator: " and ") }
    return parts.dropLast().joined(separator: "; ") + "; and " + last
  }

  /// What a mean's interval is not about, and how far single trainings lie apart.
  private static func seedSentence(_ honest: [LadderRow], isForeign: Bool) -> [String] {
    let several = honest.filter { ($0.seeds?.uars.count ?? 0) > 1 }
    guard !several.isEmpty else { return [] }
    let others = IntervalUnits.text(honest.map(\.uar)) ?? "recordings"
    let difference =
      isForeign
      ? "What the trainings differ in is known only to whoever made them."
      : "Trainings differ in their random seed alone."
    var text =
      "\(difference) A mean's interval holds them fixed: it is about other \(others), not about "
      + "another training, which may lie outside the interval and outside the range. Quote no mean "
      + "and no interval without the range of the trainings."
    let rung = several[0].origin.evaluationProtocol
    let sets = several.filter { $0.origin.evaluationProtocol == rung }
    let apart = sets.compactMap { row in
      row.seeds.flatMap { SeedRange($0.uars) }.map { (row, $0.width) }
    }.max { $0.1 < $1.1 }
    if sets.count > most, let apart {
      text +=
        " Trainings lie farthest apart for \(apart.0.origin.detail): by "
        + "\(NumberText.decimal(apart.1))."
    }
    return [text]
  }

  /// The most test sets of a rung that are named.
  private static let most = 4

  /// Who was trained on and tested on, and how many answers there are, of how many asked for.
  private static func whom(_ row: LadderRow) -> String { "\(who(row)) (\(counts(row)))" }

  private static func who(_ row: LadderRow) -> String {
    let origin = row.origin
    return origin.trainedOn == Split.noTraining
      ? "a model trained on nothing, tested on \(SpeakerNames.shown(origin.testedOn))"
      : origin.detail
  }

  /// How many answers there are, of how many asked for.
  static func counts(_ row: LadderRow) -> String {
    let count = "n = \(NumberText.count(row.count))"
    guard let asked = row.asked, asked > row.count else { return count }
    return
      "\(count); \(NumberText.count(asked - row.count)) of "
      + "\(NumberText.count(asked, of: "utterance")) not answered"
  }

  /// The least and the greatest of many test sets.
  private static func range(_ rows: [LadderRow]) -> String {
    let sorted = rows.sorted { ($0.uar.value ?? 0) < ($1.uar.value ?? 0) }
    guard let least = sorted.first, let greatest = sorted.last else { return "" }
    return "between \(NumberText.measure(least.uar)) for \(whom(least)) and "
      + "\(NumberText.measure(greatest.uar)) for \(whom(greatest)) on \(rows.count) test sets"
      + (rows.contains { trainings($0) != nil } ? ", each a mean over trainings" : "")
  }

  private static func opening(_ rung: EvaluationProtocol) -> String {
    switch rung {
    case .speakerDisjoint: "On speakers whom training never heard"
    case .speakerWordDisjoint: "On speakers and words that training never heard"
    case .crossCorpus: "On another corpus"
    case .random, .augmentBeforeSplit, .wordDisjoint: "On a split that shares speakers"
    }
  }

  /// What guessing gives, where the intervals or values do not exclude it, and where no interval
  /// says whether they do.
  private static func chanceSentence(_ honest: [LadderRow]) -> [String] {
    let found = Set(honest.compactMap(\.chance))
    guard let greatest = found.max() else { return [] }
    let chances = found.sorted().map { NumberText.decimal($0) }
    let guessing =
      "Guessing gives \(chances.joined(separator: " or "))"
      + (chances.count > 1 ? ", by the number of emotions" : "")
    func names(where isWanted: (_ value: Double, _ row: LadderRow) -> Bool) -> String {
      honest.filter { row in row.uar.value.map { isWanted($0, row) } ?? false }
        .map(\.origin.label).joined(separator: "; ")
    }
    let unproven = names { value, row in
      row.uar.interval?.lower ?? value <= row.chance ?? greatest
    }
    let untold = names { value, row in
      row.uar.interval == nil && value > row.chance ?? greatest
    }
    return [
      unproven.isEmpty
        ? "\(guessing)."
        : "\(guessing), which the following do not clearly exceed: \(unproven)."
    ]
      + (untold.isEmpty
        ? []
        : ["Without an interval nothing says whether the following clearly exceed it: \(untold)."])
  }

  /// What a random split of the same recordings makes of the same recipe, or of somebody else's
  /// model, which is the same on all of them.
  private static func inflationSentence(
    _ honest: [LadderRow], isForeign: Bool
  ) -> [String] {
    let all = honest.filter { $0.inflation?.value != nil && $0.uar.value != nil }
    let first = all.first?.origin.evaluationProtocol
    let inflated = all.filter { $0.origin.evaluationProtocol == first }
    guard !inflated.isEmpty else { return [] }
    let text = inflated.count > most ? inflationRange(inflated) : inflation(inflated)
    let start =
      isForeign
      ? "on a random split, of speakers whom training heard, the same model has a UAR of "
      : "a random split, which shares speakers between training and test, gives the same recipe a "
        + "UAR of "
    return [
      "LEAKY: \(start)\(text). The difference is no evidence about new speakers."
    ]
  }

  /// What the random split gives beside a few test sets: once where it is one number for all.
  private static func inflation(_ rows: [LadderRow]) -> String {
    let leaky = rows.map {
      NumberText.decimal(($0.uar.value ?? 0) + ($0.inflation?.value ?? 0))
    }
    let parts = zip(leaky, rows).map { leaky, row in
      (leaky, "\(row.inflation.map(NumberText.difference) ?? "") beside \(row.origin.detail)")
    }
    guard rows.count > 1, let first = leaky.first, leaky.allSatisfy({ $0 == first }) else {
      return listed(parts.map { "\($0) (\($1))" })
    }
    return "\(first) over all that it tests (\(parts.map(\.1).joined(separator: ", ")))"
  }

  /// What the random split gives beside many test sets.
  private static func inflationRange(_ rows: [LadderRow]) -> String {
    let more = rows.map { $0.inflation?.value ?? 0 }
    let leaky = zip(rows, more).map { ($0.uar.value ?? 0) + $1 }
    return "\(NumberText.range(leaky)) over all that it tests, more by "
      + "\(NumberText.decimal(more.min())) to \(NumberText.decimal(more.max()))"
  }
}
