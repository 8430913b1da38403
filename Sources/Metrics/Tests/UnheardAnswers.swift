import Corpora

/// What the models of one run said of speakers whom they never heard: of each speaker one model,
/// with all of its seeds.
package struct UnheardAnswers: Sendable {
  /// What one seed of a model said in one test set without leaks.
  package struct Evaluation: Sendable {
    fileprivate let model: String
    fileprivate let evaluationProtocol: EvaluationProtocol
    fileprivate let trainedOn: String
    fileprivate let seed: Int
    fileprivate let emotions: [Emotion]
    fileprivate let predictions: [Prediction]

    /// Takes an evaluation.
    ///
    /// - Parameters:
    ///   - model: what the seeds of a model share, and no other model of the run has.
    ///   - evaluationProtocol: the rung of the test set.
    ///   - trainedOn: who trained it, joined by `+`.
    ///   - seed: its training seed.
    ///   - emotions: those that the test set asks for.
    ///   - predictions: what was said.
    package init(
      model: String, evaluationProtocol: EvaluationProtocol, trainedOn: String, seed: Int,
      emotions: [Emotion], predictions: [Prediction]
    ) {
      self.model = model
      self.evaluationProtocol = evaluationProtocol
      self.trainedOn = trainedOn
      self.seed = seed
      self.emotions = emotions
      self.predictions = predictions
    }
  }

  /// What one model said of one speaker.
  package struct OfSpeaker: Sendable {
    /// Who trained the model, joined by `+`.
    package let trainedOn: String
    fileprivate let isAcrossCorpora: Bool
    /// The emotions that it was asked for, in their order.
    package private(set) var emotions: [Emotion] = []
    /// What each seed said, each utterance once.
    package private(set) var bySeed: [Int: [Prediction]] = [:]

    /// The seeds that answered, in their order.
    package var seeds: [Int] { bySeed.keys.sorted() }

    /// What any seed answered.
    package var utterances: Set<String> { Set(bySeed.values.joined().map(\.utterance)) }

    /// Whether it stands for the speaker rather than what another model said.
    fileprivate func goesBefore(_ other: OfSpeaker) -> Bool {
      guard isAcrossCorpora == other.isAcrossCorpora else { return !isAcrossCorpora }
      return utterances.count > other.utterances.count
    }

    /// Adds what a seed said in a further test set: of what it was asked there again, nothing.
    fileprivate mutating func add(_ said: [Prediction], of evaluation: Evaluation) {
      let known = Set(bySeed[evaluation.seed, default: []].map(\.utterance))
      bySeed[evaluation.seed, default: []] += said.filter { !known.contains($0.utterance) }
      emotions = Emotion.allCases.filter {
        emotions.contains($0) || evaluation.emotions.contains($0)
      }
    }
  }

  /// The answers about each speaker, by name.
  package let bySpeaker: [String: OfSpeaker]

  /// Takes evaluations of one run. Of several models that were tested on a speaker, one of the
  /// speaker's corpus goes before one of another corpus; then the one counts that answered most of
  /// the speaker's utterances, and of equals the one that comes first. Which answers are right has
  /// no part in it.
  package init(_ evaluations: [Evaluation]) {
    var chosen: [String: OfSpeaker] = [:]
    for (_, own) in evaluations.grouped(by: \.model) {
      for (speaker, said) in Self.bySpeaker(own)
      where chosen[speaker].map(said.goesBefore) ?? true {
        chosen[speaker] = said
      }
    }
    bySpeaker = chosen
  }

  /// What one model said of each speaker in all of its test sets.
  private static func bySpeaker(_ evaluations: [Evaluation]) -> [String: OfSpeaker] {
    var found: [String: OfSpeaker] = [:]
    for evaluation in evaluations {
      for (speaker, said) in evaluation.predictions.grouped(by: \.speaker) {
        let empty = OfSpeaker(
          trainedOn: evaluation.trainedOn,
          isAcrossCorpora: evaluation.evaluationProtocol == .crossCorpus)
        found[speaker, default: empty].add(said, of: evaluation)
      }
    }
    return found
  }
}
