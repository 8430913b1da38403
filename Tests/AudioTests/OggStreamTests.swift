import Audio
import CSndfile
import Foundation
import Testing

@Suite("The end of an Ogg stream")
struct OggStreamTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.file("whole.ogg")
    try SoundWriter.write(
      [SoundWriter.tone(440, rate: 16_000, count: 160_000)], rate: 16_000,
      container: Int(SF_FORMAT_OGG), encoding: Int(SF_FORMAT_VORBIS), to: path)
    bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Where pages begin.
  private var pages: [Int] {
    bytes.indices.filter { bytes[$0...].starts(with: "OggS".utf8) }
  }

  private func read(_ bytes: [UInt8]) throws -> (path: String, count: Int) {
    let path = try folder.write(bytes, "cut.ogg")
    return (path, try AudioFile.read(path: path).samples.count)
  }

  @Test("a stream that is cut between two pages is told by the mark of the last one alone")
  func cutBetweenPages() throws {
    #expect(try read(bytes).count == 160_000)
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
}
