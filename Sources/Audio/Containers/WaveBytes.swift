/// How samples are stored in a WAV file.
public enum WaveEncoding: String, Sendable, Codable, CaseIterable {
  /// 16-bit integers; samples beyond `-1...1` are limited, and 16-bit audio that was decoded and
  /// not touched comes back bit for bit.
  case pcm16
  /// 32-bit floating point; nothing is limited.
  case float
}

extension Waveform {
  /// This waveform as the bytes of a WAV file; a rate that its header has no room for is limited.
  ///
  /// - Parameter encoding: how the samples are stored.
  /// - Source: the RIFF WAVE format (Microsoft and IBM, 1991; format tags 1 and 3).
  public func waveBytes(as encoding: WaveEncoding) -> [UInt8] {
    let width = encoding == .pcm16 ? 2 : 4
    let isFloat = encoding == .float
    let dataCount = samples.count * width
    let formatCount = isFloat ? 18 : 16
    let factCount = isFloat ? 12 : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(44 + 14 + dataCount)
    bytes += Array("RIFF".utf8)
    bytes.append(littleEndian: UInt32(clamping: 4 + 8 + formatCount + factCount + 8 + dataCount))
    bytes += Array("WAVEfmt ".utf8)
    bytes.append(littleEndian: UInt32(formatCount))
    bytes.append(littleEndian: UInt16(isFloat ? 3 : 1))
    bytes.append(littleEndian: UInt16(1))
    bytes.append(littleEndian: UInt32(clamping: sampleRate))
    bytes.append(littleEndian: UInt32(clamping: Int(UInt32(clamping: sampleRate)) * width))
    bytes.append(littleEndian: UInt16(width))
    bytes.append(littleEndian: UInt16(width * 8))
    if isFloat {
      bytes.append(littleEndian: UInt16(0))
      bytes += Array("fact".utf8)
      bytes.append(littleEndian: UInt32(4))
      bytes.append(littleEndian: UInt32(clamping: samples.count))
    }
    bytes += Array("data".utf8)
    bytes.append(littleEndian: UInt32(clamping: dataCount))
    switch encoding {
    case .pcm16:
      for sample in samples { bytes.append(littleEndian: UInt16(bitPattern: sample.pcm16)) }
    case .float:
      for sample in samples { bytes.append(littleEndian: sample.bitPattern) }
    }
    return bytes
  }
}

extension Float {
  /// The nearest 16-bit integer at full scale 32,768, limited; 0 for NaN.
  fileprivate var pcm16: Int16 {
    let scaled = (self * 32_768).rounded()
    if scaled.isNaN { return 0 }
    return Int16(Swift.max(-32_768, Swift.min(32_767, scaled)))
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }

  fileprivate mutating func append(littleEndian value: UInt32) {
    append(littleEndian: UInt16(truncatingIfNeeded: value))
    append(littleEndian: UInt16(truncatingIfNeeded: value >> 16))
  }
}
