import Corpora

/// The paragraph that says what the numbers say, and no more.
enum Reading {
  /// Sentences about the ladder in the order of a careful reader: honest rungs first.
  static func text(_ report: AuditReport) -> String {
    var sentences: [String] = []
    if report.isSynthetic {
      sentences.append("All of this was measured on synthetic speech, not on people.")
    }
    if !report.run.isComplete {
      sentences.append("The run is not complete: what is missing below was not measured.")
    }
    let honest = report.ladderRows.filter { !$0.origin.isLeaky }
    for rung in EvaluationProtocol.allCases {
      let rows = honest.filter { $0.origin.evaluationProtocol == rung }
      if !rows.isEmpty { sentences.append(sentence(rung, rows)) }
    }
    if let seeds = honest.compactMap(\.seeds).map(\.uars.count).max() {
      sentences.append("Each of these is a mean over \(seeds) training seeds.")
    }
    if honest.isEmpty {
      sentences.append(
        "No rung of this run keeps speakers apart, so nothing here is evidence about a speaker "
          + "whom training never heard.")
    }
    if report.ladder.contains(where: { $0.origin.trainedOn == Split.unknownTraining }) {
      sentences.append(
        "Nobody says what the model was trained on, so it may have heard every recording that it was "
          + "asked about; that is why its numbers are stamped LEAKY.")
    }
    sentences += chanceSentence(honest)
    sentences += inflationSentence(honest)
    if !honest.isEmpty { sentences += speakerSentence(report) }
    return sentences.joined(separator: " ")
  }

  private static func sentence(_ rung: EvaluationProtocol, _ rows: [LadderRow]) -> String {
    let parts = rows.map { row in
      let count = "n = \(NumberText.count(row.count))"
      return row.uar.value == nil
        ? "is undetermined for \(row.origin.detail) (\(count))"
        : "was \(NumberText.measure(row.uar)) for \(row.origin.detail) (\(count))"
    }
    return "\(opening(rung)), UAR \(parts.joined(separator: " and "))."
  }

  private static func opening(_ rung: EvaluationProtocol) -> String {
    switch rung {
    case .speakerDisjoint: "On speakers whom training never heard (\(rung.rawValue))"
    case .speakerWordDisjoint:
      "On speakers and words that training never heard (\(rung.rawValue))"
    case .crossCorpus: "On another corpus (\(rung.rawValue))"
    case .random, .augmentBeforeSplit, .wordDisjoint: "On the \(rung.rawValue) split"
    }
  }

  /// What guessing gives, and where the intervals do not exclude it.
  private static func chanceSentence(_ honest: [LadderRow]) -> [String] {
    guard let chance = honest.compactMap(\.chance).first else { return [] }
    let guessing = "Guessing gives \(NumberText.decimal(chance))"
    let unproven = honest.filter { row in
      guard let value = row.uar.value else { return false }
      return (row.uar.interval?.lower ?? value) <= (row.chance ?? chance)
    }
    if unproven.isEmpty { return ["\(guessing)."] }
    let names = unproven.map(\.origin.label).joined(separator: "; ")
    return ["\(guessing), which the following do not clearly exceed: \(names)."]
  }

  /// What a random split of the same recordings makes of the same recipe.
  private static func inflationSentence(_ honest: [LadderRow]) -> [String] {
    let all = honest.filter { $0.inflation?.value != nil && $0.uar.value != nil }
    let first = all.first?.origin.evaluationProtocol
    let inflated = all.filter { $0.origin.evaluationProtocol == first }
    guard !inflated.isEmpty else { return [] }
    let parts = inflated.compactMap { row -> String? in
      guard let difference = row.inflation, let more = difference.value, let uar = row.uar.value
      else { return nil }
      return "\(NumberText.decimal(uar + more)) for \(row.origin.detail) "
        + "(\(NumberText.difference(difference)))"
    }
    return [
      "A random split, which shares speakers between training and test, reports of the same recipe "
        + "UAR \(parts.joined(separator: " and ")) (LEAKY): the difference is no evidence about new "
        + "speakers."
    ]
  }

  /// Few speakers support no claim about others (fewer than five: `docs/methods.md`).
  private static func speakerSentence(_ report: AuditReport) -> [String] {
    guard let corpus = report.corpora.first, corpus.speakers.count < 5 else { return [] }
    let noun = corpus.speakers.count == 1 ? "speaker" : "speakers"
    return [
      "The corpus has \(corpus.speakers.count) \(noun): the intervals are about other words of "
        + "the same voices, and nothing here supports a claim about speakers in general."
    ]
  }
}
