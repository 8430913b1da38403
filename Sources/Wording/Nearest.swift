/// The name among `known` that `name` was most likely meant to be, for "did you mean ...?".
///
/// The distance counts insertions, deletions, replacements and swaps of neighbours, without regard
/// to case, and with `_`, `-` and space alike.
///
/// - Parameter reach: how far the nearest name may be for a suggestion, by the length of what is
///   written and its own; a third of the former, at least one and at most three steps.
/// - Returns: the nearest known name, the first of equals, or `nil` where none is near.
/// - Source: Damerau, CACM 7(3), 1964 (optimal string alignment).
public func nearest(
  to name: String, among known: [String],
  within reach: (_ written: Int, _ known: Int) -> Int = { written, _ in
    min(3, max(1, written / 3))
  }
) -> String? {
  let wanted = comparable(name)
  let ranked = known.map { (name: $0, distance: editDistance(wanted, comparable($0))) }
  guard let best = ranked.min(by: { $0.distance < $1.distance }),
    best.distance <= reach(wanted.count, best.name.count)
  else { return nil }
  return best.name
}

/// Lower case, with `_` and space written as `-`.
private func comparable(_ name: String) -> [Character] {
  name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words.
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
  if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
  var beforeLast: [Int] = []
  var last = Array(0...second.count)
  for i in 1...first.count {
    var row = [i] + Array(repeating: 0, count: second.count)
    for j in 1...second.count {
      let replacement = last[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, replacement)
      if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[second.count]
}
