import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("A file whose header counts other samples than there are")
struct HeaderLengthTests {
  /// A silent beginning, as recorders leave it, before the tone.
  private static let whole = Waveform(
    samples: [Float](repeating: 0, count: 100)
      + SoundWriter.tone(440, rate: 16_000, count: 4_000), sampleRate: 16_000)
  /// Where the length of the samples stands in `whole.waveBytes(as: .pcm16)`.
  private static let place = 40

  /// A 16-bit WAV file of `whole` whose header promises `count` bytes, and bytes behind it.
  private static func file(
    promising count: Int, behind: [UInt8] = [], in folder: ScratchFolder
  ) throws -> String {
    var bytes = whole.waveBytes(as: .pcm16) + behind
    bytes.replaceSubrange(place..<place + 4, with: little(count))
    return try folder.write("file.wav", bytes: bytes)
  }

  private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
    Array(name.utf8) + little(body.count) + body
  }

  @Test(
    "is heard to its end where its writer could not fill in the length",
    arguments: [0, 0x7FFF_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF])
  func isHeardToItsEnd(count: Int) throws {
    let folder = try ScratchFolder()
    let known = try AudioFile.read(path: Self.file(promising: 8_200, in: folder))
    let path = try Self.file(promising: count, in: folder)
    let (waveform, info) = try AudioFile.readWithInfo(path: path)
    #expect(waveform == known)
    #expect(known.samples.count == Self.whole.samples.count)
    #expect(info.frames == known.samples.count)
    #expect(info.bytesUncounted == 0)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(try AudioFile.read(bytes: bytes, name: "memory") == known)
  }

  @Test(
    "is heard up to the chunks of texts at its end where the length was never filled in",
    arguments: [0, 0x7FFF_0000, 0xFFFF_FFFF])
  func isHeardToItsTexts(count: Int) throws {
    let folder = try ScratchFolder()
    let known = try AudioFile.read(path: Self.file(promising: 8_200, in: folder))
    let tag = Self.chunk("LIST", Array("INFO".utf8) + Self.chunk("ISFT", Array("test".utf8)))
    for texts in [tag, Self.chunk("cue ", [1, 2, 3, 4]) + tag] {
      let path = try Self.file(promising: count, behind: texts, in: folder)
      let (waveform, info) = try AudioFile.readWithInfo(path: path)
      #expect(waveform == known && info.frames == 4_100 && info.bytesUncounted == 0)
    }
    let cut = try Self.file(promising: count, behind: Array(tag.dropLast(2)), in: folder)
    #expect(try AudioFile.read(path: cut).samples.count == 4_100 + (tag.count - 2) / 2)
  }

  @Test("is heard to its end in the other order of bytes, too", arguments: [0, 0xFFFF_FFFF])
  func isHeardInTheOtherOrder(count: Int) throws {
    let folder = try ScratchFolder()
    let path = folder.file("big.wav")
    try SoundWriter.write(
      [Self.whole.samples], rate: 16_000, container: Int(SF_FORMAT_WAV) | Int(SF_ENDIAN_BIG),
      encoding: Int(SF_FORMAT_PCM_16), to: path)
    let known = try AudioFile.read(path: path)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(bytes.starts(with: "RIFX".utf8))
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: "data".utf8) }.map { $0 + 4 })
    bytes.replaceSubrange(place..<place + 4, with: little(count).reversed())
    #expect(try AudioFile.read(path: folder.write("unknown.wav", bytes: bytes)) == known)
  }

  @Test("is empty where the header counts no samples and chunks of texts follow")
  func isEmpty() throws {
    let folder = try ScratchFolder()
    var bytes = Array(Self.whole.waveBytes(as: .pcm16).prefix(Self.place)) + little(0)
    bytes += Self.chunk("LIST", Array("INFO".utf8) + Self.chunk("ISFT", Array("test".utf8)))
    let path = try folder.write("empty.wav", bytes: bytes)
    #expect(throws: AudioError.noFrames(source: path)) { try AudioFile.read(path: path) }
  }

  @Test("is truncated where it is shorter than a length that somebody knew")
  func isTruncated() throws {
    let folder = try ScratchFolder()
    for count in [8_202, 1 << 20, 0x7FFE_FFFE] {
      let path = try Self.file(promising: count, in: folder)
      #expect(
        throws: AudioError.truncated(source: path, promised: count, held: 8_200, unit: .bytes)
      ) { try AudioFile.read(path: path) }
    }
  }

  @Test("says how many bytes the header does not count")
  func saysWhatIsNotCounted() throws {
    let folder = try ScratchFolder()
    func uncounted(_ count: Int, behind: [UInt8] = []) throws -> Int {
      let path = try Self.file(promising: count, behind: behind, in: folder)
      let (waveform, info) = try AudioFile.readWithInfo(path: path)
      #expect(waveform.samples.count == count / 2)
      return info.bytesUncounted
    }
    #expect(try uncounted(8_200) == 0)
    #expect(try uncounted(4_100) == 4_100)
    #expect(try uncounted(8_200, behind: Self.chunk("LIST", [1, 2, 3, 4])) == 0)
    let picture = Self.chunk("id3 ", [UInt8](repeating: 7, count: 100_000))
    #expect(try uncounted(8_200, behind: picture) == 0)
    #expect(try uncounted(8_200, behind: Array(picture.dropLast(9))) == picture.count - 9)
    #expect(try uncounted(8_200, behind: [UInt8](repeating: 0, count: 512)) == 0)
  }
}
