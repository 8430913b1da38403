/// What the headers of RF64, W64 and NIST (SPHERE) files promise, whose lengths stand elsewhere
/// than in a RIFF file and may be longer.
///
/// - Source: EBU Tech 3306 (RF64); the Sonic Foundry Wave64 format; the headers of NIST SPHERE 2.6.
extension ContainerPromise {
  /// A file that begins with `RF64`: the length stands in its `ds64` chunk, unless that of the
  /// `data` chunk is a number of its own.
  init?(rf64 bytes: AudioBytes) {
    var offset = 12
    var wide: Int?
    for _ in 0..<Self.maximumChunks {
      let head = bytes.read(at: offset, 8)
      guard head.count == 8 else { return nil }
      let size = head[4..<8].integer(bigEndian: false)
      if head.starts(with: "ds64".utf8) { wide = Self.wideLength(in: bytes, at: offset + 16) }
      guard !head.starts(with: "data".utf8) else {
        self.init(bytes, stated: size == 0xFFFF_FFFF ? wide : size, start: offset + 8)
        return
      }
      offset += 8 + size + size % 2
    }
    return nil
  }

  /// A file that begins with `riff`: chunks are named by 16 bytes, stand at multiples of 8, and
  /// count their own name and length.
  init?(w64 bytes: AudioBytes) {
    guard bytes.read(at: 0, 16) == Self.guid("riff", Self.riffRest) else { return nil }
    var offset = 40
    for _ in 0..<Self.maximumChunks {
      let name = bytes.read(at: offset, 16)
      let size = Self.wideLength(in: bytes, at: offset + 16)
      guard name != Self.guid("data", Self.dataRest) else {
        self.init(bytes, stated: size.map { $0 - 24 }, start: offset + 24)
        return
      }
      guard let size, size >= 24 else { return nil }
      offset += (size + 7) / 8 * 8
    }
    return nil
  }

  /// A file that begins with `NIST_1A`: the header is lines of text. libsndfile reads to the end
  /// of the file whatever they say, so that no byte is uncounted.
  init?(nist bytes: AudioBytes) {
    let lines = String(decoding: bytes.read(at: 0, WaveHeader.longest), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let fields = lines.prefix { $0 != "end_head" }.map { $0.split(separator: " ") }
    func value(_ name: String) -> Int? {
      guard let field = fields.first(where: { $0.first == name[...] }), field.count == 3,
        field[1] == "-i", let value = Int(field[2]), 0...Self.largest ~= value
      else { return nil }
      return value
    }
    guard fields.count > 1, let start = fields[1].first.flatMap({ Int($0) }),
      0...WaveHeader.longest ~= start, let samples = value("sample_count"),
      let width = value("sample_n_bytes"), let channels = value("channel_count"),
      1...8 ~= width, 1...1_024 ~= channels
    else { return nil }
    // The count is that of one channel. Where it fits exactly as that of all, it was meant so.
    let isOfAll = samples * width == bytes.count - start
    self.init(bytes, stated: samples * width * (isOfAll ? 1 : channels), start: start)
  }

  /// `nil` where the writer did not know the length.
  private init?(_ bytes: AudioBytes, stated: Int?, start: Int) {
    guard let stated, stated > 0, stated != 0x7FFF_FFFF, stated != 0xFFFF_FFFF else { return nil }
    self.init(promised: stated, held: max(0, bytes.count - start))
  }

  /// An unsigned integer of 64 bits, or `nil` where it is beyond all files: writers into a pipe
  /// leave the largest number.
  private static func wideLength(in bytes: AudioBytes, at place: Int) -> Int? {
    let word = bytes.read(at: place, 8)
    guard word.count == 8 else { return nil }
    let high = word[4..<8].integer(bigEndian: false)
    guard high < largest >> 32 else { return nil }
    return high << 32 | word[0..<4].integer(bigEndian: false)
  }

  private static func guid(_ name: String, _ rest: [UInt8]) -> [UInt8] { name.utf8 + rest }

  private static let riffRest: [UInt8] = [
    0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00,
  ]
  private static let dataRest: [UInt8] = [
    0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
  ]
  /// 256 TiB: no file is as long, and products with widths and channels stay far from overflow.
  private static let largest = 1 << 48
}
