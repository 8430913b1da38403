extension WaveHeader {
  /// The search for a header in the first bytes of a stream, which may come in any number of
  /// pieces: what was looked at of it once is not looked at again.
  struct Search {
    /// What came so far.
    private(set) var bytes: [UInt8] = []
    /// Whether the bytes are known not to begin something else than samples.
    private var isJudged = false
    private var format: StreamFormat?
    /// Where the next chunk begins.
    private var place = 12

    /// Looks at further bytes.
    ///
    /// - Throws: `AudioError.streamContainer` or `.streamText` where the bytes begin something else
    ///   than samples, and what is wrong with a header.
    mutating func append(_ more: [UInt8], source: String) throws(AudioError) -> Beginning {
      bytes += more
      if !isJudged {
        switch ForeignBeginning(of: bytes) {
        case .container(let name): throw .streamContainer(source: source, found: name)
        case .text(let name): throw .streamText(source: source, found: name)
        case .undecided: return .undecided
        case .none: isJudged = true
        }
      }
      guard isBegun(by: bytes) else { return .raw }
      guard "WAVE".utf8.starts(with: bytes.dropFirst(8).prefix(4)) else {
        throw .streamContainer(source: source, found: "a RIFF file that is no WAV file")
      }
      return try chunks(source: source)
    }

    /// Goes from chunk to chunk until the samples begin or the bytes end.
    private mutating func chunks(source: String) throws(AudioError) -> Beginning {
      while let size = integer(in: bytes, at: place + 4, bytes: 4) {
        let body = place + 8
        if has("data", in: bytes, at: place) {
          guard let format else {
            throw .undecodable(
              source: source, reason: "a WAV stream whose samples have no format")
          }
          // Writers into a pipe leave 0, or a number near the largest of 31 or 32 bits.
          let isKnown = size > 0 && size < ContainerPromise.unknownLength
          return .wave(WaveHeader(format: format, length: body, dataCount: isKnown ? size : nil))
        }
        if has("fmt ", in: bytes, at: place), size >= 16 {
          guard bytes.count >= body + min(size, 40) else { return .undecided }
          format = try read(bytes, at: body, size: size, source: source)
        }
        place = body + size + size % 2
        guard place <= longestHeader else {
          throw .undecodable(
            source: source,
            reason: "no samples within the first \(longestHeader) bytes of a WAV stream")
        }
      }
      return .undecided
    }
  }
}
