/// What raw samples of a stream are: 16-bit integers, little-endian, channels interleaved.
public struct StreamFormat: Sendable, Equatable {
  /// Samples a second of one channel, in Hz.
  public let sampleRate: Int
  /// Samples a frame.
  public let channels: Int

  /// Creates a format, for example that of `arecord -f S16_LE -r 16000 -c 1`.
  ///
  /// - Parameter source: what errors call the stream.
  /// - Throws: `AudioError.sampleRateOutOfRange` or `.tooManyChannels`, within the limits that hold
  ///   for files.
  public init(sampleRate: Int, channels: Int, source: String) throws(AudioError) {
    let limits = AudioLimits.standard
    guard limits.sampleRates.contains(sampleRate) else {
      throw .sampleRateOutOfRange(source: source, hertz: sampleRate, allowed: limits.sampleRates)
    }
    guard 1...limits.maximumChannels ~= channels else {
      throw .tooManyChannels(
        source: source, channels: channels, limit: limits.maximumChannels)
    }
    self.sampleRate = sampleRate
    self.channels = channels
  }
}

/// Decodes 16-bit audio that arrives in pieces of any length: raw samples, or a WAV stream, which
/// its first bytes tell apart.
///
/// The lengths of a WAV stream that a pipe wrote are often 0 or the largest number, and are then
/// taken for unknown: all that comes is samples, but for chunks of texts at the very end.
public struct PCMStream: Sendable {
  /// What errors call the stream.
  public let source: String
  /// The format in force: of raw samples, or of the WAV header once that was read.
  public private(set) var format: StreamFormat
  /// The search for a header, until it has come to something.
  private var beginning: WaveHeader.Search? = WaveHeader.Search()
  private var incomplete: [UInt8] = []
  private var bytesLeft = Int.max
  /// What sorts out chunks at the end, where the length of the samples is unknown.
  private var trailing: TrailingChunks?
  /// The first bytes behind the samples that a WAV header promised, and how many there are.
  private var behind: (start: [UInt8], count: Int) = ([], 0)
  private var hasSamples = false
  /// Whether any channel has sounded, and whether the mean of all has.
  private var sounds = (channels: false, mean: false)
  private var isWave = false

  /// Starts a stream; `format` holds unless a WAV header says otherwise.
  public init(format: StreamFormat, source: String) {
    self.format = format
    self.source = source
  }

  /// Decodes the next bytes.
  ///
  /// - Returns: mono samples in `-1...1`, the mean of the channels; what does not fill a frame
  ///   waits for the next bytes.
  /// - Throws: `AudioError` for a file of another format than WAV, for text, and for a WAV header
  ///   of another encoding than 16-bit PCM, or without an end.
  public mutating func append(_ bytes: [UInt8]) throws(AudioError) -> [Float] {
    // In place: a copy of what came before would be made for each piece.
    guard let found = try beginning?.append(bytes, source: source) else { return decode(bytes) }
    let start = beginning?.bytes ?? []
    switch found {
    case .undecided: return []
    case .raw:
      beginning = nil
      return decode(start)
    case .wave(let header):
      beginning = nil
      isWave = true
      format = header.format
      bytesLeft = header.dataCount ?? .max
      trailing = header.dataCount == nil ? TrailingChunks() : nil
      return decode(Array(start[header.length...]))
    }
  }

  /// Decodes what a stream that is over has left undecided, or says why it held no samples.
  ///
  /// - Returns: the samples of a stream so short that it might have begun another file, and those
  ///   at its end that might have begun chunks of texts.
  /// - Throws: `AudioError.streamEmpty` where it held nothing, `.undecodable` where it ended within
  ///   a WAV header or a sample, `.noFrames` where nothing came behind a header, `.streamText`
  ///   where all that came is text.
  @discardableResult
  public func finish() throws(AudioError) -> [Float] {
    let start = beginning?.bytes
    if let start {
      guard !start.isEmpty else { throw .streamEmpty(source: source) }
      guard !WaveHeader.isBegun(by: start) else {
        throw .undecodable(source: source, reason: "the stream ends within its WAV header")
      }
      if case .text(let found) = ForeignBeginning(of: start, isAll: true) {
        throw .streamText(source: source, found: found)
      }
    }
    var rest = self
    let last = start ?? trailing?.samplesAtEnd ?? []
    rest.trailing = nil
    let samples = rest.decode(last)
    guard !rest.hasSamples else { return samples }
    guard isWave else { throw .undecodable(source: source, reason: "less than one sample") }
    throw .noFrames(source: source)
  }

  /// Bytes that a WAV header promised and that have not come.
  public var bytesMissing: Int { bytesLeft < .max ? bytesLeft : 0 }

  /// Bytes behind the samples that a WAV header promised, which were not heard: a second file, or
  /// samples that the header does not count. 0 for what usually follows samples, chunks of texts.
  public var bytesUnheard: Int {
    WaveHeader.isTrailer(behind.start, count: behind.count) ? 0 : behind.count
  }

  /// Whether channels have sounded and their mean, which is what is heard, never has: they are in
  /// opposite phase.
  public var channelsCancel: Bool { sounds.channels && !sounds.mean }

  private mutating func decode(_ bytes: [UInt8]) -> [Float] {
    let bytes = trailing?.samples(in: bytes) ?? bytes
    let taken = incomplete + bytes.prefix(bytesLeft)
    if bytesLeft < .max {
      let rest = bytes.dropFirst(bytesLeft)
      bytesLeft -= bytes.count - rest.count
      behind.start += rest.prefix(WaveHeader.trailerStart - behind.start.count)
      behind.count += rest.count
    }
    let width = 2 * format.channels
    let frames = taken.count / width
    if frames > 0 { hasSamples = true }
    incomplete = Array(taken[(frames * width)...])
    let scale = 1 / (32_768 * Float(format.channels))
    let samples = (0..<frames).map { frame in
      var sum: Float = 0
      for place in stride(from: frame * width, to: (frame + 1) * width, by: 2) {
        let bits = UInt16(taken[place]) | UInt16(taken[place + 1]) << 8
        sum += Float(Int16(bitPattern: bits))
      }
      return sum * scale
    }
    sounds.channels = sounds.channels || taken.prefix(frames * width).contains { $0 != 0 }
    sounds.mean = sounds.mean || samples.contains { $0 != 0 }
    return samples
  }
}
