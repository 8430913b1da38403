/// What a recording's header says, before anything is decoded.
public struct AudioInfo: Sendable, Equatable, Codable {
  /// Samples a second and channel, in Hz, as the header has it.
  public let sampleRate: Int
  /// The number of channels.
  public let channels: Int
  /// Frames (one sample a channel); `nil` where the container does not say.
  public let frames: Int?
  /// The container by content, not by file name: `WAV`, `AIFF`, `FLAC`, `OGG`, `MPEG`, ...
  public let format: String
  /// The encoding inside it: `PCM_16`, `PCM_24`, `FLOAT`, `VORBIS`, ...
  public let subtype: String
  /// Bytes behind the audio that are no chunk of texts: samples that the header does not count, and
  /// that are not decoded.
  public let bytesUncounted: Int

  /// Creates a description.
  public init(
    sampleRate: Int, channels: Int, frames: Int?, format: String, subtype: String,
    bytesUncounted: Int = 0
  ) {
    self.sampleRate = sampleRate
    self.channels = channels
    self.frames = frames
    self.format = format
    self.subtype = subtype
    self.bytesUncounted = bytesUncounted
  }

  /// The length in seconds; `nil` where the container does not say.
  public var durationSeconds: Double? {
    guard let frames, sampleRate > 0 else { return nil }
    return Double(frames) / Double(sampleRate)
  }
}
