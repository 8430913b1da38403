import Fingerprints
import Testing

@Suite("The place at which one recording lies over another")
struct OffsetTests {
  /// A print without its first and last frames.
  private func cut(_ print: Fingerprint, from start: Int, to end: Int) -> Fingerprint {
    Fingerprint(
      cells: Array(print.cells[start * 3..<end * 3]), codes: Array(print.codes[start..<end]))
  }

  @Test("is that of the first frame of the later one, whatever is cut off at either end")
  func offsets() {
    let whole = MadePrints.print(5)
    let others = (20..<26).map { MadePrints.print($0) }
    for start in stride(from: 1, through: 55, by: 9) {
      for end in [120, 119, 118 - start / 2] {
        let part = cut(whole, from: start, to: end)
        let after = NearDuplicates(among: others + [whole, part]).pairs
        #expect(after.map { [$0.left, $0.right] } == [[6, 7]], "from \(start) to \(end)")
        #expect(after.map(\.similarity.offset) == [start])
        #expect(after.map(\.similarity.score) == [1])
        let before = NearDuplicates(among: [part] + others + [whole]).pairs
        #expect(before.map { [$0.left, $0.right] } == [[0, 7]])
        #expect(before.map(\.similarity.offset) == [-start])
      }
    }
  }

  @Test("Pairs come in order, equal prints lead to the first of them, and sets are connected")
  func pairs() {
    let (one, two) = (MadePrints.print(6), MadePrints.print(7))
    let part = cut(two, from: 10, to: 120)
    let near = NearDuplicates(among: [two, one, nil, part, one, two, one])
    #expect(
      near.pairs.map { [$0.left, $0.right] } == [[0, 3], [0, 5], [1, 4], [1, 6]])
    #expect(near.pairs.map(\.similarity.offset) == [10, 0, 0, 0])
    #expect(near.groups == [[0, 3, 5], [1, 4, 6]])
  }

  @Test("Recordings that share a phrase and nothing else are not one recording")
  func sharedPhrase() {
    let (one, two) = (MadePrints.print(8), MadePrints.print(9))
    for shared in [30, 60, 80] {
      let spliced = Fingerprint(
        cells: Array(one.cells[..<(shared * 3)] + two.cells[(shared * 3)...]),
        codes: Array(one.codes[..<shared] + two.codes[shared...]))
      #expect(NearDuplicates(among: [one, spliced]).pairs.isEmpty, "\(shared) of 120 frames")
    }
  }
}
