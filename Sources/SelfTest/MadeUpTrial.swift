import Corpora
import Fairness
import KnownAnswers
import Metrics
import Probes
import Randomness

/// Speakers, words and parts that known-answer models are asked about: twenty speakers whom
/// training never heard and four whom it did, every word in every emotion, without audio.
///
/// Sex, language and region of the unseen speakers vary independently of each other; rooms vary
/// within every speaker and emotion; lengths go with emotions. So each attribute can be told apart,
/// and a model that goes by one of them can be found out.
public struct MadeUpTrial: Sendable {
  /// All utterances with what is known of them.
  public let corpus: Corpus
  /// Lengths of all recordings.
  public let durations: DurationCue
  /// Those of speakers whom training never heard.
  let unseen: [Utterance]
  /// Those of training speakers by part.
  let dev: [Utterance]
  let calibration: [Utterance]
  let known: [Utterance]
  /// What a random split of everything tests.
  let random: [Utterance]
  /// What a probe that hears durations alone says of the unseen speakers.
  let durationProbe: [Prediction]
  /// The standard checks with limits for the sizes of the trial, whoever is asked.
  package let standardChecks: StandardChecks
  /// F0 in Hz by utterance.
  let frequencies: [String: Double]

  static let unseenSpeakers = (0..<20).map { "unseen\($0 / 10)\($0 % 10)" }
  static let trainedSpeakers = (0..<4).map { "trained\($0)" }

  /// Makes a trial.
  ///
  /// - Parameter wordCount: words that each speaker says, at least 8; the more there are, the
  ///   smaller the noise that verdicts have to see through.
  public init(wordCount: Int) {
    let (unseen, trained) = (
      Self.utterances(of: Self.unseenSpeakers, wordCount: max(8, wordCount)),
      Self.utterances(of: Self.trainedSpeakers, wordCount: max(8, wordCount))
    )
    let quarter = max(2, wordCount / 4)
    let word = Self.wordNumber
    self.unseen = unseen
    dev = trained.filter { word($0) < quarter }
    calibration = trained.filter { (quarter..<2 * quarter).contains(word($0)) }
    known = trained.filter { word($0) >= 2 * quarter }
    random = (unseen + trained).filter { word($0) % 5 == 0 }
    corpus = Corpus(
      name: "known-answers", root: "/", utterances: unseen + trained,
      speakers: (Self.unseenSpeakers + Self.trainedSpeakers).enumerated().map { index, id in
        Speaker(
          id: id, sex: Self.isEven(index) ? "female" : "male",
          language: Self.isEven(index / 4) ? "en" : "de")
      })
    durations = DurationCue(of: unseen + trained)
    durationProbe = Self.probe(of: durations, trained: trained, asked: unseen)
    let sexes = Dictionary(
      corpus.speakers.map { ($0.id, $0.sex) }, uniquingKeysWith: { first, _ in first })
    let frequencies = Dictionary(
      (unseen + trained).map { utterance in
        var generator = SplitMix64(seed: 0, names: "f0", utterance.id)
        let mean = sexes[utterance.speaker] == "female" ? 210.0 : 120.0
        return (utterance.id, mean + generator.uniform(in: -25...25))
      }, uniquingKeysWith: { first, _ in first })
    self.frequencies = frequencies
    // Truths and groups alone are looked at, so anybody's answers do.
    standardChecks = StandardChecks(
      of: durationProbe,
      attributes: Attribute.all(of: corpus) + [Attribute.pitch(of: frequencies, in: durationProbe)])
  }

  /// The utterances of unseen and trained speakers with a value of an attribute.
  func named(_ attribute: String, _ value: String) -> Set<String> {
    Set(corpus.utterances.filter { $0.attributes[attribute] == value }.map(\.id))
  }

  /// What a probe that hears durations alone, fitted to the training speakers, says of others.
  private static func probe(
    of durations: DurationCue, trained: [Utterance], asked: [Utterance]
  ) -> [Prediction] {
    let probe = GaussianClassifier(
      trained.map { [durations.seconds[$0.id] ?? 0] }, labels: trained.map(\.emotion))
    return asked.map { utterance in
      Prediction(
        utterance: utterance.id, speaker: utterance.speaker, word: utterance.word,
        truth: utterance.emotion,
        probabilities: probe.probabilities(of: [durations.seconds[utterance.id] ?? 0]))
    }
  }

  private static func utterances(of speakers: [String], wordCount: Int) -> [Utterance] {
    CrossedDesign(speakers: speakers, wordCount: wordCount).utterances.map { plain in
      let speaker = speakers.firstIndex(of: plain.speaker) ?? 0
      let word = wordNumber(of: plain)
      return Utterance(
        id: plain.id, corpus: plain.corpus, speaker: plain.speaker, emotion: plain.emotion,
        word: plain.word, path: plain.path,
        attributes: [
          "region": isEven(speaker / 2) ? "north" : "south",
          "room": isEven(word + plain.emotion.index + speaker) ? "large" : "small",
          "sentiment": ["positive", "negative", "neutral"][word % 3],
        ])
    }
  }

  /// The number in a word's name.
  private static func wordNumber(of utterance: Utterance) -> Int {
    utterance.word.flatMap { Int($0.dropFirst("word".count)) } ?? 0
  }

  private static func isEven(_ number: Int) -> Bool { number % 2 == 0 }
}
