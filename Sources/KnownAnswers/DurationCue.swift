import Corpora
import Foundation
import Randomness

/// How long recordings are, and what can be made of it: lengths that go with emotions, by a known
/// amount, as they do in TESS.
public struct DurationCue: Sendable, Hashable {
  /// The length of each recording in seconds, by `Utterance.id`.
  public let seconds: [String: Double]
  /// How far the mean lengths of neighbouring emotions are apart, in seconds.
  public let step: Double
  /// The standard deviation of lengths within an emotion, in seconds.
  public let spread: Double
  /// The standard deviation, in seconds, by which a model that goes by length mishears it.
  public let blur: Double

  private static let shortest = 1.5

  /// Makes up lengths: each emotion in the order of `Emotion.allCases` is longer by `step`.
  ///
  /// - Parameter seed: seeds the lengths; each utterance has a draw of its own.
  public init(
    of utterances: [Utterance], step: Double = 0.12, spread: Double = 0.1, blur: Double = 0.05,
    seed: UInt64 = 0
  ) {
    self.step = step
    self.spread = spread
    self.blur = blur
    seconds = Dictionary(
      utterances.map { utterance in
        var generator = SplitMix64(seed: seed, names: "seconds", utterance.id)
        let mean = Self.shortest + step * Double(utterance.emotion.index)
        return (utterance.id, mean + spread * generator.normalPair().0)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// How well a misheard length fits each emotion, shape `[K]`; evenly where the length is not
  /// known.
  ///
  /// - Parameter noise: how far it is misheard, in standard deviations.
  func likelihoods(of utterance: Utterance, noise: Double) -> [Double] {
    guard let length = seconds[utterance.id] else { return Emotion.allCases.map { _ in 1 } }
    let heard = length + blur * noise
    let variance = spread * spread + blur * blur
    return Emotion.allCases.map { emotion in
      let distance = heard - Self.shortest - step * Double(emotion.index)
      return exp(-distance * distance / (2 * variance))
    }
  }
}
