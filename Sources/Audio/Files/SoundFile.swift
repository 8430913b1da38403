import CSndfile

/// An open decoder. A class because it owns libsndfile's handle.
final class SoundFile {
  private let bytes: AudioBytes
  /// What libsndfile reads: `bytes`, or what stands for them.
  private let input: AudioBytes
  private let promise: ContainerPromise?
  private let handle: OpaquePointer
  private let header: SF_INFO

  /// Lets libsndfile find out what the bytes are, by content alone.
  init(_ bytes: AudioBytes) throws(AudioError) {
    guard bytes.read(at: 0, 2) != Self.sampleDump else {
      throw .notAudio(source: bytes.name, reason: "a MIDI sample dump")
    }
    let promise = ContainerPromise(bytes)
    if let length = promise?.correction { bytes.correct(at: length.place, to: length.bytes) }
    var (input, (opened, header)) = (bytes, Self.open(bytes))
    if opened != nil, Self.isMPEG(header),
      let counted = MPEGLength.counted(bytes, decoder: Int(header.frames))
    {
      sf_close(opened)
      (input, (opened, header)) = (counted, Self.open(counted))
    }
    guard let handle = opened else {
      throw .notAudio(source: bytes.name, reason: Self.refusal)
    }
    self.bytes = bytes
    self.input = input
    self.promise = promise
    self.handle = handle
    self.header = header
  }

  private static func open(_ bytes: AudioBytes) -> (handle: OpaquePointer?, header: SF_INFO) {
    var callbacks = AudioBytes.callbacks
    var header = SF_INFO()
    let user = Unmanaged.passUnretained(bytes).toOpaque()
    let handle = MPEGWarnings.withheld(MPEGLength.mayBegin(bytes)) {
      sf_open_virtual(&callbacks, Int32(SFM_READ), &header, user)
    }
    return (handle, header)
  }

  deinit { sf_close(handle) }

  /// What the header says.
  var info: AudioInfo {
    AudioInfo(
      sampleRate: Int(header.samplerate), channels: Int(header.channels), frames: promisedFrames,
      format: FormatNames.container(header.format), subtype: FormatNames.encoding(header.format),
      bytesUncounted: promise?.uncounted ?? 0)
  }

  /// Frames by the header; libsndfile has the largest count stand for "unknown".
  private var promisedFrames: Int? {
    let frames = Int(header.frames)
    return frames >= Int(Int64.max) / 2 || frames < 0 ? nil : frames
  }

  /// Decodes block by block to the mean of the channels; memory follows what is really there.
  func decode(_ limits: AudioLimits) throws(AudioError) -> Waveform {
    let info = self.info
    try check(info, limits)
    let channels = info.channels
    var samples: [Float] = []
    // Of a block within which it stops, the decoder of MPEG gives nothing.
    let blockFrames = isMPEG ? MPEGLength.shortestFrame : 16_384
    samples.reserveCapacity(min(info.frames ?? blockFrames, 1 << 20))
    var block = [Float](repeating: 0, count: blockFrames * channels)
    var (loudest, peak): (Float, Float) = (0, 0)
    while true {
      let got = MPEGWarnings.withheld(isMPEG) {
        Int(sf_readf_float(handle, &block, sf_count_t(blockFrames)))
      }
      guard got > 0 else { break }
      let start = samples.count
      block.withUnsafeBufferPointer {
        samples.appendMean($0, frames: got, channels: channels)
        let heard = UnsafeBufferPointer(rebasing: $0.prefix(got * channels))
        loudest = max(loudest, heard.largestMagnitude)
      }
      peak = max(peak, try checkedPeak(of: samples[start...], limits))
      try checkLength(samples.count, at: info.sampleRate, limits)
    }
    try checkEnd(info, decoded: samples.count)
    guard loudest == 0 || peak > 0 else {
      throw .channelsCancel(source: bytes.name, channels: channels)
    }
    return Waveform(samples: samples, sampleRate: info.sampleRate)
  }

