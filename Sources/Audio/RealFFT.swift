import CFFTW
import Foundation

/// The discrete Fourier transform of real signals of one length, unnormalised as FFTW's is.
///
/// FFTW's planner is not thread safe, so plans are made once a length under a lock and kept.
/// Running a plan is thread safe. Plans are estimated, not measured, so the same input gives the
/// same bits in every process.
public final class RealFFT: Sendable {
  /// Real samples a transform, even and positive.
  public let length: Int
  /// Frequency bins a transform, `length / 2 + 1`.
  public var bins: Int { length / 2 + 1 }

  private struct Plans: @unchecked Sendable {
    let forward: fftwf_plan
    let inverse: fftwf_plan
  }

  private let plans: Plans

  /// Held while FFTW plans, whatever it plans.
  static let plannerLock = NSLock()
  nonisolated(unsafe) private static var known: [Int: RealFFT] = [:]

  /// The transform of a length, planned at first use; `nil` where the length is odd, not positive
  /// or beyond 2^24.
  public static func ofLength(_ length: Int) -> RealFFT? {
    plannerLock.withLock {
      if let existing = known[length] { return existing }
      let made = RealFFT(length)
      known[length] = made
      return made
    }
  }

  private init?(_ length: Int) {
    guard length > 0, length % 2 == 0, length <= 1 << 24 else { return nil }
    let buffers = Buffers(length: length)
    let spectrum = buffers.spectrum.complex
    let flags = UInt32(FFTW_ESTIMATE)
    guard
      let forward = fftwf_plan_dft_r2c_1d(
        Int32(length), buffers.samples, spectrum, flags | UInt32(FFTW_PRESERVE_INPUT)),
      let inverse = fftwf_plan_dft_c2r_1d(Int32(length), spectrum, buffers.samples, flags)
    else { return nil }
    self.length = length
    plans = Plans(forward: forward, inverse: inverse)
  }

  /// Aligned room for one transform; each thread makes its own.
  public final class Buffers {
    /// Real samples, shape `[length]`, zero at first.
    public let samples: UnsafeMutablePointer<Float>
    /// Interleaved real and imaginary parts, shape `[bins, 2]`, zero at first.
    public let spectrum: UnsafeMutablePointer<Float>

    init(length: Int) {
      let bins = length / 2 + 1
      samples = .allocateAligned(length)
      spectrum = .allocateAligned(2 * bins)
    }

    deinit {
      samples.deallocate()
      spectrum.deallocate()
    }
  }

  /// Room for one transform of this length.
  public func makeBuffers() -> Buffers { Buffers(length: length) }

  /// `samples` to `spectrum`; the samples stay.
  public func forward(_ buffers: Buffers) {
    fftwf_execute_dft_r2c(plans.forward, buffers.samples, buffers.spectrum.complex)
  }

  /// `spectrum` to `samples` times `length`; the spectrum is overwritten.
  public func inverse(_ buffers: Buffers) {
    fftwf_execute_dft_c2r(plans.inverse, buffers.spectrum.complex, buffers.samples)
  }
}

extension UnsafeMutablePointer<Float> {
  /// Zeroed memory on a 64-byte boundary, as wide vector loads like it.
  static func allocateAligned(_ count: Int) -> UnsafeMutablePointer<Float> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: count * 4, alignment: 64)
    return raw.initializeMemory(as: Float.self, repeating: 0, count: count)
  }

  /// Pairs of real and imaginary parts, as FFTW takes them.
  var complex: UnsafeMutablePointer<fftwf_complex> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: fftwf_complex.self)
  }
}
