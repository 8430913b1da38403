import Corpora
import Foundation
import Networks
import Randomness

/// Mixes utterances of a batch with one another, targets alike, so that the network is asked for
/// straight lines between examples.
///
/// - Source: Zhang et al., "mixup: beyond empirical risk minimization", ICLR 2018.
struct Mixup: Sendable {
  /// Both parameters of the Beta distribution of weights; at least `leastAlpha`.
  let alpha: Double

  /// The least that a recipe file may have: below it, powers of uniform numbers underflow and
  /// drawing a weight takes forever.
  static let leastAlpha = 0.01

  /// The batch with each utterance `i` replaced by `w x_i + (1 - w) x_j`, `j` by a random order;
  /// the mixture is as long as the longer of the two.
  func apply(
    to batch: TrainingBatch, using generator: inout SplitMix64
  ) throws(NetworkError) -> TrainingBatch {
    let input = batch.input
    let partners = generator.shuffled(Array(0..<input.count))
    let weights = partners.map { _ in weight(using: &generator) }
    let lengths = partners.enumerated().map { max(input.lengths[$0], input.lengths[$1]) }
    return TrainingBatch(
      input: try NetworkInput(
        features: Self.mixed(input.features, partners: partners, weights: weights),
        count: input.count, bands: input.bands, frames: input.frames, lengths: lengths),
      targets: Self.mixed(batch.targets, partners: partners, weights: weights))
  }

  /// Beta(alpha, alpha), the larger share first, so that an utterance stays the greater part of its
  /// own mixture.
  /// - Source: Jöhnk's rejection of powers of uniform numbers.
  private func weight(using generator: inout SplitMix64) -> Float {
    while true {
      let first = pow(generator.unit(), 1 / alpha)
      let sum = first + pow(generator.unit(), 1 / alpha)
      if sum > 0, sum <= 1 { return Float(max(first / sum, 1 - first / sum)) }
    }
  }

  /// Rows of equal length, each with its partner.
  private static func mixed(_ values: [Float], partners: [Int], weights: [Float]) -> [Float] {
    let width = values.count / max(1, partners.count)
    var result = values
    result.withUnsafeMutableBufferPointer { result in
      values.withUnsafeBufferPointer { values in
        guard let result = result.baseAddress, let values = values.baseAddress else { return }
        for (row, partner) in partners.enumerated() {
          let weight = weights[row]
          let (own, other) = (values + row * width, values + partner * width)
          let mixture = result + row * width
          for column in 0..<width {
            mixture[column] = weight * own[column] + (1 - weight) * other[column]
          }
        }
      }
    }
    return result
  }
}
