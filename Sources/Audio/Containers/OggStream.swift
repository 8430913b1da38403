/// Whether the pages of an Ogg stream are all there, up to one that says that it is the last.
///
/// The container states no length, and decoders pass over what they cannot read, so a truncated or
/// damaged download decodes as a shorter recording without complaint. Several streams may stand
/// side by side or one behind the other.
///
/// - Source: RFC 3533, section 6.
enum OggStream: Equatable {
  /// Nothing is missing.
  case whole
  /// The file stops before the last page.
  case unfinished
  /// Pages are damaged or missing, first at this byte.
  case damaged(at: Int)

  /// Looks at every page; `nil` for another container.
  init?(_ bytes: AudioBytes) {
    guard bytes.read(at: 0, 4) == OggPage.mark else { return nil }
    self = Self.walk(bytes)
  }

  private static func walk(_ bytes: AudioBytes) -> OggStream {
    var place = 0
    var last: OggPage?
    /// By stream, the number of the page that follows. Those that jump ahead tell that some are
    /// lost; others are a slip of the writer. What was recorded from a broadcast jumps from its
    /// headers to the middle, so that pages count from the first audio on.
    var following: [Int: Int] = [:]
    while place < bytes.count {
      if let page = OggPage(bytes, at: place) {
        if !page.isFirst, let expected = following[page.serial], page.number > expected {
          return .damaged(at: place)
        }
        following[page.serial] = page.isAudio && !page.isLast ? page.number + 1 : nil
        last = page
        place += page.length
        continue
      }
      let isEnd = last?.isLast == true
      switch nextPage(in: bytes, behind: place) {
      case .none:
        let length = OggPage.length(in: bytes, at: place)
        if let length, place + length <= bytes.count { return .damaged(at: place) }
        return isEnd ? .whole : .unfinished
      case .page(let next, let isFirst):
        // Anything may stand behind a stream, and another stream behind that.
        guard isEnd, isFirst else { return .damaged(at: place) }
        place = next
      case .tooManyMarks:
        return .damaged(at: place)
      }
    }
    return last?.isLast == true ? .whole : .unfinished
  }

  private enum Search {
    case none, tooManyMarks
    case page(at: Int, isFirst: Bool)
  }

  /// The first whole page behind `place`.
  private static func nextPage(in bytes: AudioBytes, behind place: Int) -> Search {
    var marks = 0
    for start in stride(from: place + 1, to: bytes.count, by: block) {
      // A mark that begins in this block may end in the next.
      let read = bytes.read(at: start, block + OggPage.mark.count - 1)
      for offset in read.indices where read[offset] == OggPage.mark[0] {
        guard read[offset...].starts(with: OggPage.mark) else { continue }
        if let page = OggPage(bytes, at: start + offset) {
          return .page(at: start + offset, isFirst: page.isFirst)
        }
        marks += 1
        guard marks < maximumMarks else { return .tooManyMarks }
      }
    }
    return .none
  }

  /// Bytes that are searched at a time.
  private static let block = 1 << 16
  /// More beginnings of damaged pages than any accident makes: each costs a checksum.
  private static let maximumMarks = 1_000
}
