import Audio

extension RealFFT {
  /// The transform of the least power of two, from 2 on, that holds so many samples; `nil` where
  /// that is longer than any transform.
  static func holding(_ count: Int) -> RealFFT? {
    var length = 2
    while length < count { length *= 2 }
    return ofLength(length)
  }
}
