/// A fingerprint with running sums, for many comparisons.
struct ComparedPrint {
  let print: Fingerprint
  /// Shape `[frames + 1]`: the cells before each frame.
  private let cellsBefore: [Int32]

  init(_ print: Fingerprint) {
    self.print = print
    var sum: Int32 = 0
    cellsBefore =
      [0]
      + (0..<print.frames).map { frame in
        for cell in print.cells[frame * Fingerprint.words..<(frame + 1) * Fingerprint.words] {
          sum += Int32(cell.nonzeroBitCount)
        }
        return sum
      }
  }

  private var total: Int { Int(cellsBefore[cellsBefore.count - 1]) }

  private func count(_ range: Range<Int>) -> Int {
    Int(cellsBefore[range.upperBound] - cellsBefore[range.lowerBound])
  }

  /// The similarity at one offset; `nil` where the overlap is too short or holds too little.
  func similarity(to other: ComparedPrint, offset: Int) -> Similarity? {
    let start = max(0, offset)
    let end = min(print.frames, other.print.frames + offset)
    guard end - start >= Similarity.fewestFrames else { return nil }
    let (own, others) = (count(start..<end), other.count(start - offset..<end - offset))
    let fewest = min(own, others)
    guard fewest >= Similarity.fewestCells,
      Double(fewest) >= Similarity.leastShare * Double(min(total, other.total))
    else { return nil }
    let balance = balance(with: other, start..<end, offset: offset)
    return Similarity(
      score: Double(balance) / (Double(own) * Double(others)).squareRoot(), offset: offset)
  }

  /// The best similarity at an offset or up to `reach` frames beside it.
  func best(with other: ComparedPrint, around offset: Int, reach: Int) -> Similarity? {
    (offset - reach...offset + reach).compactMap { similarity(to: other, offset: $0) }
      .max { $0.score < $1.score }
  }

  /// Whether a stretch around a frame agrees well enough to be worth a whole comparison.
  func agrees(with other: ComparedPrint, at frame: Int, offset: Int) -> Bool {
    let start = max(0, offset, frame - Self.glance / 4)
    let end = min(print.frames, other.print.frames + offset, start + Self.glance)
    guard end > start else { return false }
    let (own, others) = (count(start..<end), other.count(start - offset..<end - offset))
    let balance = balance(with: other, start..<end, offset: offset)
    return balance > 0 && Double(balance * balance) >= Self.glanceScore * Double(own * others)
  }

  /// Frames of a glance, a quarter of a second.
  private static let glance = 16
  /// The square of the score that a glance must reach, .35.
  private static let glanceScore = 0.1225

  private func balance(with other: ComparedPrint, _ range: Range<Int>, offset: Int) -> Int {
    print.cells.withUnsafeBufferPointer { own in
      other.print.cells.withUnsafeBufferPointer { others in
        var balance = 0
        let shift = offset * Fingerprint.words
        for word in range.lowerBound * Fingerprint.words..<range.upperBound * Fingerprint.words {
          let (left, right) = (own[word], others[word - shift])
          let opposite = right << 32 | right >> 32
          balance += (left & right).nonzeroBitCount - (left & opposite).nonzeroBitCount
        }
        return balance
      }
    }
  }
}
