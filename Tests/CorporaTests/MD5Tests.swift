import Corpora
import TestSupport
import Testing

@Suite("MD5 is that of RFC 1321")
struct MD5Tests {
  private static func hash(_ text: String, pieces: Int = 1) -> String {
    var hash = MD5()
    let bytes = Array(text.utf8)
    let size = max(1, (bytes.count + pieces - 1) / pieces)
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { hash.update($0) }
    }
    return hash.hex()
  }

  @Test(
    "The suite of the standard",
    arguments: [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("a", "0cc175b9c0f1b6a831c399e269772661"),
      ("abc", "900150983cd24fb0d6963f7d28e17f72"),
      ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
      ("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"),
      (
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "57edf4a22be3c955ac49da2e2107b67a"
      ),
    ])
  func standard(text: String, expected: String) {
    #expect(Self.hash(text) == expected)
  }

  @Test("The pieces in which bytes come do not matter", arguments: [2, 3, 7, 150])
  func pieces(count: Int) {
    for length in [55, 56, 63, 64, 65, 127, 128, 1000] {
      let text = String(repeating: "x", count: length)
      #expect(Self.hash(text, pieces: count) == Self.hash(text))
    }
  }

  @Test("A file's hash is that of its bytes, and a file that is not there is an error")
  func file() throws {
    let folder = try ScratchFolder()
    try folder.write("a", "abc")
    #expect(try FileHash.md5(path: folder.path + "/a") == "900150983cd24fb0d6963f7d28e17f72")
    #expect(throws: CorpusError.self) { try FileHash.md5(path: folder.path + "/b") }
  }
}
