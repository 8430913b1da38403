extension Array {
  /// For each element the latest one before it with the same key; `nil` where there is none.
  func before<Key: Hashable>(_ key: (Element) -> Key) -> [Element?] {
    var latest: [Key: Element] = [:]
    return map { element in latest.updateValue(element, forKey: key(element)) }
  }
}
