/// Headers of a compressed stream, each of which tells where the next one stands.
enum FrameChain {
  /// Whether bytes begin with three headers, each where the one before it says, and all of one
  /// kind; `nil` where more bytes are needed to tell.
  ///
  /// - Parameters:
  ///   - length: bytes of a header.
  ///   - mark: the bits that each begins with.
  ///   - read: what a header of that length says; `nil` where it means nothing.
  static func begins(
    _ bytes: [UInt8], length: Int, mark: [(mask: UInt8, bits: UInt8)],
    read: ([UInt8]) -> (kind: [UInt8], length: Int)?
  ) -> Bool? {
    var place = 0
    var kind: [UInt8]?
    for _ in 0..<3 {
      let header = Array(bytes.dropFirst(place).prefix(length))
      guard zip(header, mark).allSatisfy({ $0 & $1.mask == $1.bits }) else { return false }
      guard header.count == length else { return nil }
      guard let frame = read(header), frame.kind == kind ?? frame.kind else { return false }
      kind = frame.kind
      place += frame.length
    }
    return true
  }
}
