/// What can be wrong with a recording, as facts; `description` is the one place of the wording.
///
/// `source` is the path as it was given, or the name under which bytes were read.
public enum AudioError: Error, Equatable, Sendable {
  /// A length that a header can promise.
  public enum Unit: String, Sendable {
    /// Frames of samples, one sample a channel.
    case frames
    /// Bytes of encoded audio.
    case bytes
  }

  /// No file of that name.
  case missing(source: String)
  /// A folder stands where a file was expected.
  case directory(source: String)
  /// A pipe, device or socket stands where a file was expected.
  case notRegularFile(source: String)
  /// The system refuses to open or read it; `reason` is the system's.
  case unreadable(source: String, reason: String)
  /// The file holds no bytes.
  case empty(source: String)
  /// No decoder recognises the content; `reason` is the decoder's.
  case notAudio(source: String, reason: String)
  /// The header promises more than the file holds.
  case truncated(source: String, promised: Int, held: Int, unit: Unit)
  /// A stream without a stated length stops before the mark of its end.
  case unfinished(source: String)
  /// A valid header with no audio behind it.
  case noFrames(source: String)
  /// A sample is NaN or infinite; `frame` is the first of them, counted from 0.
  case nonFinite(source: String, frame: Int)
  /// A floating-point sample far outside `-1...1`.
  case levelOutOfRange(source: String, peak: Float, limit: Float)
  /// A sample rate that no recording of speech has.
  case sampleRateOutOfRange(source: String, hertz: Int, allowed: ClosedRange<Int>)
  /// No channel, or more than are mixed down.
  case tooManyChannels(source: String, channels: Int, limit: Int)
  /// Longer than is decoded into memory.
  case tooLong(source: String, seconds: Double, limit: Double)
  /// A WAV stream of another encoding than 16-bit PCM; `format` is the header's format tag.
  case streamEncoding(source: String, format: Int, bits: Int)
  /// A stream that ended before anything came.
  case streamEmpty(source: String)
  /// A stream that begins like a file of another format than WAV; `found` is that file.
  case streamContainer(source: String, found: String)
  /// A stream that is text; `found` is what kind.
  case streamText(source: String, found: String)
  /// Channels that sound and whose mean is silence, since they are in opposite phase.
  case channelsCancel(source: String, channels: Int)
  /// The decoder gave up midway; `reason` is the decoder's.
  case undecodable(source: String, reason: String)
  /// The system refuses to write there; `reason` is the system's.
  case notWritable(source: String, reason: String)
  /// The disk (or the quota) is full; nothing was left behind.
  case diskFull(source: String)
  /// The resampler cannot go from one rate to the other.
  case notResampled(from: Int, to: Int, reason: String)
}

