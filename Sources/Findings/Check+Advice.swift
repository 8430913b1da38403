import Corpora
import Foundation
import Metrics

/// How much more would have to be tested for an answer, in the unit that was resampled.
extension Check {
  /// What to do next, where something is to be done.
  func advice(
    for row: MetricRow, status: Status, gap: Gap?, reserve: TestReserve?
  ) -> String? {
    switch gap {
    case .noValue:
      let isOfProbabilities = Metric(rawValue: row.metric)?.needsProbabilities ?? false
      return
        (isOfProbabilities && row.count > 0
        ? "Where the model answers with labels alone, let it give probabilities, or take the rule "
          + "out of the policy. "
          + (row.metric == Metric.nll.rawValue
            ? "Where a file gives the truth a rounded 0, write more digits. " : "") + "Else test"
        : "Test") + " on utterances that give this metric support, or leave them out of the rule."
    case .noMissPossible(let needed, let unit):
      return "With so few, a model "
        + (decidedOn == .upper ? "without a single hit" : "with nothing but hits")
        + " would pass too. Test on \(needed) \(unit.plural(needed)) or more, or let the rule decide "
        + "on another number."
    case .noPassPossible(let needed, let unit):
      return (row.value.map(threshold.admits) ?? false ? further(for: row, reserve) : nil)
        ?? "Test on \(needed) \(unit.plural(needed)) or more, or let the rule decide on another "
        + "number."
    case .tooFew:
      return more(than: row, reserve)
    case .noInterval:
      return status == .failed
        ? nil
        : "Test on more words or speakers, so that an interval can be made; where every word "
          + "gives the same value, or the number has none by its nature (spread), more of them "
          + "make none, and the rule has to decide on the value."
    case .oneAnswer:
      return "More words or speakers change nothing here: mend the model, which tells no emotion "
        + "from another."
    case .acrossLimit:
      return further(for: row, reserve) ?? "Test on more words or speakers."
    case nil:
      guard status == .failed else { return nil }
      let isValueFine = row.value.map(threshold.admits) ?? false
      return isValueFine ? further(for: row, reserve) : nil
    }
  }

  /// How many more utterances the check wants, and whether the corpus has them.
  private func more(than row: MetricRow, _ reserve: TestReserve?) -> String {
    let more = leastCount - row.count
    let wish =
      "Test on at least \(more) further \(ConfidenceInterval.Unit.utterance.plural(more))"
    // What the corpus has is not counted by emotion.
    guard row.emotion == nil, let units = reserve?.units(of: row, unit: .utterance),
      units.tested == row.count
    else { return wish + "." }
    return units.sentence(wish + units.whose + ".", more: more, of: row)
  }

  /// How many more words, speakers or utterances would put the deciding end on the limit if the
  /// value stayed, and whether the corpus has them.
  private func further(for row: MetricRow, _ reserve: TestReserve?) -> String? {
    guard let value = row.value, let interval = row.interval, value != threshold.limit else {
      return nil
    }
    guard let units = reserve?.units(of: row, unit: interval.unit) else {
      return factor(value, interval).map { factor in
        "If the value stayed, about \(String(format: "%.1f", factor)) times as many "
          + "\(interval.unit.plural) as were tested would decide."
      }
    }
    guard let wanted = factor(value, interval).map({ Double(units.tested) * $0 }), wanted < 1e9
    else { return nil }
    // A hair over a whole number is what arithmetic made of it.
    let more = max(1, Int((wanted * (1 - 1e-9)).rounded(.up)) - units.tested)
    return units.sentence(
      "If the value stayed, about \(more) further \(units.unit.plural(more))\(units.whose) would "
        + "decide.", more: more, of: row)
  }

  /// By how much the number of units would have to grow: as independent trials that are all hits,
  /// or all misses, where the interval is their exact bound, else as its square root shrinks.
  private func factor(_ value: Double, _ interval: ConfidenceInterval) -> Double? {
    let distance = abs(value - threshold.limit)
    let reach = value > threshold.limit ? value - interval.lower : interval.upper - value
    let isBoundOfTrials = interval.unit == .exact && (value == 0 || value == 1) && reach < 1
    let growth =
      isBoundOfTrials ? log(1 - reach) / log(1 - distance) : (reach / distance) * (reach / distance)
    return growth > 1 && growth < 1e9 ? growth : nil
  }
}

extension TestReserve.Units {
  /// What an exact bound counts, behind `exact bound`: how many words of one speaker, of others
  /// each unit, since how many of them bear the number is not told.
  var countedOnce: String {
    switch unit {
    case .word where speakers.count == 1: " over \(tested) \(unit.plural(tested))"
    case .word: ", each word of a speaker counted once"
    case .speaker: ", each speaker counted once"
    case .utterance, .exact:
      ", each utterance counted once"
        + (shareWords ? " (at most ten a speaker) as if words were not shared" : "")
    }
  }

  /// Whose words or utterances they are: ` of YAF`.
  fileprivate var whose: String {
    unit == .speaker
      ? "" : " of \(speakers.count == 1 ? speakers[0] : "\(speakers.count) speakers")"
  }

  /// What is needed, and what the corpus has of it.
  fileprivate func sentence(_ wish: String, more: Int, of row: MetricRow) -> String {
    let spare = held - tested
    if spare == 0 {
      let all =
        testedOfEach.map {
          "all \($0) \(unit.plural($0)) of each of \(speakers.count) speakers are tested"
        }
        ?? (tested == 1
          ? "the only \(unit.plural(1))\(whose) is tested"
          : "all \(tested) \(unit.plural)\(whose) are tested")
      return "\(wish) The corpus has no more: \(all); "
        + (unit == .speaker
          ? "further speakers would have to be recorded."
          // Nobody else's recordings say anything about a number of one speaker.
          : row.speaker.map { "further recordings of \($0) would be needed." }
            ?? "a further speaker's recordings would be needed.")
    }
    let has =
      spare < more
      ? "\(wish) The corpus has only \(spare) more than the \(tested) that are tested"
      : "\(wish) The corpus has \(spare) more than the \(tested) that are tested"
    let isUnheard = row.evaluationProtocol == .speakerWordDisjoint && unit != .speaker
    return has
      + (isUnheard
        ? ", and training heard their words: they would have to be kept out of it." : ".")
  }
}

extension ConfidenceInterval.Unit {
  var plural: String { plural(2) }

  func plural(_ count: Int) -> String {
    let word = self == .exact ? "independent trial" : rawValue
    return count == 1 ? word : word + "s"
  }
}
