/// How many bytes of audio the header of a RIFF, AIFF, AU, RF64, W64 or NIST file promises and how
/// many follow it.
///
/// libsndfile quietly shortens a chunk that runs past the end of the file, so a truncated download
/// would decode without complaint; it hears nothing where a recorder that was stopped has left the
/// length 0, and stops where the length is too small. This walk over the chunks notices all three.
struct ContainerPromise {
  /// Bytes of audio that the header promises, or all that follow, but for chunks of texts at the
  /// end, where its writer did not know.
  let promised: Int
  /// Bytes that stand in the file from the start of the audio on.
  let held: Int
  /// Bytes behind the promised ones that are no chunk of texts: samples that the header does not
  /// count.
  let uncounted: Int
  /// The length that a WAV header lacks, and where it belongs; `nil` where it states one.
  let correction: (place: Int, bytes: [UInt8])?

  /// Lengths from here on stand for "unknown" where the file is shorter: writers into a pipe, which
  /// cannot fill in the length, leave a number near the largest of 31 or 32 bits.
  static let unknownLength = 0x7FFF_0000

  /// Whether the file ends before its header says.
  var isBroken: Bool { promised > held }

  /// Reads the chunk headers only; `nil` where the container is another or has no audio chunk.
  init?(_ bytes: AudioBytes) {
    let head = bytes.read(at: 0, 12)
    guard head.count == 12 else { return nil }
    switch head[0..<4].text {
    case "RIFF" where head[8..<12].text == "WAVE":
      self.init(bytes, chunk: "data", bigEndian: false)
    case "RIFX" where head[8..<12].text == "WAVE":
      self.init(bytes, chunk: "data", bigEndian: true)
    case "FORM" where head[8..<12].text.hasPrefix("AIF"):
      self.init(bytes, chunk: "SSND", bigEndian: true)
    case ".snd":
      let start = head[4..<8].integer(bigEndian: true)
      self.init(
        bytes, promised: head[8..<12].integer(bigEndian: true), start: start, bigEndian: true)
    case "RF64" where head[8..<12].text == "WAVE":
      self.init(rf64: bytes)
    case "riff":
      self.init(w64: bytes)
    case "NIST" where head[4..<8].text == "_1A\n":
      self.init(nist: bytes)
    default:
      return nil
    }
  }

  /// A length that is taken as it stands.
  init(promised: Int, held: Int) {
    (self.promised, self.held) = (promised, held)
    uncounted = 0
    correction = nil
  }

  private init?(_ bytes: AudioBytes, chunk wanted: String, bigEndian: Bool) {
    var offset = 12
    for _ in 0..<Self.maximumChunks {
      let head = bytes.read(at: offset, 8)
      guard head.count == 8 else { return nil }
      let size = head[4..<8].integer(bigEndian: bigEndian)
      guard head[0..<4].text != wanted else {
        self.init(
          bytes, promised: size, start: offset + 8, bigEndian: bigEndian,
          lengthPlace: wanted == "data" ? offset + 4 : nil)
        return
      }
      offset += 8 + size + size % 2
    }
    return nil
  }

  private init(
    _ bytes: AudioBytes, promised: Int, start: Int, bigEndian: Bool, lengthPlace: Int? = nil
  ) {
    held = max(0, bytes.count - start)
    let end = start + promised
    let behind = max(0, bytes.count - end)
    let isFollowed = Self.isChunk(in: bytes, at: end + promised % 2, bigEndian: bigEndian)
    let isUnknown = promised >= Self.unknownLength && promised > held
    if let lengthPlace, isUnknown || promised == 0 && behind > 0 && !isFollowed {
      self.promised = held - Self.trailing(in: bytes, behind: start, bigEndian: bigEndian)
      uncounted = 0
      correction = (lengthPlace, UInt32(clamping: self.promised).bytes(bigEndian: bigEndian))
    } else {
      self.promised = isUnknown ? held : promised
      let start = bytes.read(at: end, WaveHeader.trailerStart)
      uncounted = isFollowed || WaveHeader.isTrailer(start, count: behind) ? 0 : behind
      correction = nil
    }
  }

  /// Bytes of chunks at the end of a file whose samples begin at `start`.
  private static func trailing(in bytes: AudioBytes, behind start: Int, bigEndian: Bool) -> Int {
    let far = max(0, bytes.count - start - WaveHeader.longest)
    let last = bytes.read(at: start + far + far % 2, WaveHeader.longest)
    return TrailingChunks.count(atEndOf: last, bigEndian: bigEndian)
  }

  /// Whether a chunk begins at `place` and ends within the file.
  private static func isChunk(in bytes: AudioBytes, at place: Int, bigEndian: Bool) -> Bool {
    let head = bytes.read(at: place, 8)
    guard head.count == 8, WaveHeader.isChunkMark(head[0..<4]) else { return false }
    return place + 8 + head[4..<8].integer(bigEndian: bigEndian) <= bytes.count
  }

  /// More chunks than any writer makes: a loop over lying sizes ends here.
  static let maximumChunks = 4_096
}

extension ArraySlice<UInt8> {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
