import Corpora
import TestSupport
import Testing

@Suite("Hashes of files")
struct ContentHashesTests {
  @Test(
    "A file's hash is that of its bytes, across blocks of reading and hashing",
    arguments: [0, 1, 55, 56, 63, 64, 65, 4_096, 65_535, 65_536, 65_537, 1_048_577])
  func files(count: Int) throws {
    let folder = try ScratchFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    try folder.write("file", bytes: bytes)
    #expect(try FileHash.sha256(path: folder.path + "/file") == SHA256.hex(of: bytes))
  }

  @Test("The hash of all changes with a name, a hash or a missing file")
  func combined() {
    let hashes = ["a": "1", "b": "2", "c": "3"]
    let whole = ContentHashes(byName: hashes).combined
    let others = [
      ["a": "1", "b": "2"], ["a": "2", "b": "1", "c": "3"], ["a": "1", "b": "2", "d": "3"], [:],
    ]
    #expect(Set(others.map { ContentHashes(byName: $0).combined } + [whole]).count == 5)
  }

  @Test("A folder and a file that is not there are errors that name them")
  func unreadable() throws {
    let folder = try ScratchFolder()
    for path in [folder.path, folder.path + "/gone"] {
      let error = #expect(throws: CorpusError.self) { try FileHash.sha256(path: path) }
      #expect(error.map { "\($0)".contains(path) } == true)
    }
  }
}
