/// The bytes of a whole number, the least significant first.
public func little(_ value: Int, _ count: Int = 4) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// A WAV file of one channel of 16-bit samples.
public func waveFile(_ samples: [Int], sampleRate: Int) -> [UInt8] {
  let format =
    little(16) + little(1, 2) + little(1, 2) + little(sampleRate) + little(2 * sampleRate)
    + little(2, 2) + little(16, 2)
  let body =
    Array("WAVEfmt ".utf8) + format + Array("data".utf8) + little(2 * samples.count)
    + samples.flatMap { little($0, 2) }
  return Array("RIFF".utf8) + little(body.count) + body
}
