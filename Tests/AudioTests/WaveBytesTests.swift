import Audio
import Testing

@Suite("The bytes of a WAV file")
struct WaveBytesTests {
  @Test("are those that the format asks for, one by one, for integers")
  func integers() {
    // 1 is limited to 32,767; -0.5 is -16,384 or 0xC000.
    let bytes = Waveform(samples: [1, -0.5, 0], sampleRate: 44_100).waveBytes(as: .pcm16)
    let expected: [UInt8] =
      Array("RIFF".utf8) + [42, 0, 0, 0] + Array("WAVE".utf8)
      + Array("fmt ".utf8) + [16, 0, 0, 0] + [1, 0] + [1, 0]
      + [0x44, 0xAC, 0, 0] + [0x88, 0x58, 1, 0] + [2, 0] + [16, 0]
      + Array("data".utf8) + [6, 0, 0, 0] + [0xFF, 0x7F, 0x00, 0xC0, 0, 0]
    #expect(bytes == expected)
  }

  @Test("hold the facts that a format other than integers must have")
  func floats() {
    // 2 is 0x40000000, -0.1 the nearest number 0xBDCCCCCD.
    let bytes = Waveform(samples: [2, -0.1], sampleRate: 16_000).waveBytes(as: .float)
    let expected: [UInt8] =
      Array("RIFF".utf8) + [58, 0, 0, 0] + Array("WAVE".utf8)
      + Array("fmt ".utf8) + [18, 0, 0, 0] + [3, 0] + [1, 0]
      + [0x80, 0x3E, 0, 0] + [0x00, 0xFA, 0, 0] + [4, 0] + [32, 0] + [0, 0]
      + Array("fact".utf8) + [4, 0, 0, 0] + [2, 0, 0, 0]
      + Array("data".utf8) + [8, 0, 0, 0] + [0, 0, 0, 0x40, 0xCD, 0xCC, 0xCC, 0xBD]
    #expect(bytes == expected)
  }

  @Test("have no odd end without samples, and both lengths count the rest")
  func lengths() {
    for encoding in WaveEncoding.allCases {
      for count in [0, 1, 3, 1_000] {
        let bytes = Waveform(samples: [Float](repeating: 0.25, count: count), sampleRate: 8_000)
          .waveBytes(as: encoding)
        let little = { (place: Int) in
          (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
        }
        let start = encoding == .pcm16 ? 44 : 58
        #expect(little(4) == bytes.count - 8)
        #expect(little(start - 4) == bytes.count - start)
        #expect(bytes.count - start == count * (encoding == .pcm16 ? 2 : 4))
      }
    }
  }

  @Test(
    "round to the nearest of 65,536 steps, limit what lies beyond, and write 0 for no number",
    arguments: [
      (0.4 / 32_768, 0), (0.6 / 32_768, 1), (-0.4 / 32_768, 0), (-0.6 / 32_768, -1),
      (100 / 32_768, 100), (-100 / 32_768, -100), (32_767 / 32_768, 32_767), (1, 32_767),
      (1.5, 32_767), (.infinity, 32_767), (-1, -32_768), (-1.5, -32_768), (-.infinity, -32_768),
      (.nan, 0),
    ] as [(Float, Int16)])
  func rounding(sample: Float, expected: Int16) {
    let bytes = Waveform(samples: [sample], sampleRate: 8_000).waveBytes(as: .pcm16)
    #expect(Int16(bitPattern: UInt16(bytes[44]) | UInt16(bytes[45]) << 8) == expected)
  }

  @Test("of every 16-bit sample come back by the stream's reader as they were")
  func everySample() throws {
    let all = (Int(Int16.min)...Int(Int16.max)).map { Float($0) / 32_768 }
    var stream = PCMStream(
      format: try StreamFormat(sampleRate: 8_000, channels: 1, source: "test"), source: "test")
    let bytes = Waveform(samples: all, sampleRate: 22_050).waveBytes(as: .pcm16)
    #expect(try stream.append(bytes) == all)
    #expect(stream.format.sampleRate == 22_050 && stream.bytesMissing == 0)
  }
}
