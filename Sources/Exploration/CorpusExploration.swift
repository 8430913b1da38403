import Audio
import Corpora
import Features
import Parallel

/// What there is to see in a corpus before anything is trained: counts, distributions, examples,
/// and what becomes of the claims that are usually made.
public struct CorpusExploration: Sendable {
  /// The recordings of one speaker and emotion.
  public struct Cell: Sendable, Hashable {
    /// The speaker.
    public let speaker: String
    /// The intended emotion.
    public let emotion: Emotion
    /// The number of recordings.
    public let count: Int
    /// How each quantity is distributed; without an entry where no recording has a value.
    public let distributions: [Quantity: Distribution]
  }

  /// The recordings that were measured, as a corpus.
  public let corpus: Corpus
  /// One cell a speaker and emotion that has recordings, by speaker and then emotion.
  public let cells: [Cell]
  /// The length of all recordings in seconds.
  public let totalSeconds: Double
  /// The emotions of which an example is shown.
  public static let exampleEmotions = ExampleChoice.emotions

  /// Speakers with one example of each of three emotions: the first two speakers that have all
  /// three.
  public let examples: [(speaker: String, utterances: [ExampleUtterance])]
  /// Speakers with recordings of whom no example is shown, by whether they have one of each of the
  /// emotions of the examples.
  public let withoutExamples: (complete: [String], incomplete: [String])
  /// The claims about this corpus, claim by claim and speaker by speaker.
  public let claims: [ClaimOutcome]
  /// Recordings that could not be measured, by identifier, with the reason.
  public let omitted: [String: String]

  /// The most speakers whose examples are shown.
  private static let shownSpeakers = 2

  /// Measures a corpus.
  ///
  /// - Parameters:
  ///   - corpus: what was found on disk and can be decoded.
  ///   - progress: called with the number of recordings done; `false` ends the measuring.
  /// - Returns: the exploration, or `nil` where `progress` ended it.
  /// - Throws: `AudioError` or `FeatureError` where a chosen example cannot be read any more.
  public static func explore(
    _ corpus: Corpus, progress: (Int) -> Bool = { _ in true }
  ) throws -> CorpusExploration? {
    var measures: [String: AcousticMeasures] = [:]
    var omitted: [String: String] = [:]
    let root = corpus.root
    let results = corpus.utterances.parallelMap(progress: progress) { utterance in
      Result { try AcousticMeasures(of: AudioFile.read(path: root + "/" + utterance.path)) }
    }
    guard let results else { return nil }
    for (utterance, result) in zip(corpus.utterances, results) {
      switch result {
      case .success(let found): measures[utterance.id] = found
      case .failure(let error): omitted[utterance.id] = String(describing: error)
      }
    }
    return try CorpusExploration(corpus, measures: measures, omitted: omitted)
  }

  private init(
    _ corpus: Corpus, measures: [String: AcousticMeasures], omitted: [String: String]
  ) throws {
    let measured = corpus.utterances.filter { measures[$0.id] != nil }
    let speakers = Set(measured.map(\.speaker)).sorted()
    self.corpus = corpus
    self.omitted = omitted
    totalSeconds = measures.values.map(\.durationSeconds).sorted().reduce(0, +)
    cells = speakers.flatMap { speaker in
      Emotion.allCases.compactMap { emotion in
        Self.cell(
          speaker, emotion,
          measured.filter { $0.speaker == speaker && $0.emotion == emotion }
            .compactMap { measures[$0.id] })
      }
    }
    claims = Self.outcomes(corpus.name, speakers, measured, measures)
    let choices = speakers.map { speaker in
      (speaker, ExampleChoice.choose(of: speaker, measured, measures))
    }
    let chosen = choices.filter { !$0.1.isEmpty }.prefix(Self.shownSpeakers)
    withoutExamples = (
      choices.filter { !$0.1.isEmpty }.dropFirst(Self.shownSpeakers).map(\.0),
      choices.filter { $0.1.isEmpty }.map(\.0)
    )
    examples = try chosen.map { speaker, utterances in
      (
        speaker,
        try utterances.compactMap { utterance in
          try measures[utterance.id].map { own in
            try ExampleUtterance(
              utterance, recording: AudioFile.read(path: corpus.root + "/" + utterance.path),
              measures: own)
          }
        }
      )
    }
  }

  private static func outcomes(
    _ name: String, _ speakers: [String], _ measured: [Utterance],
    _ measures: [String: AcousticMeasures]
  ) -> [ClaimOutcome] {
    let questions = Claim.claims(about: name).flatMap { claim in speakers.map { (claim, $0) } }
    return questions.parallelMap { claim, speaker in
      ClaimOutcome(
        claim, speaker: speaker,
        values: measured.filter { $0.speaker == speaker }.compactMap { utterance in
          measures[utterance.id].flatMap(claim.quantity.value).map { (utterance, $0) }
        })
    }
  }

  private static func cell(
    _ speaker: String, _ emotion: Emotion, _ own: [AcousticMeasures]
  ) -> Cell? {
    guard !own.isEmpty else { return nil }
    let distributions = Quantity.allCases.compactMap { quantity in
      Distribution(own.compactMap(quantity.value)).map { (quantity, $0) }
    }
    return Cell(
      speaker: speaker, emotion: emotion, count: own.count,
      distributions: Dictionary(uniqueKeysWithValues: distributions))
  }
}
