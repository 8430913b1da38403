/// The header of a frame of MPEG audio, layer III (MP3), which states where the next one stands.
///
/// - Source: ISO/IEC 11172-3, section 2.4.2.3, and ISO/IEC 13818-3; the quartered rates are those
///   of MPEG 2.5, which is no standard.
struct MPEGFrame {
  /// The bits that all frames of a file share: version and sample rate.
  private let kind: [UInt8]
  /// Bytes from the beginning of this header to that of the next one.
  let length: Int
  /// Samples of a channel that the frame holds.
  let samples: Int

  /// Whether bytes begin with three headers, each where the one before it says, and all of one
  /// kind; `nil` where more bytes are needed to tell.
  ///
  /// Bytes at random do so in less than one of 10^14 streams. Layer I is left out: its headers are
  /// the samples -1 and -257, of which quiet recordings are full.
  static func begins(_ bytes: [UInt8]) -> Bool? {
    FrameChain.begins(bytes, length: 3, mark: mark) { header in
      MPEGFrame(header).map { ($0.kind, $0.length) }
    }
  }

  /// Reads the first three bytes of a header; `nil` where they mean nothing, or a bit rate of its
  /// own, which does not tell the length.
  init?(_ header: [UInt8]) {
    guard header.count >= 3, zip(header, Self.mark).allSatisfy({ $0 & $1.mask == $1.bits })
    else { return nil }
    let (version, rateOf) = (header[1] >> 3 & 3, Int(header[2] >> 2 & 3))
    let step = Int(header[2] >> 4)
    guard version != Self.reservedVersion, rateOf < 3, 1...14 ~= step else { return nil }
    let isFirst = version == Self.firstVersion
    let hertz = [44_100, 48_000, 32_000][rateOf] / (isFirst ? 1 : version == 2 ? 2 : 4)
    let kilobits = (isFirst ? Self.kilobits : Self.lowKilobits)[step - 1]
    kind = [header[1] & 0xFE, header[2] & 0x0C]
    samples = isFirst ? 1_152 : 576
    length = (isFirst ? 144_000 : 72_000) * kilobits / hertz + Int(header[2] >> 1 & 1)
  }

  /// Eleven bits of one, and those of layer III.
  private static let mark: [(mask: UInt8, bits: UInt8)] = [(0xFF, 0xFF), (0xE6, 0xE2)]
  private static let firstVersion: UInt8 = 3
  private static let reservedVersion: UInt8 = 1
  /// Bit rates of MPEG 1.
  private static let kilobits = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
  /// Bit rates of MPEG 2 and 2.5.
  private static let lowKilobits = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
}
