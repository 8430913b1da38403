import Foundation
import Randomness

extension SplitMix64 {
  /// The numbers of one draw: one recording, one transform, one severity, one seed. Equal draws
  /// give equal numbers whatever the order, thread or process.
  public init(utterance: String, transform: String, severity: Int, seed: UInt64) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    // A zero byte ends each text, so that ("ab", "c") and ("a", "bc") differ.
    for text in [utterance, transform] {
      for byte in text.utf8 { take(byte) }
      take(0)
    }
    for value in [UInt64(bitPattern: Int64(severity)), seed] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        take(UInt8(truncatingIfNeeded: value >> shift))
      }
    }
    self.init(seed: StableHash.finalize(hash))
  }

  /// `count` independent normal numbers of mean 0 and variance 1 (Box & Muller 1958).
  public mutating func normals(_ count: Int) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(count + 1)
    while result.count < count {
      let radius = (-2 * log(1 - unit())).squareRoot()
      let angle = 2 * Double.pi * unit()
      result.append(Float(radius * cos(angle)))
      result.append(Float(radius * sin(angle)))
    }
    if result.count > count { result.removeLast() }
    return result
  }
}
