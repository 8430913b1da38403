/// The beginning of a WAV stream up to its samples.
///
/// - Source: the RIFF WAVE format (Microsoft and IBM, 1991), and WAVEFORMATEXTENSIBLE (2001).
struct WaveHeader: Equatable {
  /// What the first bytes of a stream turn out to be.
  enum Beginning: Equatable {
    /// More bytes are needed.
    case undecided
    /// No WAV header.
    case raw
    /// A complete header.
    case wave(WaveHeader)
  }

  let format: StreamFormat
  /// Bytes before the first sample.
  let length: Int
  /// Bytes of samples, or `nil` where the writer did not know.
  let dataCount: Int?

  /// What stands before the samples of a stream is no longer than this, which leaves room for a
  /// picture.
  static let longestHeader = 1 << 24
  /// Chunks behind the samples, and headers of other containers, do not grow longer than this.
  static let longest = 1 << 16

  /// Whether bytes are the beginning of a RIFF file, as far as they go.
  static func isBegun(by bytes: [UInt8]) -> Bool { "RIFF".utf8.starts(with: bytes.prefix(4)) }

  /// Whether four bytes can be the name of a chunk and are not the beginning of a second file.
  static func isChunkMark(_ mark: some Collection<UInt8>) -> Bool {
    mark.allSatisfy { 0x20...0x7E ~= $0 } && !mark.elementsEqual("RIFF".utf8)
  }

  /// The bytes behind the samples by which `isTrailer` tells what they are: one that fills up to an
  /// even number, a name and a length.
  static let trailerStart = 9

  /// Whether bytes behind the samples are what usually follows them: zeros or chunks of texts, few
  /// of them but for what the first chunk says that it holds, for example a picture.
  ///
  /// - Parameters:
  ///   - start: the first `trailerStart` of them, or all.
  ///   - count: how many there are.
  static func isTrailer(_ start: [UInt8], count: Int) -> Bool {
    let head = Array(start.drop { $0 == 0 })
    // A second chunk of samples is no text.
    guard isChunkMark(head.prefix(4)), !has("data", in: head, at: 0) else { return false }
    let first = integer(in: head, at: 4, bytes: 4).map { start.count - head.count + 8 + $0 } ?? 0
    return first <= count && count - first <= longest || count <= longest
  }

  /// The format that a chunk `fmt ` says.
  static func read(
    _ bytes: [UInt8], at body: Int, size: Int, source: String
  ) throws(AudioError) -> StreamFormat {
    let tag = integer(in: bytes, at: body, bytes: 2) ?? 0
    let isExtensible = tag == 0xFFFE && size >= 40
    let encoding = isExtensible ? integer(in: bytes, at: body + 24, bytes: 2) ?? 0 : tag
    let bits = integer(in: bytes, at: body + 14, bytes: 2) ?? 0
    guard encoding == 1, bits == 16 else {
      throw .streamEncoding(source: source, format: encoding, bits: bits)
    }
    return try StreamFormat(
      sampleRate: integer(in: bytes, at: body + 4, bytes: 4) ?? 0,
      channels: integer(in: bytes, at: body + 2, bytes: 2) ?? 0, source: source)
  }

  /// Whether a chunk of a name begins at a place.
  static func has(_ mark: String, in bytes: [UInt8], at place: Int) -> Bool {
    place + 4 <= bytes.count && bytes[place..<place + 4].elementsEqual(mark.utf8)
  }

  /// An unsigned little-endian integer, or `nil` beyond the end.
  static func integer(in bytes: [UInt8], at place: Int, bytes width: Int) -> Int? {
    guard place + width <= bytes.count else { return nil }
    return bytes[place..<place + width].integer(bigEndian: false)
  }
}
