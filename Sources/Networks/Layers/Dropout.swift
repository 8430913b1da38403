import CKernels
import Tensors

/// Dropout whose mask is a function of seed, step, site and element number, computed where needed.
///
/// An element is kept when its hash is at least `rate` of 2^32, and scaled by `1 / (1 - rate)`. No
/// mask is stored: backward computes it again.
package struct Dropout: Sendable {
  /// Fraction dropped, in `0..<1`.
  package let rate: Float
  /// Mixed into every hash; one pair a step and site.
  package let key: (UInt32, UInt32)

  /// - Parameters:
  ///   - step: the training step, so that masks change from step to step and a resumed run repeats
  ///     them.
  ///   - site: which of a network's dropouts.
  package init(rate: Float, seed: UInt64, step: UInt64, site: Int) {
    self.rate = rate
    let words = CounterGenerator(seed: seed, stream: Dropout.streams + UInt64(site)).block(at: step)
    key = (words[0], words[1])
  }

  /// Streams from here on belong to dropout; those below to initial weights.
  private static let streams: UInt64 = 1 << 32

  /// Hashes below this are dropped.
  package var threshold: UInt32 { UInt32(min(4_294_967_295, Double(rate) * 4_294_967_296)) }

  /// What kept elements are multiplied by.
  package var scale: Float { 1 / (1 - rate) }

  /// Writes `count` elements, masked and scaled, to `target`, which may be `source`; both
  /// directions use it, since the gradient meets the same mask.
  ///
  /// - Parameter first: the number of the first element.
  package func apply(_ source: UnsafePointer<Float>, first: Int, count: Int, into target: Floats) {
    kernels.dropout(count, kernel(first: first), source, target)
  }

  /// The mask from element `first` on, as the kernels take it.
  package func kernel(first: Int) -> ser_dropout {
    ser_dropout(
      threshold: threshold, factor: scale, key0: key.0, key1: key.1,
      first_index: UInt32(truncatingIfNeeded: first), mask: nil)
  }
}
