import Foundation

extension SplitMix64 {
  /// Two independent normal numbers of mean 0 and variance 1.
  ///
  /// - Source: Box & Muller, Annals of Mathematical Statistics 29, 1958.
  public mutating func normalPair() -> (Double, Double) {
    let radius = (-2 * log(1 - unit())).squareRoot()
    let angle = 2 * Double.pi * unit()
    return (radius * cos(angle), radius * sin(angle))
  }

  /// `count` independent normal numbers of mean 0 and variance 1, pair by pair.
  public mutating func normals(_ count: Int) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(count + 1)
    while result.count < count {
      let (first, second) = normalPair()
      result.append(Float(first))
      result.append(Float(second))
    }
    if result.count > count { result.removeLast() }
    return result
  }
}
