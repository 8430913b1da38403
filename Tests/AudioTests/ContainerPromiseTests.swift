import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("What headers of AIFF, AU and WAV promise")
struct ContainerPromiseTests {
  /// Half a second of 16-bit samples: 8,000 bytes.
  private static let tone = SoundWriter.tone(300, rate: 8_000, count: 4_000)
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func bytes(_ container: Int32) throws -> [UInt8] {
    let path = folder.file("whole")
    try SoundWriter.write(
      [Self.tone], rate: 8_000, container: Int(container), encoding: Int(SF_FORMAT_PCM_16),
      to: path)
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private static func big(_ value: Int) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func place(of mark: String, in bytes: [UInt8]) throws -> Int {
    try #require(bytes.indices.first { bytes[$0...].starts(with: mark.utf8) })
  }

  private func read(_ bytes: [UInt8]) throws -> (waveform: Waveform, info: AudioInfo) {
    try AudioFile.readWithInfo(path: folder.write("file", bytes: bytes))
  }

  private func truncated(_ promised: Int, _ held: Int) -> AudioError {
    .truncated(source: folder.file("file"), promised: promised, held: held, unit: .bytes)
  }

  @Test("an AU file says its length behind the place of its samples, or that it is unknown")
  func au() throws {
    let whole = try bytes(Int32(SF_FORMAT_AU))
    let known = try read(whole)
    #expect(known.waveform.samples.count == 4_000 && known.info.bytesUncounted == 0)
    #expect(throws: truncated(8_000, 7_900)) { try read(whole.dropLast(100)) }
    #expect(throws: truncated(8_001, 8_000)) {
      try read(whole[..<8] + Self.big(8_001) + whole[12...])
    }
    let unknown = try read(whole[..<8] + Self.big(0xFFFF_FFFF) + whole[12...])
    #expect(unknown.waveform == known.waveform)
    let less = try read(whole[..<8] + Self.big(7_000) + whole[12...])
    #expect(less.waveform.samples == Array(known.waveform.samples.prefix(3_500)))
    #expect(less.info.bytesUncounted == 1_000)
  }

  @Test("an AIFF file counts eight bytes more than its samples")
  func aiff() throws {
    let whole = try bytes(Int32(SF_FORMAT_AIFF))
    let length = try Self.place(of: "SSND", in: whole) + 4
    let known = try read(whole)
    #expect(known.waveform.samples.count == 4_000 && known.info.bytesUncounted == 0)
    #expect(throws: truncated(8_008, 7_908)) { try read(whole.dropLast(100)) }
    let less = try read(whole[..<length] + Self.big(7_008) + whole[(length + 4)...])
    #expect(less.waveform.samples == Array(known.waveform.samples.prefix(3_500)))
    #expect(less.info.bytesUncounted == 1_000)
  }

  @Test("a chunk of odd length before the samples of a WAV file is followed by one more byte")
  func oddChunk() throws {
    let whole = try bytes(Int32(SF_FORMAT_WAV))
    let data = try Self.place(of: "data", in: whole)
    for body in ["abc", "abcd", "data-"] {
      let padding = [UInt8](repeating: 0, count: body.utf8.count % 2)
      let note = Array("note".utf8) + Self.big(body.utf8.count).reversed() + body.utf8 + padding
      let noted = whole[..<data] + note + whole[data...]
      #expect(try read(Array(noted)).waveform == read(whole).waveform)
      #expect(throws: truncated(8_000, 7_990)) { try read(noted.dropLast(10)) }
    }
  }

  private func read(_ bytes: ArraySlice<UInt8>) throws -> (waveform: Waveform, info: AudioInfo) {
    try read(Array(bytes))
  }
}
