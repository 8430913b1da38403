/// How many bytes of audio the header of a RIFF, AIFF or AU file promises and how many follow it.
///
/// libsndfile quietly shortens a chunk that runs past the end of the file, so a truncated download
/// would decode without complaint; this walk over the chunks notices it.
struct ContainerPromise {
  /// Bytes of audio that the header promises.
  let promised: Int
  /// Bytes that stand in the file from the start of the audio on.
  let held: Int

  /// Whether the file ends before its header says.
  var isBroken: Bool { promised > held }

  /// Reads the chunk headers only; `nil` where the container is another or has no audio chunk.
  init?(_ bytes: AudioBytes) {
    let head = bytes.read(at: 0, 12)
    guard head.count == 12 else { return nil }
    switch head[0..<4].text {
    case "RIFF" where head[8..<12].text == "WAVE":
      self.init(bytes, chunk: "data", bigEndian: false)
    case "RIFX" where head[8..<12].text == "WAVE":
      self.init(bytes, chunk: "data", bigEndian: true)
    case "FORM" where head[8..<12].text.hasPrefix("AIF"):
      self.init(bytes, chunk: "SSND", bigEndian: true)
    case ".snd":
      let start = head[4..<8].integer(bigEndian: true)
      self.init(bytes, promised: head[8..<12].integer(bigEndian: true), start: start)
    default:
      return nil
    }
  }

  private init?(_ bytes: AudioBytes, chunk wanted: String, bigEndian: Bool) {
    var offset = 12
    for _ in 0..<Self.maximumChunks {
      let head = bytes.read(at: offset, 8)
      guard head.count == 8 else { return nil }
      let size = head[4..<8].integer(bigEndian: bigEndian)
      guard head[0..<4].text != wanted else {
        self.init(bytes, promised: size, start: offset + 8)
        return
      }
      offset += 8 + size + size % 2
    }
    return nil
  }

  private init?(_ bytes: AudioBytes, promised: Int, start: Int) {
    // A writer into a pipe cannot fill in the length and leaves the largest value.
    if bytes.isStream && promised >= Self.unknownLength { return nil }
    self.promised = promised
    held = max(0, bytes.count - start)
  }

  /// More chunks than any writer makes: a loop over lying sizes ends here.
  private static let maximumChunks = 4_096
  /// Lengths from here on stand for "unknown" in streamed headers.
  private static let unknownLength = 0x7FFF_0000
}

extension ArraySlice<UInt8> {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }

  fileprivate func integer(bigEndian: Bool) -> Int {
    let ordered = bigEndian ? Array(self) : Array(reversed())
    return ordered.reduce(0) { $0 << 8 | Int($1) }
  }
}
