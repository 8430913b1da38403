/// How features change from frame to frame: derivatives of a polynomial fitted to a few frames.
///
/// - Source: Savitzky & Golay 1964; `librosa.feature.delta` with its default mode `interp`.
public struct Deltas: Sendable, Equatable {
  /// Frames that the polynomial is fitted to, odd.
  public let width: Int
  /// 1 for the slope of a fitted line, 2 for the second derivative of a fitted parabola.
  public let order: Int
  private let weights: [Double]

  /// Prepares the fit.
  ///
  /// - Throws: `FeatureError.invalidSetting` for a width that is even or below 3, or another order.
  public init(width: Int = 9, order: Int = 1) throws(FeatureError) {
    guard width >= 3, width % 2 == 1 else {
      throw .invalidSetting(name: "width", found: "\(width)", expected: "an odd number from 3 on")
    }
    guard 1...2 ~= order else {
      throw .invalidSetting(name: "order", found: "\(order)", expected: "1 or 2")
    }
    self.width = width
    self.order = order
    let places = (0..<width).map { Double($0 - width / 2) }
    let squares = places.reduce(0) { $0 + $1 * $1 }
    guard order == 2 else {
      weights = places.map { $0 / squares }
      return
    }
    // The least-squares parabola's bend, from what is left of x² beside a constant.
    let mean = squares / Double(width)
    let bends = places.map { $0 * $0 - mean }
    let norm = bends.reduce(0) { $0 + $1 * $1 }
    weights = bends.map { 2 * $0 / norm }
  }

  /// The derivative of each column in each frame, a frame as the unit of time.
  ///
  /// - Parameters:
  ///   - features: shape `[T, columns]`, frames outer.
  ///   - columns: values a frame.
  /// - Returns: the same shape; frames nearer to an end than half the width have the value of the
  ///   nearest whole fit.
  /// - Throws: `FeatureError.tooFewFrames` for fewer frames than `width`.
  public func apply(_ features: [Float], columns: Int) throws(FeatureError) -> [Float] {
    let frames = columns > 0 ? features.count / columns : 0
    guard frames >= width else { throw .tooFewFrames(frames: frames, minimum: width) }
    var result = [Float](repeating: 0, count: frames * columns)
    for frame in 0..<frames {
      let first = min(max(frame - width / 2, 0), frames - width)
      for column in 0..<columns {
        var sum = 0.0
        for step in 0..<width {
          sum += weights[step] * Double(features[(first + step) * columns + column])
        }
        result[frame * columns + column] = Float(sum)
      }
    }
    return result
  }
}
