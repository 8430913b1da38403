/// Hashes that are the same in every process and on every platform, unlike Swift's `Hasher`.
public enum StableHash {
  /// FNV-1a over the UTF-8 bytes of a text.
  public static func hash(_ text: String) -> UInt64 { fnv1a(text.utf8) }

  /// FNV-1a, 64 bits.
  @inlinable
  public static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// A checksum of 32-bit words in little-endian order: every word is spread over the sum, so that
  /// no damage of a disk is likely to keep it. Bytes after the last whole word count by their
  /// number alone.
  public static func hash(_ words: UnsafeRawBufferPointer) -> UInt64 {
    var sum = UInt64(words.count)
    for offset in stride(from: 0, to: words.count & ~3, by: 4) {
      let word = UInt32(
        littleEndian: words.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      sum = mix(sum ^ UInt64(word))
    }
    return sum
  }

  /// The step of SplitMix64: 2^64 over the golden ratio, made odd.
  @inlinable
  static var increment: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  /// Spreads a number over all 64 bits, so that neighbours give unrelated results: one step of
  /// SplitMix64.
  @inlinable
  public static func mix(_ value: UInt64) -> UInt64 {
    finalize(value &+ increment)
  }

  /// The output function of SplitMix64; 0 stays 0.
  @inlinable
  public static func finalize(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
