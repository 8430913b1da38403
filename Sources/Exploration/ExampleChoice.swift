import Corpora
import Features

/// Which recordings stand for a speaker's emotions: chosen by a rule, so that nobody picks the ones
/// that suit him.
enum ExampleChoice {
  /// The emotions that the figure shows.
  static let emotions: [Emotion] = [.angry, .sad, .neutral]

  /// One recording an emotion: of the word whose recordings lie nearest, in sum, to the median
  /// durations of their emotions; where no word has all of them, of each emotion the recording
  /// nearest to the median. Ties go to the first in the order of words, then of identifiers.
  ///
  /// - Returns: empty where the speaker lacks one of the emotions.
  static func choose(
    of speaker: String, _ utterances: [Utterance], _ measures: [String: AcousticMeasures]
  ) -> [Utterance] {
    let own = utterances.filter { $0.speaker == speaker && measures[$0.id] != nil }
    let cells = emotions.map { emotion in own.filter { $0.emotion == emotion } }
    let medians = cells.compactMap { cell in
      Distribution(cell.compactMap { measures[$0.id]?.durationSeconds })?.median
    }
    guard medians.count == emotions.count else { return [] }
    func distance(_ utterance: Utterance, _ median: Double) -> Double {
      let seconds = measures[utterance.id]?.durationSeconds ?? .infinity
      return abs(seconds - median) / median
    }
    func nearest(_ candidates: [Utterance], _ median: Double) -> Utterance? {
      candidates.min {
        (distance($0, median), $0.id) < (distance($1, median), $1.id)
      }
    }
    var best: (sum: Double, chosen: [Utterance])?
    for word in Set(own.compactMap(\.word)).sorted() {
      let chosen = zip(cells, medians).compactMap { cell, median in
        nearest(cell.filter { $0.word == word }, median)
      }
      guard chosen.count == emotions.count else { continue }
      let sum = zip(chosen, medians).reduce(0) { $0 + distance($1.0, $1.1) }
      if sum < best?.sum ?? .infinity { best = (sum, chosen) }
    }
    return best?.chosen ?? zip(cells, medians).compactMap { nearest($0, $1) }
  }
}
