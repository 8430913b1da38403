extension LabelMap {
  /// One hash for which labels stand for which emotion: the SHA-256 of each of them with its
  /// emotion, in the order of their bytes. Labels that are dropped are no emotion's, as unknown
  /// ones are not, and do not change it.
  public var emotionHash: String {
    var hash = SHA256()
    for label in targets.keys.inByteOrder {
      guard let emotion = targets[label]?.emotion else { continue }
      // With its length before it, so that no label can pass for two.
      hash.update("\(label.utf8.count):\(label)\t\(emotion.rawValue)\n")
    }
    return hash.hex()
  }
}
