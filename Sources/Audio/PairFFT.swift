import CFFTW
import Foundation

/// The discrete Fourier transforms of two real signals of one length by one complex transform,
/// which takes a third of the time of two real ones.
///
/// Plans are made as `RealFFT` makes them, under the same lock. Each spectrum carries rounding of
/// the louder signal, about -140 dB below it.
/// - Source: Press et al., "Numerical Recipes", section 12.3.
public final class PairFFT: Sendable {
  /// Real samples of each signal, even and positive.
  public let length: Int
  /// Frequency bins of each signal, `length / 2 + 1`.
  public var bins: Int { length / 2 + 1 }

  private struct Plan: @unchecked Sendable {
    let forward: fftwf_plan
  }

  private let plan: Plan

  nonisolated(unsafe) private static var known: [Int: PairFFT] = [:]

  /// The transform of a length, planned at first use; `nil` where the length is odd, not positive
  /// or beyond 2^24.
  public static func ofLength(_ length: Int) -> PairFFT? {
    RealFFT.plannerLock.withLock {
      if let existing = known[length] { return existing }
      let made = PairFFT(length)
      known[length] = made
      return made
    }
  }

  private init?(_ length: Int) {
    guard length > 0, length % 2 == 0, length <= 1 << 24 else { return nil }
    let buffers = Buffers(length: length)
    guard
      let forward = fftwf_plan_dft_1d(
        Int32(length), buffers.samples.complex, buffers.spectrum.complex, FFTW_FORWARD,
        UInt32(FFTW_ESTIMATE) | UInt32(FFTW_PRESERVE_INPUT))
    else { return nil }
    self.length = length
    plan = Plan(forward: forward)
  }

  /// Aligned room for one transform; each thread makes its own.
  public final class Buffers {
    /// The two signals, sample by sample, shape `[length, 2]`, zero at first.
    public let samples: UnsafeMutablePointer<Float>
    /// The spectrum of the first signal plus `i` times that of the second, shape `[length, 2]`.
    public let spectrum: UnsafeMutablePointer<Float>

    init(length: Int) {
      samples = .allocateAligned(2 * length)
      spectrum = .allocateAligned(2 * length)
    }

    deinit {
      samples.deallocate()
      spectrum.deallocate()
    }
  }

  /// Room for one transform of this length.
  public func makeBuffers() -> Buffers { Buffers(length: length) }

  /// `samples` to the power `|X|²` of each bin of both signals, each of shape `[bins]`.
  public func powers(
    _ buffers: Buffers, first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>
  ) {
    fftwf_execute_dft(plan.forward, buffers.samples.complex, buffers.spectrum.complex)
    let spectrum = UnsafeRawPointer(buffers.spectrum)
    first[0] = buffers.spectrum[0] * buffers.spectrum[0]
    second[0] = buffers.spectrum[1] * buffers.spectrum[1]
    var bin = 1
    while bin + 4 <= bins, length >= 8 {
      let own = spectrum.loadUnaligned(fromByteOffset: 8 * bin, as: SIMD8<Float>.self)
      let mirror = spectrum.loadUnaligned(
        fromByteOffset: 8 * (length - bin - 3), as: SIMD8<Float>.self)
      let (a, b) = Self.powers(own, mirror)
      UnsafeMutableRawPointer(first + bin).storeBytes(of: a, as: SIMD4<Float>.self)
      UnsafeMutableRawPointer(second + bin).storeBytes(of: b, as: SIMD4<Float>.self)
      bin += 4
    }
    while bin < bins {
      let (own, mirror) = (buffers.spectrum + 2 * bin, buffers.spectrum + 2 * (length - bin))
      let (a, b) = (own[0] + mirror[0], own[1] - mirror[1])
      let (c, d) = (own[1] + mirror[1], mirror[0] - own[0])
      first[bin] = 0.25 * (a * a + b * b)
      second[bin] = 0.25 * (c * c + d * d)
      bin += 1
    }
  }

  /// Four bins of both signals from four of the common spectrum and the four that mirror them,
  /// which stand in falling order.
  @inline(__always)
  private static func powers(
    _ own: SIMD8<Float>, _ mirror: SIMD8<Float>
  ) -> (SIMD4<Float>, SIMD4<Float>) {
    func turned(_ four: SIMD4<Float>) -> SIMD4<Float> {
      SIMD4(four[3], four[2], four[1], four[0])
    }
    let (real, imaginary) = (own.evenHalf, own.oddHalf)
    let (mirrored, mirroredImaginary) = (turned(mirror.evenHalf), turned(mirror.oddHalf))
    let (a, b) = (real + mirrored, imaginary - mirroredImaginary)
    let (c, d) = (imaginary + mirroredImaginary, mirrored - real)
    return (0.25 * (a * a + b * b), 0.25 * (c * c + d * d))
  }
}
