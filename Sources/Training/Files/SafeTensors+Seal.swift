import Foundation
import Randomness

extension SafeTensors {
  private static let sealKey = "checksum"

  /// The same with a checksum of all its numbers and texts among the metadata.
  package func sealed() -> SafeTensors {
    SafeTensors(
      arrays: arrays, metadata: metadata.merging([Self.sealKey: checksum]) { $1 })
  }

  /// Whether anybody sealed it.
  package var hasSeal: Bool { metadata[Self.sealKey] != nil }

  /// Whether its numbers and texts are those that were sealed.
  package var isSealed: Bool { metadata[Self.sealKey] == checksum }

  /// Of names and texts in their order, and of the bits of all numbers.
  private var checksum: String {
    var sum: UInt64 = 0
    func add(_ part: UInt64) { sum = StableHash.mix(sum ^ part) }
    for (key, text) in metadata.sorted(by: { $0.key < $1.key }) where key != Self.sealKey {
      add(StableHash.hash(key))
      add(StableHash.hash(text))
    }
    for array in arrays.sorted(by: { $0.name < $1.name }) {
      add(StableHash.hash(array.name))
      add(array.values.withUnsafeBytes { StableHash.hash($0) })
    }
    return String(sum, radix: 16)
  }
}
