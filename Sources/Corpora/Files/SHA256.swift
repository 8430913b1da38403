/// The hash SHA-256, fed piece by piece.
///
/// - Source: NIST FIPS 180-4, sections 4.1.2, 5 and 6.2.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// Bytes that do not fill a block yet, at most 63.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// Starts a hash.
  public init() {}

  /// The hash of some bytes in lower-case hexadecimal digits.
  public static func hex(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    Array(bytes).withUnsafeBytes { hash.update($0) }
    return hash.hex()
  }

  /// Adds the bytes of a text in UTF-8.
  mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes
    if !pending.isEmpty {
      let taken = min(64 - pending.count, rest.count)
      pending.append(contentsOf: rest[..<taken])
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { Self.compress($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    Self.compress(UnsafeRawBufferPointer(rebasing: rest[..<whole]), into: &state)
    pending.append(contentsOf: rest[whole...])
  }

  /// The hash of what was added so far, 64 lower-case hexadecimal digits.
  public func hex() -> String {
    var tail = pending + [0x80]
    while tail.count % 64 != 56 { tail.append(0) }
    let bitCount = byteCount &* 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      tail.append(UInt8(truncatingIfNeeded: bitCount >> shift))
    }
    var final = state
    tail.withUnsafeBytes { Self.compress($0, into: &final) }
    return final.flatMap { withUnsafeBytes(of: $0.bigEndian, Array.init) }.hexadecimal
  }

  /// Mixes whole blocks into a state.
  private static func compress(_ blocks: UnsafeRawBufferPointer, into state: inout [UInt32]) {
    guard let base = blocks.baseAddress else { return }
    state.withUnsafeMutableBufferPointer { state in
      constants.withUnsafeBufferPointer { constants in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
          for offset in stride(from: 0, to: blocks.count, by: 64) {
            schedule(base + offset, into: words.baseAddress!)
            rounds(words.baseAddress!, constants.baseAddress!, state.baseAddress!)
          }
        }
      }
    }
  }

  /// The 64 words of a block's message schedule.
  @inline(__always)
  private static func schedule(_ block: UnsafeRawPointer, into words: UnsafeMutablePointer<UInt32>)
  {
    for index in 0..<16 {
      words[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
    }
    for index in 16..<64 {
      let (near, far) = (words[index &- 15], words[index &- 2])
      let small0 = rotated(near, 7) ^ rotated(near, 18) ^ (near >> 3)
      let small1 = rotated(far, 17) ^ rotated(far, 19) ^ (far >> 10)
      words[index] = words[index &- 16] &+ small0 &+ words[index &- 7] &+ small1
    }
  }

  /// The 64 rounds; eight are written out so that no variable has to be moved.
  @inline(__always)
  private static func rounds(
    _ words: UnsafePointer<UInt32>, _ constants: UnsafePointer<UInt32>,
    _ state: UnsafeMutablePointer<UInt32>
  ) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for step in stride(from: 0, to: 64, by: 8) {
      let (w, k) = (words + step, constants + step)
      round(a, b, c, &d, e, f, g, &h, w[0] &+ k[0])
      round(h, a, b, &c, d, e, f, &g, w[1] &+ k[1])
      round(g, h, a, &b, c, d, e, &f, w[2] &+ k[2])
      round(f, g, h, &a, b, c, d, &e, w[3] &+ k[3])
      round(e, f, g, &h, a, b, c, &d, w[4] &+ k[4])
      round(d, e, f, &g, h, a, b, &c, w[5] &+ k[5])
      round(c, d, e, &f, g, h, a, &b, w[6] &+ k[6])
      round(b, c, d, &e, f, g, h, &a, w[7] &+ k[7])
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ input: UInt32
  ) {
    let big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    let first = h &+ big1 &+ (g ^ (e & (f ^ g))) &+ input
    let big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    d = d &+ first
    h = first &+ big0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    (word &>> count) | (word &<< (32 &- count))
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
