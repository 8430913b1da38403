extension ArraySlice<UInt8> {
  /// The unsigned integer of these bytes.
  func integer(bigEndian: Bool) -> Int {
    let ordered = bigEndian ? Array(self) : Array(reversed())
    return ordered.reduce(0) { $0 << 8 | Int($1) }
  }
}

extension UInt32 {
  /// These four bytes.
  func bytes(bigEndian: Bool) -> [UInt8] {
    withUnsafeBytes(of: bigEndian ? self.bigEndian : littleEndian, Array.init)
  }
}