  private func check(_ info: AudioInfo, _ limits: AudioLimits) throws(AudioError) {
    let name = bytes.name
    guard limits.sampleRates.contains(info.sampleRate) else {
      throw .sampleRateOutOfRange(
        source: name, hertz: info.sampleRate, allowed: limits.sampleRates)
    }
    guard info.channels >= 1, info.channels <= limits.maximumChannels else {
      throw .tooManyChannels(
        source: name, channels: info.channels, limit: limits.maximumChannels)
    }
    if let promise, promise.isBroken {
      throw .truncated(
        source: name, promised: promise.promised, held: promise.held, unit: .bytes)
    }
    switch OggStream(bytes) {
    case .unfinished: throw .unfinished(source: name)
    case .damaged(let place):
      throw .undecodable(source: name, reason: "damaged or missing Ogg data at byte \(place)")
    case .whole, nil: break
    }
    guard let frames = info.frames else { return }
    guard frames > 0 else { throw .noFrames(source: name) }
    try checkLength(frames, at: info.sampleRate, limits)
  }

  /// Names the limit that is the narrower at this rate, whether of seconds or of frames.
  private func checkLength(
    _ frames: Int, at rate: Int, _ limits: AudioLimits
  ) throws(AudioError) {
    let limit = limits.frames(at: rate)
    guard frames <= limit else {
      throw .tooLong(
        source: bytes.name, seconds: Double(frames) / Double(rate),
        limit: Double(limit) / Double(rate))
    }
  }

  /// The largest magnitude, where all values are numbers within the limit.
  private func checkedPeak(
    of values: ArraySlice<Float>, _ limits: AudioLimits
  ) throws(AudioError) -> Float {
    let peak = values.withUnsafeBufferPointer { $0.largestMagnitude }
    guard !(peak <= limits.maximumMagnitude) else { return peak }
    if let frame = values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(source: bytes.name, frame: frame)
    }
    throw .levelOutOfRange(source: bytes.name, peak: peak, limit: limits.maximumMagnitude)
  }

  private func checkEnd(_ info: AudioInfo, decoded: Int) throws(AudioError) {
    let isStopped =
      sf_error(handle) != 0 && !(isMPEG && MPEGLength.isAll(of: bytes, heard: decoded))
    guard !isMPEG || !isStopped else {
      throw .undecodable(source: bytes.name, reason: "damaged MPEG data")
    }
    if let (promised, tolerance) = promisedAtLeast(info), decoded < promised - tolerance {
      throw .truncated(
        source: bytes.name, promised: promised, held: decoded, unit: .frames)
    }
    guard !isStopped else {
      throw .undecodable(source: bytes.name, reason: String(cString: sf_strerror(handle)))
    }
    guard decoded > 0 else { throw .noFrames(source: bytes.name) }
  }

  /// Frames that the header promises, and how many of them may be missing without a loss.
  private func promisedAtLeast(_ info: AudioInfo) -> (promised: Int, tolerance: Int)? {
    guard isMPEG else { return info.frames.map { ($0, 0) } }
    // Of MPEG, the decoder estimates the frames where no header states them.
    guard let length = MPEGLength(bytes), let promised = length.promised(decoder: info.frames)
    else { return nil }
    return (promised, length.tolerance)
  }

  private var isMPEG: Bool { Self.isMPEG(header) }

  private static func isMPEG(_ header: SF_INFO) -> Bool {
    Int(header.format) & Int(SF_FORMAT_TYPEMASK) == Int(SF_FORMAT_MPEG)
  }

  /// Why the last file was not opened.
  private static var refusal: String {
    // Where its MP3 decoder finds nothing, libsndfile speaks of a missing file, which misleads.
    let reason = String(cString: sf_strerror(nil))
    return reason.contains("does not exist") ? "the decoder finds no audio in it" : reason
  }

  /// How MIDI sample dumps begin; libsndfile prints to standard output where one is damaged.
  private static let sampleDump: [UInt8] = [0xF0, 0x7E]
}

extension [Float] {
  /// Appends the mean of the channels of interleaved `frames`.
  fileprivate mutating func appendMean(
    _ block: UnsafeBufferPointer<Float>, frames: Int, channels: Int
  ) {
    guard channels > 1 else { return append(contentsOf: block[0..<frames]) }
    let scale = 1 / Float(channels)
    for frame in 0..<frames {
      var sum: Float = 0
      for channel in 0..<channels { sum += block[frame * channels + channel] }
      append(sum * scale)
    }
  }
}
