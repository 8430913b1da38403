import Fingerprints
import Randomness
import Testing

/// Fingerprints made of numbers, with the slow change of codes that speech has.
enum MadePrints {
  static let frames = 120

  /// A print; the same seed gives the same one.
  static func print(_ seed: UInt64) -> Fingerprint {
    var generator = SplitMix64(seed: seed)
    var cells: [UInt64] = []
    var codes: [FrameCode] = []
    var signs = UInt32(truncatingIfNeeded: generator.next())
    for _ in 0..<frames {
      for _ in 0..<Fingerprint.words { cells.append(cell(&generator)) }
      // One sign in ten turns round from a frame to the next.
      for bit in 0..<15 as Range<UInt32> where generator.index(below: 10) == 0 {
        signs ^= 1 << bit
      }
      codes.append(FrameCode(signs: signs & 0x7FFF, weakest: generator.index(below: 15)))
    }
    return Fingerprint(cells: cells, codes: codes)
  }

  /// About one step in eight rises and one in eight falls.
  private static func cell(_ generator: inout SplitMix64) -> UInt64 {
    let few = generator.next() & generator.next() & generator.next()
    let rising = few & 0xFFFF_FFFF
    let falling = few >> 32 & ~rising
    return rising | falling << 32
  }

  /// The same recording after something was done to it: one sign and one cell in twenty-five lost.
  static func copy(of print: Fingerprint, seed: UInt64) -> Fingerprint {
    var generator = SplitMix64(seed: seed)
    let cells = print.cells.map { cell in
      (0..<64).reduce(cell) { generator.index(below: 25) == 0 ? $0 & ~(1 << UInt64($1)) : $0 }
    }
    let codes = print.codes.map { code in
      let signs = (0..<15).reduce(code.signs) {
        generator.index(below: 25) == 0 ? $0 ^ (1 << UInt32($1)) : $0
      }
      return FrameCode(signs: signs, weakest: generator.index(below: 15))
    }
    return Fingerprint(cells: cells, codes: codes)
  }
}

@Suite("The work of a search")
struct GrowthTests {
  private static let prints = (0..<1_600).map { MadePrints.print($0) }

  @Test("grows little more than in proportion to the recordings")
  func growth() {
    let few = CodeIndex(Array(Self.prints.prefix(400))).search()
    let many = CodeIndex(Self.prints).search()
    #expect(few.pairs.isEmpty && many.pairs.isEmpty)
    // A square would be sixteen times; glances stay far below one for each frame.
    #expect(many.glances < Self.prints.count * MadePrints.frames)
    #expect(many.glances < 16 * max(few.glances, 1) + Self.prints.count)
  }

  @Test("is bounded for recordings that share all their codes")
  func commonCodes() {
    let codes = Self.prints[0].codes
    let alike = Self.prints.prefix(200).map { Fingerprint(cells: $0.cells, codes: codes) }
    let outcome = CodeIndex(alike).search()
    #expect(outcome.pairs.isEmpty)
    // Entries of a frame times the neighbours that each is compared with.
    #expect(outcome.glances <= 200 * MadePrints.frames * 4 * 16)
  }

  @Test("finds every copy among many others")
  func recall() {
    let copies = (0..<100).map { MadePrints.copy(of: Self.prints[$0], seed: UInt64($0) + 9_000) }
    let near = NearDuplicates(among: Self.prints + copies)
    #expect(near.pairs.map { [$0.left, $0.right] } == (0..<100).map { [$0, 1_600 + $0] })
  }
}
