/// A fingerprint with running sums, for many comparisons.
package struct ComparedPrint: Sendable {
  package let print: Fingerprint
  /// Shape `[frames + 1]`: the cells before each frame.
  private let cellsBefore: [Int32]

  package init(_ print: Fingerprint) {
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
  package func similarity(to other: ComparedPrint, offset: Int) -> Similarity? {
    guard let range = overlap(with: other, offset: offset) else { return nil }
    return Similarity(
      score: score(with: other, range, offset: offset),
      weakest: quarters(of: range).map { score(with: other, $0, offset: offset) }.min() ?? 0,
      offset: offset)
  }

  /// The frames that lie over the other's; `nil` where they are too few or hold too little.
  private func overlap(with other: ComparedPrint, offset: Int) -> Range<Int>? {
    let start = max(0, offset)
    let end = min(print.frames, other.print.frames + offset)
    guard end - start >= Similarity.fewestFrames else { return nil }
    let (own, others) = (count(start..<end), other.count(start - offset..<end - offset))
    let fewest = min(own, others)
    guard fewest >= Similarity.fewestCells,
      Double(fewest) >= Similarity.leastShare * Double(min(total, other.total))
    else { return nil }
    return start..<end
  }

  /// Agreement within a range of frames; 0 where either has no cells there.
  private func score(with other: ComparedPrint, _ range: Range<Int>, offset: Int) -> Double {
    let (own, others) = (
      count(range), other.count(range.lowerBound - offset..<range.upperBound - offset)
    )
    guard own > 0, others > 0 else { return 0 }
    return Double(balance(with: other, range, offset: offset))
      / (Double(own) * Double(others)).squareRoot()
  }

  /// A range of frames in four with about as many cells each.
  private func quarters(of range: Range<Int>) -> [Range<Int>] {
    let first = cellsBefore[range.lowerBound]
    let total = cellsBefore[range.upperBound] - first
    var edges = [range.lowerBound]
    for quarter in 1...3 as ClosedRange<Int32> {
      let wanted = first + total * quarter / 4
      var frame = edges[edges.count - 1]
      while frame < range.upperBound, cellsBefore[frame] < wanted { frame += 1 }
      edges.append(frame)
    }
    edges.append(range.upperBound)
    return zip(edges, edges.dropFirst()).map { $0..<$1 }
  }

  /// The best similarity at an offset or up to `reach` frames beside it; `nil` where it is far from
  /// one recording at the offset itself.
  func best(with other: ComparedPrint, around offset: Int, reach: Int) -> Similarity? {
    guard let range = overlap(with: other, offset: offset),
      score(with: other, range, offset: offset) >= Self.leastAtOffset
    else { return nil }
    let scores = (offset - reach...offset + reach).compactMap { near in
      overlap(with: other, offset: near).map {
        (offset: near, score: score(with: other, $0, offset: near))
      }
    }
    guard let best = scores.max(by: { $0.score < $1.score }) else { return nil }
    return similarity(to: other, offset: best.offset)
  }

  /// One recording agrees to this degree also a frame beside its true offset.
  private static let leastAtOffset = 0.45

  /// Whether a stretch around a frame agrees well enough to be worth a whole comparison.
  func agrees(with other: ComparedPrint, at frame: Int, offset: Int) -> Bool {
    guard codesAgree(with: other, at: frame - Self.apart, offset: offset),
      codesAgree(with: other, at: frame + Self.apart + CodeIndex.gap, offset: offset)
    else { return false }
    let start = max(0, offset, frame - Self.glance / 4)
    let end = min(print.frames, other.print.frames + offset, start + Self.glance)
    guard end > start else { return false }
    let (own, others) = (count(start..<end), other.count(start - offset..<end - offset))
    let balance = balance(with: other, start..<end, offset: offset)
    return balance > 0 && Double(balance * balance) >= Self.glanceScore * Double(own * others)
  }

  /// Whether the codes at a frame are alike; also where one of them is silent or beyond the ends.
  private func codesAgree(with other: ComparedPrint, at frame: Int, offset: Int) -> Bool {
    guard print.codes.indices.contains(frame), other.print.codes.indices.contains(frame - offset)
    else { return true }
    let (own, others) = (print.codes[frame], other.print.codes[frame - offset])
    guard own.isLoud, others.isLoud else { return true }
    return (own.signs ^ others.signs).nonzeroBitCount <= Self.mostTurned
  }

  /// Frames from a shared key at which codes no longer follow from it, .13 s.
  private static let apart = 8
  /// Signs that encoding turns round at most; unrelated codes differ in seven or eight of 15.
  private static let mostTurned = 5

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