extension AudioError: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .missing, .directory, .notRegularFile, .unreadable, .empty, .notWritable, .diskFull:
      return fileDescription
    case .notAudio(let source, let reason):
      return "\(source): not an audio file (\(reason)); expected WAV, AIFF, FLAC, Ogg or another "
        + "format that libsndfile reads"
    case .truncated(let source, let promised, let held, let unit):
      return "\(source): truncated, the header promises \(promised) \(unit.rawValue) and the file "
        + "holds \(held); get the file again and compare its checksum"
    case .unfinished(let source):
      return "\(source): truncated, the stream stops before its last page; get the file again and "
        + "compare its checksum"
    case .noFrames(let source):
      return "\(source): a valid header with no audio behind it; get the file again"
    case .nonFinite(let source, let frame):
      return "\(source): frame \(frame) is NaN or infinite; samples must be numbers, so encode "
        + "the file again from its source"
    case .levelOutOfRange(let source, let peak, let limit):
      return "\(source): a sample of magnitude \(peak), expected -1...1 (at most \(limit)); "
        + "scale the file before use"
    case .sampleRateOutOfRange(let source, let hertz, let allowed):
      return "\(source): a sample rate of \(hertz) Hz, expected \(allowed.lowerBound) to "
        + "\(allowed.upperBound) Hz; the header is probably wrong"
    case .tooManyChannels(let source, let channels, let limit):
      return "\(source): \(channels) channels, expected 1 to \(limit); "
        + (channels > limit ? "mix it down first" : "the header is probably wrong")
    case .tooLong(let source, let seconds, let limit):
      return "\(source): longer than is decoded (\(seconds) s, at most \(limit) s); cut it into "
        + "utterances"
    case .streamEncoding(let source, let format, let bits):
      return "\(source): a WAV stream of format \(format) with \(bits) bits, expected 16-bit PCM; "
        + "write it by `arecord -f S16_LE` or `ffmpeg -f s16le`"
    case .streamEmpty(let source):
      return
        "\(source): ended without a sample, expected 16-bit samples or a WAV stream; send one: "
        + "ffmpeg -loglevel error -i FILE -f wav - | ser-audit predict --stream"
    case .streamContainer(let source, let found):
      return "\(source): found \(found), expected 16-bit samples or a WAV stream; convert it: "
        + "ffmpeg -i FILE -f wav - | ser-audit predict --stream"
    case .streamText(let source, let found):
      return "\(source): found \(found), expected 16-bit samples or a WAV stream; look at what was "
        + "sent, a server may have answered with an error"
    case .channelsCancel(let source, let channels):
      return "\(source): the mean of its \(channels) channels is silence, and they are not "
        + "(opposite phase); take one of them: ffmpeg -i FILE -af 'pan=mono|c0=c0' OUT.wav"
    case .undecodable(let source, let reason):
      return "\(source): decoding stopped (\(reason)); get the file again"
    case .notResampled(let from, let to, let reason):
      return "cannot resample from \(from) Hz to \(to) Hz (\(reason)); "
        + (from > 0 && to > 0
          ? "take a shorter recording or a lower rate" : "rates must be positive")
    }
  }

  private var fileDescription: String {
    switch self {
    case .missing(let source):
      // What is no UTF-8 in an argument comes as this character, by which no file is found.
      return source.contains("\u{FFFD}")
        ? "\(source): no such file; its name seems to hold bytes that are not UTF-8: rename it"
        : "\(source): no such file; check the path"
    case .directory(let source):
      let folder = source.hasSuffix("/") ? source : source + "/"
      return "\(source): a folder, expected an audio file; name those in it: \(folder)*.wav"
    case .notRegularFile(let source):
      return "\(source): a pipe, device or socket, expected an audio file"
    case .unreadable(let source, let reason):
      return "\(source): cannot be read (\(reason)); check the permissions and the disk"
    case .empty(let source):
      return "\(source): an empty file (0 bytes), expected audio; get the file again"
    case .notWritable(let source, let reason):
      return "\(source): cannot be written (\(reason)); check the folder and its permissions"
    case .diskFull(let source):
      return "\(source): cannot be written, the disk is full; free some space and try again"
    default:
      return "unknown audio error"
    }
  }

  /// A stable kebab-case name of the fact, for findings and JSON.
  public var code: String {
    switch self {
    case .missing: "missing"
    case .directory: "directory"
    case .notRegularFile: "not-regular-file"
    case .unreadable: "unreadable"
    case .empty: "empty-file"
    case .notAudio: "not-audio"
    case .truncated, .unfinished: "truncated"
    case .noFrames: "no-frames"
    case .nonFinite: "non-finite"
    case .levelOutOfRange: "level-out-of-range"
    case .sampleRateOutOfRange: "sample-rate-out-of-range"
    case .tooManyChannels: "too-many-channels"
    case .tooLong: "too-long"
    case .streamEncoding: "stream-encoding"
    case .streamEmpty: "stream-empty"
    case .streamContainer: "stream-container"
    case .streamText: "stream-text"
    case .channelsCancel: "channels-cancel"
    case .undecodable: "undecodable"
    case .notWritable: "not-writable"
    case .diskFull: "disk-full"
    case .notResampled: "not-resampled"
    }
  }
}
