import Randomness

extension SplitMix64 {
  /// The numbers of one draw: one recording, one transform, one severity, one seed. Equal draws
  /// give equal numbers whatever the order, thread or process.
  public init(utterance: String, transform: String, severity: Int, seed: UInt64) {
    // A zero byte ends each text, so that ("ab", "c") and ("a", "bc") differ.
    var bytes = Array(utterance.utf8) + [0] + Array(transform.utf8) + [0]
    for value in [UInt64(bitPattern: Int64(severity)), seed] {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    self.init(seed: StableHash.finalize(StableHash.fnv1a(bytes)))
  }
}
