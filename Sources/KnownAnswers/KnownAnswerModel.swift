import Corpora
import Foundation
import Metrics
import Randomness

/// A model whose faults are known because it was made with them: what an audit must say of it is
/// known before the audit is run.
public enum KnownAnswerModel: Sendable, Hashable {
  /// Always right, with certainty.
  case perfect
  /// Probabilities that know nothing of the utterance.
  case random
  /// The same, the logarithms of its odds multiplied by `sharpness`: near 0 it is hardly ever surer
  /// of one emotion than of another, above 1 it is sure of what it guesses.
  case guessing(sharpness: Double)
  /// Always the commonest true emotion of the test set (ties: the first).
  case majority
  /// Always one emotion.
  case always(Emotion)
  /// Always the emotion that follows the true one: as consistent as a perfect model and always
  /// wrong, as after a label map that is off by one.
  case labelPermuted
  /// Probabilities that are exactly as often true as they say, for classes of equal size; `skill`
  /// is the distance of the classes in standard deviations.
  case calibrated(skill: Double)
  /// `calibrated`, its logarithms multiplied by `factor`: over-confident above 1, under-confident
  /// below 1. The temperature that mends it is `factor`.
  case miscalibrated(skill: Double, factor: Double)
  /// Right in a share `hitRate` of utterances, and in `loss` less of those named in `among`.
  case biased(hitRate: Double, loss: Double, among: Set<String>)
  /// Goes by how long a recording is, and by nothing else.
  case durationOnly(DurationCue)
  /// Always right on the speakers it was trained on, and `random` on everybody else.
  case memorising(speakers: Set<String>)

  /// What the model says of utterances, in their order.
  ///
  /// - Parameter seed: seeds the draws; each utterance has draws of its own, whatever the others.
  public func predictions(of utterances: [Utterance], seed: UInt64 = 0) -> [Prediction] {
    let commonest = Self.commonestEmotion(of: utterances)
    return utterances.map { utterance in
      var generator = SplitMix64(seed: seed, name: utterance.id)
      return Prediction(
        utterance: utterance.id, speaker: utterance.speaker, word: utterance.word,
        truth: utterance.emotion,
        probabilities: probabilities(of: utterance, commonest: commonest, &generator))
    }
  }

  private static func commonestEmotion(of utterances: [Utterance]) -> Emotion {
    let counts = Emotion.allCases.map { emotion in
      utterances.count { $0.emotion == emotion }
    }
    let most = counts.max() ?? 0
    return zip(Emotion.allCases, counts).first { $0.1 == most }?.0 ?? .angry
  }

  private func probabilities(
    of utterance: Utterance, commonest: Emotion, _ generator: inout SplitMix64
  ) -> [Double] {
    let truth = utterance.emotion
    switch self {
    case .perfect: return Self.certain(truth)
    case .random:
      return Self.normalised(Emotion.allCases.map { _ in -log(1 - generator.unit()) })
    case .majority: return Self.certain(commonest)
    case .guessing(let sharpness):
      return Self.normalised(
        Emotion.allCases.map { _ in pow(-log(1 - generator.unit()), sharpness) })
    case .always(let emotion): return Self.certain(emotion)
    case .labelPermuted: return Self.certain(Self.emotion(after: truth, steps: 1))
    case .calibrated(let skill): return Self.posterior(truth, skill, 1, &generator)
    case .miscalibrated(let skill, let factor):
      return Self.posterior(truth, skill, factor, &generator)
    case .biased(let hitRate, let loss, let among):
      let rate = hitRate - (among.contains(utterance.id) ? loss : 0)
      let isHit = generator.unit() < rate
      let steps = 1 + generator.index(below: Emotion.allCases.count - 1)
      let answer = isHit ? truth : Self.emotion(after: truth, steps: steps)
      return Self.normalised(Emotion.allCases.map { $0 == answer ? Self.plainWeight : 1 })
    case .durationOnly(let cue):
      let noise = generator.normalPair().0
      return Self.normalised(cue.likelihoods(of: utterance, noise: noise))
    case .memorising(let speakers):
      if speakers.contains(utterance.speaker) { return Self.certain(truth) }
      return Self.random.probabilities(of: utterance, commonest: commonest, &generator)
    }
  }

  /// The odds of the answer of `biased` against each other emotion.
  private static let plainWeight = 9.0

  private static func certain(_ emotion: Emotion) -> [Double] {
    Emotion.allCases.map { $0 == emotion ? 1 : 0 }
  }

  private static func emotion(after emotion: Emotion, steps: Int) -> Emotion {
    Emotion.allCases[(emotion.index + steps) % Emotion.allCases.count]
  }

  /// The posterior of classes that are `skill` standard deviations out, each on an axis of its own,
  /// its logarithms multiplied by `factor`.
  private static func posterior(
    _ truth: Emotion, _ skill: Double, _ factor: Double, _ generator: inout SplitMix64
  ) -> [Double] {
    let logits = Emotion.allCases.map { emotion in
      factor * skill * (generator.normalPair().0 + (emotion == truth ? skill : 0))
    }
    let top = logits.max() ?? 0
    return normalised(logits.map { exp($0 - top) })
  }

  private static func normalised(_ weights: [Double]) -> [Double] {
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
