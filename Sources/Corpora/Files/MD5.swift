import Glibc

/// The MD5 of bytes, which publishers still give with their files; it tells damage, not forgery.
///
/// - Source: RFC 1321.
public struct MD5: Sendable {
  private var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  /// Begins a hash.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count &+= UInt64(bytes.count)
    var position = 0
    if !rest.isEmpty {
      position = min(Self.blockSize - rest.count, bytes.count)
      rest.append(contentsOf: bytes[..<position])
      guard rest.count == Self.blockSize else { return }
      let block = rest
      block.withUnsafeBytes { compress($0, at: 0) }
      rest.removeAll(keepingCapacity: true)
    }
    while bytes.count - position >= Self.blockSize {
      compress(bytes, at: position)
      position += Self.blockSize
    }
    rest.append(contentsOf: bytes[position...])
  }

  /// The hash of everything so far as 32 lower-case hexadecimal digits.
  public func hex() -> String {
    var copy = self
    let bits = count &* 8
    let zeros = (2 * Self.blockSize - 9 - rest.count) % Self.blockSize
    let length = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    ([0x80] + [UInt8](repeating: 0, count: zeros) + length).withUnsafeBytes { copy.update($0) }
    return copy.state.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }.hexadecimal
  }

  private static let blockSize = 64

  private static let shifts: [[UInt32]] = [
    [7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21],
  ]

  /// The first 32 bits of the fractions of the sines of 1 to 64.
  private static let sines: [UInt32] = (1...64).map {
    UInt32(4_294_967_296 * abs(sin(Double($0))))
  }

  private mutating func compress(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    for step in 0..<64 {
      let mixed: UInt32
      let word: Int
      switch step / 16 {
      case 0: (mixed, word) = ((b & c) | (~b & d), step)
      case 1: (mixed, word) = ((d & b) | (~d & c), (5 * step + 1) % 16)
      case 2: (mixed, word) = (b ^ c ^ d, (3 * step + 5) % 16)
      default: (mixed, word) = (c ^ (b | ~d), 7 * step % 16)
      }
      let input = bytes.loadUnaligned(fromByteOffset: start + 4 * word, as: UInt32.self)
      let sum = a &+ mixed &+ Self.sines[step] &+ UInt32(littleEndian: input)
      let shift = Self.shifts[step / 16][step % 4]
      (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
    }
    for (index, value) in [a, b, c, d].enumerated() { state[index] &+= value }
  }
}
