import Fingerprints
import Randomness
import Testing

@Suite("How alike two fingerprints are")
struct SimilarityTests {
  /// A print of so many rising cells in each frame, the first steps of the frame.
  private func print(_ cells: [Int]) -> Fingerprint {
    Fingerprint(
      cells: cells.flatMap { count in
        (0..<3).map { word -> UInt64 in
          let own = min(max(count - 32 * word, 0), 32)
          return own == 32 ? 0xFFFF_FFFF : (1 << UInt64(own)) - 1
        }
      },
      codes: cells.map { _ in FrameCode(signs: 0, weakest: 0) })
  }

  private func compare(_ left: Fingerprint, _ right: Fingerprint, offset: Int = 0) -> Similarity? {
    ComparedPrint(left).similarity(to: ComparedPrint(right), offset: offset)
  }

  /// A print's steps one by one: 1 rises, -1 falls. Shape `[frames, 96]`.
  private func steps(_ print: Fingerprint) -> [[Int]] {
    (0..<print.frames).map { frame in
      (0..<96).map { step in
        let cell = print.cells[frame * 3 + step / 32] >> UInt64(step % 32)
        return Int(cell & 1) - Int(cell >> 32 & 1)
      }
    }
  }

  @Test("is the agreement of steps over the geometric mean of what moves, at every offset")
  func definition() throws {
    let one = MadePrints.print(1)
    let other = MadePrints.copy(of: one, seed: 9)
    let unrelated = MadePrints.print(2)
    for (left, right) in [(one, other), (other, one), (one, unrelated)] {
      let (own, others) = (steps(left), steps(right))
      for offset in stride(from: -130, through: 130, by: 13) {
        let frames = max(0, offset)..<max(max(0, offset), min(120, 120 + offset))
        var (balance, moving) = (0, (0, 0))
        for frame in frames {
          for (a, b) in zip(own[frame], others[frame - offset]) {
            balance += a * b
            moving = (moving.0 + abs(a), moving.1 + abs(b))
          }
        }
        let found = compare(left, right, offset: offset)
        guard frames.count >= 60 else {
          // Under half of the cells lie in an overlap of less than half of the frames.
          #expect(found == nil || frames.count > 50, "offset \(offset)")
          continue
        }
        let expected = Double(balance) / (Double(moving.0) * Double(moving.1)).squareRoot()
        let score = try #require(found).score
        #expect(abs(score - expected) <= 1e-12 + 1e-12 * abs(expected), "offset \(offset)")
        #expect(found?.offset == offset)
      }
    }
  }

  @Test("is the same from either side, and whatever goes the other way counts against it")
  func symmetry() {
    let (one, other) = (MadePrints.print(3), MadePrints.copy(of: MadePrints.print(3), seed: 4))
    for offset in -50...50 {
      #expect(
        compare(one, other, offset: offset)?.score == compare(other, one, offset: -offset)?.score)
    }
    let opposite = Fingerprint(
      cells: one.cells.map { $0 << 32 | $0 >> 32 }, codes: one.codes)
    #expect(compare(one, opposite)?.score == -1 && compare(one, opposite)?.weakest == -1)
    #expect(compare(one, opposite)?.isSame == false)
  }

  @Test("is looked for from 25 frames, 250 cells and half of the cells of the poorer one on")
  func least() {
    let rich = print([Int](repeating: 20, count: 60))
    #expect(compare(print([Int](repeating: 10, count: 25)), rich) != nil)
    #expect(compare(print([Int](repeating: 11, count: 24)), rich) == nil)
    #expect(compare(print([9] + [Int](repeating: 10, count: 24)), rich) == nil)
    for (print, isEnough) in [
      (print([Int](repeating: 10, count: 25)), true),
      (print([Int](repeating: 96, count: 24)), false),
      (print([9] + [Int](repeating: 10, count: 24)), false),
      (print([Int](repeating: 1, count: 250)), true),
    ] { #expect(print.isComparable == isEnough) }
    // Of 60 frames with as many cells each, 30 are half.
    #expect(compare(rich, rich, offset: 30) != nil && compare(rich, rich, offset: -30) != nil)
    #expect(compare(rich, rich, offset: 31) == nil && compare(rich, rich, offset: -31) == nil)
  }

  @Test("calls two one recording from .7 on, where no quarter of it lies below .5")
  func thresholds() throws {
    #expect(Similarity.threshold == 0.7 && Similarity.weakestThreshold == 0.5)
    // Cells of which a share s is kept: the score is s / sqrt(s), so that .49 gives .7.
    let whole = print([Int](repeating: 50, count: 40))
    let alternating = (0..<40).map { $0 % 2 == 0 ? 24 : 25 }
    let kept = try #require(compare(whole, print(alternating)))
    #expect(kept.score == 0.7 && kept.isSame)
    let fewer = try #require(compare(whole, print([23] + alternating.dropFirst())))
    #expect(fewer.score < 0.7 && fewer.score > 0.699 && !fewer.isSame)
    // A quarter, ten frames, of which 40 * s cells are kept: .25 gives .5.
    let even = print([Int](repeating: 40, count: 40))
    for quarter in 0..<4 {
      func thinned(to cells: Int) throws -> Similarity {
        let frames = (0..<40).map { $0 / 10 == quarter ? cells : 40 }
        return try #require(compare(even, print(frames)))
      }
      #expect(try thinned(to: 10).weakest == 0.5)
      #expect(try thinned(to: 10).isSame)
      #expect(try thinned(to: 9).weakest < 0.5)
      #expect(try !thinned(to: 9).isSame && thinned(to: 9).score > 0.85)
    }
  }

  @Test("leaves a stretch without cells in the other at nothing, not undefined")
  func empty() throws {
    let even = print([Int](repeating: 40, count: 40))
    let gap = print((0..<40).map { (20..<30).contains($0) ? 0 : 40 })
    let found = try #require(compare(even, gap))
    #expect(found.weakest == 0 && abs(found.score - 0.75.squareRoot()) < 1e-12)
    // From the other side the quarters are of 300 cells each, and only the gap is passed over.
    #expect(try #require(compare(gap, even)).score == found.score)
  }
}
