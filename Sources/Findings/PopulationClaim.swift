import Metrics

/// What the number of tested speakers lets be said about speakers in general, decided from the
/// predictions alone.
public struct PopulationClaim: Codable, Sendable, Hashable {
  /// The number of tested speakers.
  public let speakerCount: Int

  /// Counts the speakers of some predictions.
  public init(of predictions: [Prediction]) {
    speakerCount = Set(predictions.map(\.speaker)).count
  }

  /// Takes the number of tested speakers.
  public init(speakerCount: Int) {
    self.speakerCount = speakerCount
  }

  /// Whether intervals are over speakers, so that they are about other speakers of this kind.
  public var isSupported: Bool { speakerCount >= ClusterTable.enoughSpeakers }

  /// One sentence for a report, whatever the corpus.
  public var sentence: String {
    let who = speakerCount == 1 ? "one speaker" : "\(speakerCount) speakers"
    if isSupported {
      return "Intervals are over \(who): they are about speakers who were found and recorded as "
        + "these were."
    }
    if speakerCount >= VarianceComponents.fewestSpeakers {
      return "Numbers on \(who) support no claim about a population: intervals are over their "
        + "words or utterances, and at least \(ClusterTable.enoughSpeakers) speakers would be "
        + "needed to draw from speakers."
    }
    return "Numbers on \(who) support no claim about a population: intervals are about other words "
      + "or utterances of the same voices, and how much speakers vary cannot be estimated."
  }
}
