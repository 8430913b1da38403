extension Fingerprint {
  /// The first byte of the stored form; another way of computing fingerprints gets another number,
  /// and fingerprints of two ways are never compared.
  static let version: UInt8 = 1

  private static let bytesPerFrame = 8 * words + 3

  /// The stored form: the version, then 24 bytes of cells and 3 of code a frame, little-endian.
  public var bytes: [UInt8] {
    var result: [UInt8] = [Self.version]
    result.reserveCapacity(1 + frames * Self.bytesPerFrame)
    for (frame, code) in codes.enumerated() {
      for cell in cells[frame * Self.words..<(frame + 1) * Self.words] {
        for shift in stride(from: 0, to: 64, by: 8) {
          result.append(UInt8(truncatingIfNeeded: cell >> UInt64(shift)))
        }
      }
      for shift in stride(from: 0, to: 24, by: 8) {
        result.append(UInt8(truncatingIfNeeded: code.bits >> UInt32(shift)))
      }
    }
    return result
  }

  /// Reads the stored form; `nil` where the bytes are of another version or not a fingerprint.
  public init?(bytes: [UInt8]) {
    guard bytes.first == Self.version, (bytes.count - 1) % Self.bytesPerFrame == 0 else {
      return nil
    }
    var cells: [UInt64] = []
    var codes: [FrameCode] = []
    for start in stride(from: 1, to: bytes.count, by: Self.bytesPerFrame) {
      for word in 0..<Self.words {
        let eight = bytes[start + 8 * word..<start + 8 * word + 8]
        cells.append(eight.reversed().reduce(0) { $0 << 8 | UInt64($1) })
      }
      let code = bytes[start + 8 * Self.words..<start + Self.bytesPerFrame].reversed().reduce(0) {
        $0 << 8 | UInt32($1)
      }
      guard code >> 20 == 0 else { return nil }
      codes.append(FrameCode(bits: code))
    }
    self.init(cells: cells, codes: codes)
  }
}
