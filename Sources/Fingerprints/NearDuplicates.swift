/// Which of many recordings are one recording, told by their fingerprints.
public struct NearDuplicates: Sendable, Hashable {
  /// Two recordings that are one, by their places in the list that was searched.
  public struct Pair: Sendable, Hashable {
    /// The smaller of the two places.
    public let left: Int
    /// The larger of the two places.
    public let right: Int
    /// How alike they are, `right` laid over `left`.
    public let similarity: Similarity
  }

  /// Pairs that were found, by `left`, then `right`. Of a large set of copies of one recording not
  /// every pair is listed, and all of the set are connected.
  public let pairs: [Pair]

  /// Searches for recordings that are the same but for encoding, sample rate, level, polarity and
  /// what was cut off or added at the ends.
  ///
  /// An index of coarse codes gives candidates, each of which is compared cell by cell; work grows
  /// with the number of codes and hardly with its square, since a code that many recordings share
  /// is compared with its next neighbours alone. The result depends on nothing but `prints`.
  ///
  /// - Parameter prints: recordings without a fingerprint, or with too little in them to be
  ///   compared (`Fingerprint.isComparable`), are in no pair.
  public init(among prints: [Fingerprint?]) {
    var representative: [Fingerprint: Int] = [:]
    var pairs: [Pair] = []
    var compared: [(place: Int, print: Fingerprint)] = []
    for (place, print) in prints.enumerated() {
      guard let print, print.isComparable else { continue }
      if let first = representative[print] {
        let same = Similarity(score: 1, weakest: 1, offset: 0)
        pairs.append(Pair(left: first, right: place, similarity: same))
      } else {
        representative[print] = place
        compared.append((place, print))
      }
    }
    let index = CodeIndex(compared.map(\.print))
    let places = compared.map(\.place)
    pairs += index.search().pairs.map { pair, similarity in
      Pair(left: places[pair[0]], right: places[pair[1]], similarity: similarity)
    }
    self.pairs = pairs.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
  }

  /// The sets of recordings that are one, each in order, by their first.
  public var groups: [[Int]] {
    var parent: [Int: Int] = [:]
    func root(_ place: Int) -> Int {
      var place = place
      while let next = parent[place], next != place { place = next }
      return place
    }
    for pair in pairs {
      let (one, other) = (root(pair.left), root(pair.right))
      (parent[one], parent[other]) = (one, other)
      parent[max(one, other)] = min(one, other)
    }
    let members = Set(pairs.flatMap { [$0.left, $0.right] })
    return Dictionary(grouping: members.sorted(), by: root).values.sorted { $0[0] < $1[0] }
  }
}
