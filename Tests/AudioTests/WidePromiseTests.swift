import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("What headers of RF64, W64 and NIST promise")
struct WidePromiseTests {
  /// Half a second of 16-bit samples in two channels: 16,000 bytes.
  private static let tone = SoundWriter.tone(300, rate: 8_000, count: 4_000)
  private static let length = 16_000
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func bytes(_ container: Int32, channels: Int = 2) throws -> [UInt8] {
    let path = folder.file("whole")
    try SoundWriter.write(
      [[Float]](repeating: Self.tone, count: channels), rate: 8_000, container: Int(container),
      encoding: Int(SF_FORMAT_PCM_16), to: path)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private func read(_ bytes: [UInt8]) throws -> Int {
    try AudioFile.read(path: folder.write("file", bytes: bytes)).samples.count
  }

  private func truncated(_ held: Int, of promised: Int = length) -> AudioError {
    .truncated(source: folder.file("file"), promised: promised, held: held, unit: .bytes)
  }

  private static func place(of mark: [UInt8], in bytes: [UInt8]) throws -> Int {
    try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
  }

  @Test(
    "a file that is cut is truncated, and one with more behind the samples is not",
    arguments: [Int32(SF_FORMAT_RF64), Int32(SF_FORMAT_W64), Int32(SF_FORMAT_NIST)])
  func cut(container: Int32) throws {
    for channels in [1, 2] {
      let whole = try bytes(container, channels: channels)
      let length = 8_000 * channels
      #expect(try read(whole) == 4_000)
      for held in [length - 1, length / 2 - 4, 4] {
        #expect(throws: truncated(held, of: length)) {
          try read(whole.dropLast(length - held))
        }
      }
      #expect(try read(whole + [UInt8](repeating: 0, count: 32)) >= 4_000)
    }
  }

  @Test(
    "a length of RF64 that its writer did not know is heard to the end",
    arguments: [0x7FFF_FFFF, 0xFFFF_FFFF])
  func unknownRF64(length: Int) throws {
    let whole = try bytes(Int32(SF_FORMAT_RF64))
    let place = try Self.place(of: Array("ds64".utf8), in: whole) + 16
    let unknown = whole[..<place] + little(length, 8) + whole[(place + 8)...]
    #expect(try read(Array(unknown)) == 4_000)
    #expect(try read(unknown.dropLast(400)) == 3_900)
  }

  @Test("the chunk of the samples of RF64 may state a length of its own")
  func ownRF64() throws {
    let whole = try bytes(Int32(SF_FORMAT_RF64))
    let place = try Self.place(of: Array("data".utf8), in: whole) + 4
    let own = whole[..<place] + little(Self.length - 8, 4) + whole[(place + 4)...]
    #expect(try read(own.dropLast(8)) > 3_900)
    #expect(throws: truncated(Self.length - 9, of: Self.length - 8)) { try read(own.dropLast(9)) }
  }

  @Test(
    "a length of W64 that its writer did not know is heard to the end",
    arguments: [-1, Int.max, 0xFFFF_FFFF])
  func unknownW64(length: Int) throws {
    let whole = try bytes(Int32(SF_FORMAT_W64))
    let place = try Self.place(of: Array("data".utf8), in: whole) + 16
    let stated = length == 0xFFFF_FFFF ? length + 24 : length
    let unknown = whole[..<place] + little(stated, 8) + whole[(place + 8)...]
    #expect(try read(Array(unknown)) == 4_000)
    #expect(try read(unknown.dropLast(400)) == 3_900)
  }

  @Test("chunks of W64 before the samples stand at multiples of 8")
  func chunksOfW64() throws {
    let whole = try bytes(Int32(SF_FORMAT_W64))
    let data = try Self.place(of: Array("data".utf8), in: whole)
    let rest: [UInt8] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
    let chunk = Array("junk".utf8) + rest + little(29, 8) + [1, 2, 3, 4, 5, 0, 0, 0]
    let noted = whole[..<data] + chunk + whole[data...]
    #expect(try read(Array(noted)) == 4_000)
    #expect(throws: truncated(Self.length - 8)) { try read(noted.dropLast(8)) }
  }

  /// A header of NIST SPHERE with some lines, and samples behind it.
  private func nist(_ lines: [String], samples: Int) -> [UInt8] {
    let text = (["NIST_1A", "   1024"] + lines + ["end_head", ""]).joined(separator: "\n")
    let head = Array(text.utf8)
    return head + [UInt8](repeating: 32, count: 1_024 - head.count)
      + [UInt8](repeating: 7, count: samples)
  }

  @Test("a header of NIST without a count promises nothing, and may count all channels")
  func nistCounts() throws {
    let lines = [
      "channel_count -i 2", "sample_rate -i 8000", "sample_n_bytes -i 2",
      "sample_coding -s3 pcm", "sample_byte_format -s2 01",
    ]
    #expect(try read(nist(lines, samples: 8_000)) == 2_000)
    for count in ["0", "-1", "many", "99999999999999999999"] {
      let stated = lines + ["sample_count -i \(count)"]
      #expect(try read(nist(stated, samples: 8_000)) == 2_000, "\(count)")
    }
    #expect(try read(nist(lines + ["sample_count -i 2000"], samples: 8_000)) == 2_000)
    #expect(try read(nist(lines + ["sample_count -i 4000"], samples: 8_000)) == 2_000)
    #expect(throws: truncated(8_000, of: 8_400)) {
      try read(nist(lines + ["sample_count -i 2100"], samples: 8_000))
    }
  }
}
