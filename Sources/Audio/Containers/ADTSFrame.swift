/// The header of a frame of AAC in a stream of its own (ADTS), which states how long the frame is.
///
/// - Source: ISO/IEC 13818-7, section 6.2.
enum ADTSFrame {
  /// Whether bytes begin with three headers in a row; `nil` where more bytes are needed to tell.
  ///
  /// Bytes at random do so in less than one of 10^20 streams.
  static func begins(_ bytes: [UInt8]) -> Bool? {
    FrameChain.begins(bytes, length: 6, mark: mark) { header in
      let length = Int(header[3] & 3) << 11 | Int(header[4]) << 3 | Int(header[5] >> 5)
      guard header[2] >> 2 & 15 < rates, length >= headerLength else { return nil }
      return ([header[1], header[2] & 0xFD, header[3] & 0xC0], length)
    }
  }

  /// Twelve bits of one, and two of zero behind the version.
  private static let mark: [(mask: UInt8, bits: UInt8)] = [(0xFF, 0xFF), (0xF6, 0xF0)]
  /// Sample rates that have a number.
  private static let rates: UInt8 = 13
  private static let headerLength = 7
}
