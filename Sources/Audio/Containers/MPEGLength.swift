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
    let start = bytes.read(at: Self.firstFrame(bytes), Self.headerEnd)
    guard let frame = MPEGFrame(start), let count = Self.count(in: start, of: frame), count > 0
    else { return nil }
    samples = count * frame.samples
    tolerance = Self.framesOfNoLoss * frame.samples
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

  /// The same audio behind a header that counts its frames; `nil` where the decoder hears all of it
  /// without.
  ///
  /// Encoders that write into a pipe cannot come back to such a header. Without one, the decoder
  /// takes the length of the first frame for that of all, and stops after as many frames as would
  /// fill the file. With a variable bit rate, that may be long before its end. Behind the header
  /// it leaves out the 529 samples of its own delay, which hold nothing.
  ///
  /// - Parameter frames: samples of a channel after which the decoder stops.
  static func counted(_ bytes: AudioBytes, decoder frames: Int) -> AudioBytes? {
    let place = firstFrame(bytes)
    let start = bytes.read(at: place, headerEnd)
    guard let first = MPEGFrame(start), start.count == headerEnd, MPEGLength(bytes) == nil
    else { return nil }
    let count = countFrames(bytes, from: place)
    guard count - Self.framesOfNoLoss > frames / first.samples, let stated = UInt32(exactly: count)
    else { return nil }
    // Without a checksum or padding, at a bit rate at which the header has room.
    let head = [start[0], start[1] | 1, 0x90 | start[2] & 0x0C, start[3]]
    let side = [UInt8](repeating: 0, count: sideLength(of: start, samples: first.samples))
    let header = head + side + "Xing".utf8 + [0, 0, 0, 1] + stated.bytes(bigEndian: true)
    let missing = (MPEGFrame(head)?.length ?? 0) - header.count
    let padding = [UInt8](repeating: 0, count: max(0, missing))
    return AudioBytes(header + padding, before: bytes, from: place)
  }

  /// Whether as much was heard as the file has frames: what the decoder stumbled over stands behind
  /// the last of them, and is no audio.
  static func isAll(of bytes: AudioBytes, heard samples: Int) -> Bool {
    let place = firstFrame(bytes)
    guard let first = MPEGFrame(bytes.read(at: place, headerEnd)) else { return false }
    return samples >= (countFrames(bytes, from: place) - framesOfNoLoss) * first.samples
  }

  /// Frames by their headers; what is none is passed over, as the decoder does.
  private static func countFrames(_ bytes: AudioBytes, from start: Int) -> Int {
    var (count, place) = (0, start)
    while place + 3 <= bytes.count {
      let block = bytes.read(at: place, 1 << 16)
      guard block.count >= 3 else { break }
      var offset = 0
      while offset + 3 <= block.count {
        let isMarked = block[offset] == 0xFF
        let frame = isMarked ? MPEGFrame(Array(block[offset..<(offset + 3)])) : nil
        count += frame == nil ? 0 : 1
        offset += frame?.length ?? 1
      }
      place += offset
    }
    return count
  }

  /// Where tags at the beginning end.
  private static func firstFrame(_ bytes: AudioBytes) -> Int {
    var place = 0
    while let length = tagLength(bytes.read(at: place, 10)) { place += length }
    return place
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
    let side = sideLength(of: start, samples: frame.samples)
    let header = start[(4 + side)...].prefix(12)
    guard header.starts(with: "Xing".utf8) || header.starts(with: "Info".utf8) else { return nil }
    // The lowest bit of the flags tells that the number of frames follows.
    let isCounted = header[4 + side + 7] & 1 == 1
    return isCounted ? header.suffix(4).integer(bigEndian: true) : nil
  }

  /// Bytes of side information behind the header of a frame.
  private static func sideLength(of start: [UInt8], samples: Int) -> Int {
    let isMono = start[3] >> 6 == 3
    return samples == 1_152 ? (isMono ? 17 : 32) : (isMono ? 9 : 17)
  }

  /// Samples of a channel in a frame of MPEG 2.
  static let shortestFrame = 576
  /// The header has 12 bits for the samples added at either end, and the decoder adds 529.
  private static let mostAdded = 2 * 4_095 + 529
  private static let framesOfNoLoss = 3
  private static let tag = Array("ID3".utf8)
  /// Bytes of a first frame within which the header has stated its number.
  private static let headerEnd = 48
}
