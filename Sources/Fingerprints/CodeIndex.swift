import Parallel

/// Recordings by the codes of their frames, for finding pairs that share some.
///
/// A key is the code of a frame with that of the frame 80 ms later, 30 bits; each key also stands
/// in the index with the least certain bit of either half, or of both, turned round.
package struct CodeIndex: Sendable {
  private let prints: [ComparedPrint]
  /// The number of frames of all recordings before each.
  private let starts: [Int]
  private let partitions: Int

  /// Frames from the first half of a key to its second, 80 ms.
  static let gap = 5
  /// Entries of one key that are compared with each: keeps a common key from costing its square.
  private static let neighbours = 16
  /// Entries of one key that one recording may have.
  private static let most = 3
  /// Entries that are sorted at a time.
  private static let entriesAPartition = 1 << 22
  /// Bits of an entry that say where it comes from; the others are the key.
  private static let placeBits: UInt64 = 34
  /// Frames beside the offset of a shared key at which a pair is compared as well.
  private static let reach = 2

  package init(_ prints: [Fingerprint]) {
    self.prints = prints.map(ComparedPrint.init)
    var starts = [0]
    for print in prints { starts.append(starts[starts.count - 1] + print.frames) }
    self.starts = starts
    let entries = 4 * starts[starts.count - 1]
    partitions = max(8, entries / Self.entriesAPartition + 1)
  }

  /// What a search came to.
  package struct Outcome {
    /// Every pair that shares a key and is one recording, at its best offset.
    package var pairs: [SIMD2<Int>: Similarity] = [:]
    /// Times that two recordings were looked at side by side: the work, whatever the machine.
    package var glances = 0

    mutating func add(_ similarity: Similarity, of pair: SIMD2<Int>) {
      if let known = pairs[pair], known.score >= similarity.score {
        if known.score > similarity.score || known.offset <= similarity.offset { return }
      }
      pairs[pair] = similarity
    }
  }

  /// Searches all partitions, some at a time.
  package func search() -> Outcome {
    var all = Outcome()
    for outcome in Array(0..<partitions).parallelMap({ search(partition: $0) }) {
      all.glances += outcome.glances
      for (pair, similarity) in outcome.pairs { all.add(similarity, of: pair) }
    }
    return all
  }

  private func search(partition: Int) -> Outcome {
    let entries = entries(ofPartition: partition)
    var found = Outcome()
    var start = 0
    while start < entries.count {
      let key = entries[start] >> Self.placeBits
      var end = start + 1
      while end < entries.count, entries[end] >> Self.placeBits == key { end += 1 }
      if end - start > 1 { compare(entries[start..<end], into: &found) }
      start = end
    }
    return found
  }

  /// The keys of a partition with where they stand, sorted.
  private func entries(ofPartition partition: Int) -> [UInt64] {
    var entries: [UInt64] = []
    for (recording, compared) in prints.enumerated() {
      let codes = compared.print.codes
      for frame in 0..<max(0, codes.count - Self.gap) {
        let (first, second) = (codes[frame], codes[frame + Self.gap])
        guard first.isLoud, second.isLoud else { continue }
        let place = UInt64(starts[recording] + frame)
        for half in [first.signs, first.alternative] {
          for other in [second.signs, second.alternative] {
            let key = half << 15 | other
            guard isIn(partition, key) else { continue }
            entries.append(UInt64(key) << Self.placeBits | place)
          }
        }
      }
    }
    return entries.sorted()
  }

  private func isIn(_ partition: Int, _ key: UInt32) -> Bool {
    let spread = UInt64(key &* 0x9E37_79B1)
    return Int(spread * UInt64(partitions) >> 32) == partition
  }

  /// Compares each entry of one key with its next neighbours.
  private func compare(_ bucket: ArraySlice<UInt64>, into found: inout Outcome) {
    let places = sparse(bucket)
    for (index, right) in places.enumerated() {
      for left in places[max(0, index - Self.neighbours)..<index]
      where left.recording != right.recording {
        let offset = left.frame - right.frame
        let (one, other) = (prints[left.recording], prints[right.recording])
        found.glances += 1
        guard one.agrees(with: other, at: left.frame, offset: offset) else { continue }
        let pair = SIMD2(left.recording, right.recording)
        if let known = found.pairs[pair], abs(known.offset - offset) <= Self.reach { continue }
        guard let similarity = one.best(with: other, around: offset, reach: Self.reach),
          similarity.isSame
        else { continue }
        found.add(similarity, of: pair)
      }
    }
  }

  private struct Place {
    let recording: Int
    let frame: Int
  }

  /// Where the entries stand, of each recording the first few alone.
  private func sparse(_ bucket: ArraySlice<UInt64>) -> [Place] {
    var places: [Place] = []
    var own = 0
    for entry in bucket {
      let place = Int(entry & (1 << Self.placeBits - 1))
      if let last = places.last, place < starts[last.recording + 1] {
        own += 1
        if own < Self.most {
          places.append(
            Place(recording: last.recording, frame: place - starts[last.recording]))
        }
        continue
      }
      own = 0
      let recording = recording(of: place)
      places.append(Place(recording: recording, frame: place - starts[recording]))
    }
    return places
  }

  /// The recording whose frames hold a place, by halving.
  private func recording(of place: Int) -> Int {
    var (low, high) = (0, prints.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }
}
