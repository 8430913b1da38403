import Audio
import CSndfile
import Foundation
import TestSupport
import Testing

@Suite("The end of an Ogg stream")
struct OggStreamTests {
  /// 20 seconds, so that there are some pages.
  private static let count = 320_000
  private let folder: ScratchFolder
  private let bytes: [UInt8]
  /// Where pages begin.
  private let pages: [Int]

  init() throws {
    folder = try ScratchFolder()
    let path = folder.file("whole.ogg")
    try SoundWriter.write(
      [SoundWriter.tone(440, rate: 16_000, count: Self.count)], rate: 16_000,
      container: Int(SF_FORMAT_OGG), encoding: Int(SF_FORMAT_VORBIS), to: path)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    self.bytes = bytes
    pages = bytes.indices.filter {
      bytes[$0] == 0x4F && bytes[$0...].starts(with: "OggS".utf8)
    }
  }

  private func read(_ bytes: [UInt8]) throws -> (path: String, count: Int) {
    let path = try folder.write("cut.ogg", bytes: bytes)
    return (path, try AudioFile.read(path: path).samples.count)
  }

  @Test("a stream that is cut between two pages is told by the mark of the last one alone")
  func cutBetweenPages() throws {
    #expect(try read(bytes).count == Self.count)
    #expect(pages.count > 3)
    // Every page before the cut is whole, and libsndfile decodes a shorter recording.
    for page in pages.dropFirst(3) {
      let error = #expect(throws: AudioError.self) { try read(Array(bytes[..<page])) }
      #expect(error == .unfinished(source: folder.file("cut.ogg")))
    }
  }

  @Test("a last page that is cut anywhere is no end")
  func cutLastPage() throws {
    let last = try #require(pages.last)
    for kept in [1, 5, 6, 26, 27, 28, 100] {
      let error = #expect(throws: AudioError.self) { try read(Array(bytes[..<(last + kept)])) }
      #expect(error == .unfinished(source: folder.file("cut.ogg")), "\(kept) bytes")
    }
  }

  private func error(of bytes: [UInt8]) -> AudioError? {
    do {
      _ = try read(bytes)
      return nil
    } catch { return error as? AudioError }
  }

  private func damaged(at place: Int) -> AudioError {
    .undecodable(
      source: folder.file("cut.ogg"), reason: "damaged or missing Ogg data at byte \(place)")
  }

  @Test("one changed byte in any page of audio is told, wherever in the page")
  func changedByte() throws {
    for (page, next) in zip(pages, pages.dropFirst() + [bytes.count]).dropFirst(2) {
      for place in [page, page + 5, page + 6, page + 23, page + 26, page + 40, next - 1] {
        var other = bytes
        other[place] ^= 0x10
        let error = error(of: other)
        let isUnfinished = error == .unfinished(source: folder.file("cut.ogg"))
        #expect(
          error == damaged(at: page) || next == bytes.count && isUnfinished, "byte \(place)")
      }
    }
  }

  @Test("a missing or shortened page is told by where the next one stands or by its number")
  func missingPage() throws {
    let (from, to) = (pages[4], pages[5])
    #expect(error(of: Array(bytes[..<from] + bytes[to...])) == damaged(at: from))
    #expect(error(of: Array(bytes[..<(from + 100)] + bytes[to...])) == damaged(at: from))
    #expect(error(of: Array(bytes[..<from] + bytes[(from + 100)...])) == damaged(at: from))
    let noise = [UInt8](repeating: 0x4F, count: 70_000)
    #expect(error(of: Array(bytes[..<from] + noise + bytes[to...])) == damaged(at: from))
    let marks = Array(repeatElement(Array("OggS".utf8), count: 2_000).joined())
    #expect(error(of: Array(bytes[..<from] + marks + bytes[to...])) == damaged(at: from))
  }

  @Test("streams one behind the other, and what stands behind the last page, are no damage")
  func noDamage() throws {
    #expect(error(of: bytes + bytes) == nil)
    #expect(error(of: bytes + [UInt8](repeating: 0, count: 300) + bytes) == nil)
    for tail in [Array("TAG".utf8) + [UInt8](repeating: 0, count: 125), Array("Og".utf8)] {
      #expect(error(of: bytes + tail) == nil)
    }
    var second = bytes
    second[pages[4] + 50] ^= 1
    #expect(error(of: bytes + second) == damaged(at: bytes.count + pages[4]))
    #expect(
      error(of: bytes + bytes[..<pages[4]]) == .unfinished(source: folder.file("cut.ogg")))
  }

  @Test("what was recorded from a broadcast jumps from its headers to the middle")
  func broadcast() throws {
    let first = try #require(pages.first { bytes[$0 + 6..<$0 + 14].contains { $0 != 0 } })
    let next = try #require(pages.first { $0 > first })
    #expect(error(of: Array(bytes[..<first] + bytes[next...])) == nil)
  }
}
