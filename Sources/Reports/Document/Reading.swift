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
    let honest = report.ladder.filter { !$0.origin.isLeaky }
    sentences += honest.map(sentence)
    if honest.isEmpty {
      sentences.append(
        "No rung of this run keeps speakers apart, so nothing here is evidence about a speaker "
          + "whom training never heard.")
    }
    if let best = report.ladder.filter(\.origin.isLeaky).compactMap(inflation).first {
      sentences.append(best)
    }
    if let speakers = speakerSentence(report) { sentences.append(speakers) }
    return sentences.joined(separator: " ")
  }

  private static func sentence(_ row: LadderRow) -> String {
    guard let uar = row.uar.value else {
      return "\(row.origin.label): UAR is undetermined (n = \(NumberText.count(row.count)))."
    }
    var text =
      "Trained on \(row.origin.trainedOn) and tested on \(row.origin.testedOn) "
      + "(\(row.origin.evaluationProtocol.rawValue)), the model reached a UAR of "
      + "\(NumberText.measure(row.uar)) over \(NumberText.count(row.count)) utterances"
    if let chance = row.chance {
      text += "; guessing gives \(NumberText.decimal(chance))"
      if let interval = row.uar.interval {
        if interval.lower <= chance, interval.upper >= chance {
          text += ", which the interval includes"
        }
      } else if uar <= chance {
        text += ", which it does not exceed"
      }
    }
    return text + "."
  }

  private static func inflation(_ row: LadderRow) -> String? {
    guard let difference = row.inflation, difference.value != nil, let uar = row.uar.value else {
      return nil
    }
    return
      "With the \(row.origin.evaluationProtocol.rawValue) split, which shares speakers between "
      + "training and test, the same recipe reports \(NumberText.decimal(uar)) (LEAKY): a "
      + "difference of \(NumberText.difference(difference)) that is not evidence about new speakers."
  }

  private static func speakerSentence(_ report: AuditReport) -> String? {
    let count = Set(report.ladder.filter { !$0.origin.isLeaky }.map(\.origin.testedOn)).count
    guard count > 0, let corpus = report.corpora.first, corpus.speakers.count < 5 else {
      return nil
    }
    let noun = corpus.speakers.count == 1 ? "speaker" : "speakers"
    return
      "The corpus has \(corpus.speakers.count) \(noun): the intervals are about other words of "
      + "these speakers, and nothing here supports a claim about speakers in general."
  }
}
