import Corpora
import Metrics

/// Two runs on each speaker whom neither heard, whatever fold or rung the recordings stood in.
public struct UnheardComparison: Encodable, Sendable {
  /// Speakers of whom both answered a recording.
  public let speakers: [SpeakerComparison]
  /// Speakers whom only the first run tested without having heard them.
  public let onlyFirst: [String]
  /// Speakers whom only the second run tested without having heard them.
  public let onlySecond: [String]
  /// Speakers whom both tested so, without one recording that is the same for both.
  public let unshared: [String]

  /// Creates a comparison; p values are corrected over all of its speakers, each metric for itself.
  public init(
    speakers: [SpeakerComparison], onlyFirst: [String] = [], onlySecond: [String] = [],
    unshared: [String] = []
  ) {
    self.speakers = zip(speakers, speakers.map(\.metrics).holmCorrected).map { speaker, metrics in
      var corrected = speaker
      corrected.metrics = metrics
      return corrected
    }
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.unshared = unshared
  }

  /// Whether all that the first run was tested on without having heard it is compared.
  public var isWhole: Bool {
    onlyFirst.isEmpty && unshared.isEmpty
      && speakers.allSatisfy { $0.onlyFirst == 0 && $0.unlike == 0 }
  }
}

/// Two runs on one speaker whom neither heard; numbers are means over the seeds that both have.
public struct SpeakerComparison: Encodable, Sendable {
  /// The corpus and the speaker, for example `tess/OAF`.
  public let speaker: String
  /// Training speakers of the first run's model.
  public let trainedOn: String
  /// Training speakers of the second run's model.
  public let secondTrainedOn: String
  /// The seeds of the first run whose answers are compared.
  public let seeds: [Int]
  /// The seeds of the second run that they are compared with, in their order.
  public let secondSeeds: [Int]
  /// Seeds of the first run that are left out.
  public let seedsOnlyFirst: [Int]
  /// Seeds of the second run that are left out.
  public let seedsOnlySecond: [Int]
  /// Utterances that both answered.
  public let shared: Int
  /// Utterances that only the first answered.
  public let onlyFirst: Int
  /// Utterances that only the second answered.
  public let onlySecond: Int
  /// Utterances of one name whose recording or true emotion is another in the second run.
  public let unlike: Int
  /// Accuracy and UAR.
  public internal(set) var metrics: [TestSetComparison.Measured]
  /// Answers that only the second run has right.
  public let mended: Int
  /// Answers that only the first run has right.
  public let broken: Int

  /// Compares the answers about one speaker.
  ///
  /// - Parameter emotions: what means over classes run over: those that both runs ask for.
  public init(
    speaker: String, trainedOn: String, secondTrainedOn: String, seeds: ComparedSeeds,
    emotions: [Emotion] = Emotion.allCases, _ comparison: ModelComparison
  ) {
    self.speaker = speaker
    self.trainedOn = trainedOn
    self.secondTrainedOn = secondTrainedOn
    self.seeds = seeds.first
    secondSeeds = seeds.second
    seedsOnlyFirst = seeds.onlyFirst
    seedsOnlySecond = seeds.onlySecond
    shared = comparison.shared
    onlyFirst = comparison.onlyFirst
    onlySecond = comparison.onlySecond
    unlike = comparison.unlike
    metrics = comparison.measured(over: emotions)
    mended = comparison.onlySecondRight
    broken = comparison.onlyFirstRight
  }

  /// Which seeds of both are compared, and which left out.
  public var comparedSeeds: ComparedSeeds {
    ComparedSeeds(
      first: seeds, second: secondSeeds, onlyFirst: seedsOnlyFirst, onlySecond: seedsOnlySecond)
  }
}
