/// What is still taken for a recording; anything beyond is refused before memory is spent on it.
public struct AudioLimits: Sendable, Equatable {
  /// Plausible sample rates in Hz. Telephony starts at 8,000; archives end at 384,000.
  public let sampleRates: ClosedRange<Int>
  /// The most channels that are mixed down.
  public let maximumChannels: Int
  /// The longest recording in seconds.
  public let maximumSeconds: Double
  /// The most frames that are held in memory, whatever the rate.
  public let maximumFrames: Int
  /// The largest magnitude of a floating-point sample: integers stored as floats still pass,
  /// squares stay far from overflow.
  public let maximumMagnitude: Float

  /// Creates limits; every default errs on the generous side.
  public init(
    sampleRates: ClosedRange<Int> = 1_000...768_000, maximumChannels: Int = 32,
    maximumSeconds: Double = 3_600, maximumFrames: Int = 1 << 28,
    maximumMagnitude: Float = 1e6
  ) {
    self.sampleRates = sampleRates
    self.maximumChannels = maximumChannels
    self.maximumSeconds = maximumSeconds
    self.maximumFrames = maximumFrames
    self.maximumMagnitude = maximumMagnitude
  }

  /// The most frames of a recording at a sample rate: what the seconds and the memory allow.
  func frames(at sampleRate: Int) -> Int {
    let exact = max(0, maximumSeconds * Double(sampleRate))
    return exact < Double(maximumFrames) ? Int(exact) : maximumFrames
  }

  /// One hour, 32 channels, 1 kHz to 768 kHz.
  public static let standard = AudioLimits()
}
