import Audio
import Testing

@Suite("Headers of MP3")
struct MPEGFrameTests {
  /// A version of MPEG by its two bits, with its rates and the samples of a frame of layer III by 8
  /// (ISO/IEC 11172-3, table 2.4.2.3, and ISO/IEC 13818-3; 2.5 halves the rates once more).
  private static let versions: [(bits: UInt8, hertz: [Int], kilobits: [Int], eighths: Int)] = [
    (
      3, [44_100, 48_000, 32_000],
      [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], 144
    ),
    (
      2, [22_050, 24_000, 16_000], [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], 72
    ),
    (0, [11_025, 12_000, 8_000], [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160], 72),
  ]

  private static func header(version: UInt8, step: Int, rate: Int, padding: Int) -> [UInt8] {
    [0xFF, 0xE3 | version << 3, UInt8(step << 4 | rate << 2 | padding << 1), 0x44]
  }

  /// Whether a stream of three such headers, so many bytes apart, is refused as an MP3 file.
  private static func isRefused(_ header: [UInt8], length: Int) throws -> Bool {
    let body = [UInt8](repeating: 0x55, count: max(0, length - header.count))
    var stream = PCMStream(
      format: try StreamFormat(sampleRate: 16_000, channels: 1, source: "test"), source: "test")
    do {
      _ = try stream.append(Array(repeatElement(header + body, count: 3).joined()))
      return false
    } catch {
      #expect(error == .streamContainer(source: "test", found: "an MP3 file"))
      return true
    }
  }

  @Test("tell the next one's place at every bit rate, sample rate and version", arguments: 0..<3)
  func everyLength(version: Int) throws {
    let one = Self.versions[version]
    for step in 1...14 {
      for (rate, hertz) in one.hertz.enumerated() {
        for padding in [0, 1] {
          let header = Self.header(version: one.bits, step: step, rate: rate, padding: padding)
          let length = one.eighths * 1_000 * one.kilobits[step - 1] / hertz + padding
          #expect(try Self.isRefused(header, length: length), "\(header)")
          #expect(try !Self.isRefused(header, length: length + 1), "\(header)")
          #expect(try !Self.isRefused(header, length: length - 1), "\(header)")
        }
      }
    }
  }

  @Test("mean nothing with a free bit rate, a reserved rate or version, or of another layer")
  func meaningless() throws {
    #expect(try Self.isRefused([0xFF, 0xFB, 0x90, 0x44], length: 417))
    for header in [
      [0xFF, 0xFB, 0x00, 0x44], [0xFF, 0xFB, 0xF0, 0x44], [0xFF, 0xFB, 0x9C, 0x44],
      [0xFF, 0xEB, 0x90, 0x44], [0xFF, 0xFF, 0x90, 0x44], [0xFF, 0xFD, 0x90, 0x44],
      [0xFF, 0xF9, 0x90, 0x44], [0xFF, 0xDB, 0x90, 0x44], [0xFE, 0xFB, 0x90, 0x44],
    ] as [[UInt8]] {
      #expect(try !Self.isRefused(header, length: 417), "\(header)")
    }
  }
}
