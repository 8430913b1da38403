/// Bytes of a WAV stream whose header does not say how many samples there are, freed of the chunks
/// of texts at its end.
///
/// A writer into a pipe cannot fill in the length, and some (GStreamer's `wavenc`) still write
/// their tags behind the samples. Bytes that may be such chunks wait until what follows tells, 64
/// KiB at most; all others pass at once.
struct TrailingChunks {
  private var waiting: [UInt8] = []

  /// What of the bytes so far is known to be samples and has not been returned before.
  mutating func samples(in bytes: [UInt8]) -> [UInt8] {
    waiting += bytes
    let start = stride(from: 0, to: waiting.count, by: 2).first {
      Self.chain(in: waiting, from: $0) != .none
    }
    // Chunks begin at even places, so that a single last byte waits for the next.
    let samples = Array(waiting.prefix(start ?? waiting.count / 2 * 2))
    waiting.removeFirst(samples.count)
    return samples
  }

  /// What were samples after all, at the end of the stream: as of a file, all but the chunks there,
  /// which may begin behind samples that only looked like some.
  var samplesAtEnd: [UInt8] {
    waiting.dropLast(Self.count(atEndOf: waiting, bigEndian: false))
  }

  /// How many bytes of chunks stand at the end of bytes that begin with a sample.
  static func count(atEndOf bytes: [UInt8], bigEndian: Bool) -> Int {
    let start = stride(from: 0, to: bytes.count, by: 2).first {
      chain(in: bytes, from: $0, bigEndian: bigEndian) == .whole
    }
    return start.map { bytes.count - $0 } ?? 0
  }

  /// What a row of chunks is.
  private enum Chain { case none, begun, whole }

  /// Whether there are chunks from `place` to the end of `bytes`, or at least their beginning.
  private static func chain(
    in bytes: [UInt8], from start: Int, bigEndian: Bool = false
  ) -> Chain {
    var place = start
    while place < bytes.count {
      let head = bytes[place...].prefix(8)
      guard names.contains(where: { $0.starts(with: head.prefix(4)) }) else { return .none }
      guard head.count == 8 else { return .begun }
      let size = head.suffix(4).integer(bigEndian: bigEndian)
      place += 8 + size
      guard place - start <= WaveHeader.longest else { return .none }
      // The byte that fills up to an even number may be missing at the very end.
      if place == bytes.count { return .whole }
      place += size % 2
    }
    return place == bytes.count ? .whole : .begun
  }

  /// Chunks that writers put behind samples. Only these: any four letters may be samples.
  private static let names = [
    "LIST", "id3 ", "ID3 ", "cue ", "smpl", "inst", "bext", "iXML",
  ].map { Array($0.utf8) }
}
