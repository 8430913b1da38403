/// Sets of identifiers that pairs connect, directly or through others.
struct RecordingGroups {
  private var parent: [String: String] = [:]

  init(_ pairs: [(String, String)]) {
    for (left, right) in pairs {
      let (one, other) = (root(left) ?? left, root(right) ?? right)
      parent[one] = min(one, other)
      parent[other] = min(one, other)
    }
  }

  /// The first identifier of the set that an identifier is in; `nil` where it is in no pair.
  func root(_ id: String) -> String? {
    guard var next = parent[id] else { return nil }
    while let further = parent[next], further != next { next = further }
    return next
  }
}
