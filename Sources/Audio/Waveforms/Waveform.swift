/// Mono audio: Float32 samples, nominally in `-1...1`, with their sample rate.
public struct Waveform: Sendable, Equatable {
  /// The samples, shape `[samples]`.
  public var samples: [Float]
  /// Samples a second, in Hz.
  public let sampleRate: Int

  /// 16,000 Hz, what speech corpora share: the rate at which recordings are changed, measured and
  /// handed to models.
  public static let speechRate = 16_000

  /// Creates a waveform.
  public init(samples: [Float], sampleRate: Int) {
    self.samples = samples
    self.sampleRate = sampleRate
  }

  /// The length in seconds.
  public var durationSeconds: Double { Double(samples.count) / Double(sampleRate) }
}
