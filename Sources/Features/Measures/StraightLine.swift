/// Logarithm and exponential of a `Float` as straight-line arithmetic, without branches or tables,
/// so that a loop over them runs on several lanes at once.
///
/// - Source: the minimax polynomials of Moshier's Cephes library (`logf`, `expf`).
public enum StraightLine {
  /// The natural logarithm of a positive, normal number, within 2 units in the last place.
  @inlinable @inline(__always)
  public static func log(_ value: Float) -> Float {
    // value = mantissa * 2^exponent with the mantissa in sqrt(1/2) ... sqrt(2).
    let shifted = value.bitPattern &- 0x3F35_04F3
    let exponent = Float(Int32(bitPattern: shifted) &>> 23)
    let x = Float(bitPattern: (shifted & 0x007F_FFFF) &+ 0x3F35_04F3) - 1
    let square = x * x
    var sum: Float = 7.037_683_629_2e-2
    sum = sum * x - 1.151_461_031_0e-1
    sum = sum * x + 1.167_699_874_0e-1
    sum = sum * x - 1.242_014_084_6e-1
    sum = sum * x + 1.424_932_278_7e-1
    sum = sum * x - 1.666_805_766_5e-1
    sum = sum * x + 2.000_071_476_5e-1
    sum = sum * x - 2.499_999_399_3e-1
    sum = sum * x + 3.333_333_117_4e-1
    // ln 2 in two parts, so that the larger one times the exponent is exact.
    let tail = sum * x * square - 2.121_944_40e-4 * exponent - 0.5 * square
    return x + tail + 0.693_359_375 * exponent
  }

  /// `e` to a power in `-87...88`, within 2 units in the last place; powers outside are taken for
  /// the nearest inside.
  @inlinable @inline(__always)
  public static func exp(_ power: Float) -> Float {
    let above = power < -87 ? -87 : power
    let x = above > 88 ? 88 : above
    // Adding and taking away 1.5 * 2^23 rounds to the nearest whole number.
    let shifted = x * 1.442_695_04 + 12_582_912
    let whole = shifted - 12_582_912
    let exponent = (Int32(bitPattern: shifted.bitPattern) &- 0x4B40_0000) &+ 127
    let rest = x - whole * 0.693_359_375 + whole * 2.121_944_40e-4
    var sum: Float = 1.987_569_150_0e-4
    sum = sum * rest + 1.398_199_950_7e-3
    sum = sum * rest + 8.333_451_907_3e-3
    sum = sum * rest + 4.166_579_589_4e-2
    sum = sum * rest + 1.666_666_545_9e-1
    sum = sum * rest + 5.000_000_120_1e-1
    let scale = Float(bitPattern: UInt32(bitPattern: exponent &<< 23))
    return (sum * rest * rest + rest + 1) * scale
  }
}
