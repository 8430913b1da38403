/// Whether an Ogg stream reaches its end: the last page is whole and says that it is the last.
///
/// The container states no length, so a truncated download decodes as a shorter recording without
/// complaint; the missing mark gives it away.
///
/// - Source: RFC 3533, section 6.
enum OggStream {
  /// `nil` for another container.
  static func isComplete(_ bytes: AudioBytes) -> Bool? {
    guard bytes.read(at: 0, 4) == magic else { return nil }
    let tail = bytes.read(at: max(0, bytes.count - largestPage), largestPage)
    let candidates = stride(from: tail.count - headerLength, through: 0, by: -1)
    guard let start = candidates.first(where: { tail[$0..<$0 + 4].elementsEqual(magic) }) else {
      return false
    }
    let segments = Int(tail[start + 26])
    let body = start + headerLength + segments
    guard body <= tail.count else { return false }
    let length = tail[start + headerLength..<body].reduce(0) { $0 + Int($1) }
    return body + length <= tail.count && tail[start + 5] & lastPageFlag != 0
  }

  private static let magic = Array("OggS".utf8)
  private static let headerLength = 27
  /// 27 bytes, 255 segments and 255 bytes in each.
  private static let largestPage = 65_307
  private static let lastPageFlag: UInt8 = 4
}
