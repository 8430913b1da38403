/// How many samples the first frame of an MP3 file promises, where that is a header of its own
/// (`Xing` or `Info`). Without one the file promises nothing.
///
/// - Source: the header that the encoder LAME writes, which is no standard.
struct MPEGLength {
  /// Samples of a channel, with those that the encoder has added at both ends.
  private let samples: Int
  /// Samples that may be missing without a loss: encoders count the header as a frame or not, and
  /// decoders drop a first or last frame that they cannot complete.
  let tolerance: Int

  /// Reads the first frame behind tags; `nil` where it states no number.
  init?(_ bytes: AudioBytes) {
    var place = 0
    while let length = Self.tagLength(bytes.read(at: place, 10)) { place += length }
    let start = bytes.read(at: place, Self.headerEnd)
    guard let frame = MPEGFrame(start), let count = Self.count(in: start, of: frame), count > 0
    else { return nil }
    samples = count * frame.samples
    tolerance = 3 * frame.samples
  }

  /// Samples that the header promises of the decoder, which takes away those that the encoder has
  /// added; `nil` where it has not read this header, and only estimates.
  ///
  /// - Parameter frames: what the decoder expects.
  func promised(decoder frames: Int?) -> Int? {
    frames.flatMap { samples - Self.mostAdded...samples ~= $0 ? $0 : nil }
  }

  /// Whether the first bytes can be those of MPEG audio, or a tag before it.
  static func mayBegin(_ bytes: AudioBytes) -> Bool {
    bytes.read(at: 0, 1) == [0xFF] || bytes.read(at: 0, 3) == tag
  }

  /// Bytes of an ID3 tag; `nil` where none begins.
  private static func tagLength(_ head: [UInt8]) -> Int? {
    guard head.count == 10, head.starts(with: tag) else { return nil }
    let body = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
    let hasFooter = head[5] & 0x10 != 0
    return 10 + body + (hasFooter ? 10 : 0)
  }

  /// Frames by the header that stands behind the side information of the first frame.
  private static func count(in start: [UInt8], of frame: MPEGFrame) -> Int? {
    guard start.count == headerEnd else { return nil }
    let isMono = start[3] >> 6 == 3
    let side = frame.samples == 1_152 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
    let header = start[(4 + side)...].prefix(12)
    guard header.starts(with: "Xing".utf8) || header.starts(with: "Info".utf8) else { return nil }
    // The lowest bit of the flags tells that the number of frames follows.
    let isCounted = header[4 + side + 7] & 1 == 1
    return isCounted ? header.suffix(4).integer(bigEndian: true) : nil
  }

  /// The header has 12 bits for the samples added at either end, and the decoder adds 529.
  private static let mostAdded = 2 * 4_095 + 529
  private static let tag = Array("ID3".utf8)
  /// Bytes of a first frame within which the header has stated its number.
  private static let headerEnd = 48
}
