import Fingerprints
import Testing

@Suite("The stored form of a fingerprint")
struct StoredFormTests {
  @Test("is a version, then by frame three words of cells and a code, the lowest byte first")
  func layout() throws {
    let print = Fingerprint(
      cells: [0x0102_0304_0506_0708, 0x1112_1314_1516_1718, 0x2122_2324_2526_2728, 1, 2, 1 << 63],
      codes: [FrameCode(signs: 0x1234, weakest: 9), FrameCode(signs: 0x7FFF, weakest: 14)])
    // The code: 15 signs, four bits of the weakest, and one that says that the frame is loud:
    // 0x1234 | 9 << 15 | 1 << 19 = 0x0C9234, and 0x7FFF | 14 << 15 | 1 << 19 = 0x0F7FFF.
    let expected: [UInt8] =
      [1] + [8, 7, 6, 5, 4, 3, 2, 1] + [0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11]
      + [0x28, 0x27, 0x26, 0x25, 0x24, 0x23, 0x22, 0x21] + [0x34, 0x92, 0x0C]
      + [1, 0, 0, 0, 0, 0, 0, 0] + [2, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 128]
      + [0xFF, 0x7F, 0x0F]
    #expect(print.bytes == expected)
    let read = try #require(Fingerprint(bytes: expected))
    #expect(read == print && read.frames == 2)
    #expect(read.codes.map(\.isLoud) == [true, true])
    #expect(read.codes.map(\.signs) == [0x1234, 0x7FFF])
  }

  @Test("of no frames is the version alone, and a frame more or less by a byte is none")
  func lengths() {
    #expect(Fingerprint(bytes: [1])?.frames == 0)
    let frame = [UInt8](repeating: 0, count: 27)
    for extra in -1...1 {
      let bytes = [1] + frame + [UInt8](repeating: 0, count: 27 + extra)
      #expect((Fingerprint(bytes: bytes) != nil) == (extra == 0))
    }
    for version in [UInt8(0), 2, 255] { #expect(Fingerprint(bytes: [version] + frame) == nil) }
  }

  @Test("is refused where a code has a bit that no code has")
  func bits() {
    for bit in 0..<24 {
      var bytes = [UInt8](repeating: 0, count: 28)
      bytes[0] = 1
      bytes[25 + bit / 8] = 1 << UInt8(bit % 8)
      let read = Fingerprint(bytes: bytes)
      #expect((read != nil) == (bit < 20), "bit \(bit)")
      #expect(read?.codes[0].isLoud == (bit < 20 ? bit == 19 : nil))
      #expect(read?.codes[0].signs == (bit < 20 ? (bit < 15 ? 1 << UInt32(bit) : 0) : nil))
    }
  }
}
