import Corpora
import Randomness

/// The pulses of the vocal folds: the derivative of the air flow, one pulse a period.
///
/// While the folds are open, for the part `openQuotient` of a period, the flow is `x^2 - x^3` and
/// its derivative `2x - 3x^2` with `x` from 0 to 1; it closes abruptly at -1. Each period's length
/// and height vary at random by `jitter` and `shimmer`.
///
/// - Source: Klatt & Klatt (1990), J. Acoust. Soc. Am. 87(2), the KLGLOTT88 source without its
///   tilt filter.
public struct GlottalSource: Sendable {
  /// In Hz.
  public let sampleRate: Double
  /// The standard deviation of a period's length as a fraction of it.
  public var jitter: Double
  /// The standard deviation of a pulse's height as a fraction of it.
  public var shimmer: Double
  /// The part of a period during which the folds are open, in `0.2...1`.
  public var openQuotient: Double
  /// The pulses that began so far.
  public private(set) var pulses = 0

  /// Where in the period the next sample lies, `0..<1`.
  private var phase = 1.0
  private var periodFactor = 1.0
  private var height = 1.0
  private var generator: SplitMix64

  /// Creates a source that begins with a pulse.
  public init(
    sampleRate: Double, jitter: Double, shimmer: Double, openQuotient: Double, seed: UInt64
  ) {
    self.sampleRate = sampleRate
    self.jitter = jitter
    self.shimmer = shimmer
    self.openQuotient = openQuotient
    generator = SplitMix64(seed: seed)
  }

  /// Whether the folds are open, which lets noise of the breath through.
  public var isOpen: Bool { phase < openQuotient }

  /// The next sample at a fundamental frequency in Hz.
  public mutating func next(frequency: Double) -> Double {
    if phase >= 1 {
      phase -= 1
      pulses += 1
      periodFactor = max(0.5, 1 + jitter * generator.normal())
      height = max(0, 1 + shimmer * generator.normal())
    }
    let opened = phase / openQuotient
    let value = opened < 1 ? height * opened * (2 - 3 * opened) : 0
    phase += frequency / (sampleRate * periodFactor)
    return value
  }
}
