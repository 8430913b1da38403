/// Triangular bands that overlap by half, each of unit area, on a mel scale.
///
/// - Source: `librosa.filters.mel` with `norm="slaney"`.
public struct MelFilterBank: Sendable {
  /// The number of bands, `M`.
  public let bands: Int
  /// The number of frequency bins, `F`.
  public let bins: Int
  /// The frequency in Hz at which each band peaks, shape `[M]`.
  public let centres: [Double]
  private let starts: [Int]
  private let offsets: [Int]
  private let weights: [Float]

  /// Lays the bands out.
  ///
  /// - Parameters:
  ///   - sampleRate: in Hz.
  ///   - fftLength: samples a transform; `F = fftLength / 2 + 1`.
  ///   - bands: `M`.
  ///   - minimumHertz: the lower edge of the lowest band.
  ///   - maximumHertz: the upper edge of the highest band.
  ///   - scale: where the bands stand evenly.
  /// - Throws: `FeatureError.invalidSetting` for no band, and where a band would hold no bin, since
  ///   it would be a row of zeros.
  public init(
    sampleRate: Int, fftLength: Int, bands: Int, minimumHertz: Double, maximumHertz: Double,
    scale: MelScale
  ) throws(FeatureError) {
    guard bands >= 1 else {
      throw .invalidSetting(name: "melBands", found: "\(bands)", expected: "1 or more")
    }
    let low = scale.mel(hertz: minimumHertz)
    let high = scale.mel(hertz: maximumHertz)
    let edges = (0..<bands + 2).map {
      scale.hertz(mel: low + (high - low) * Double($0) / Double(bands + 1))
    }
    let bins = fftLength / 2 + 1
    let spacing = Double(sampleRate) / Double(fftLength)
    var starts: [Int] = []
    var offsets = [0]
    var weights: [Float] = []
    for band in 0..<bands {
      let (left, centre, right) = (edges[band], edges[band + 1], edges[band + 2])
      let row = (0..<bins).map { bin -> Float in
        let hertz = Double(bin) * spacing
        let height = min((hertz - left) / (centre - left), (right - hertz) / (right - centre))
        return Float(max(0, height) * 2 / (right - left))
      }
      guard let first = row.firstIndex(where: { $0 > 0 }),
        let last = row.lastIndex(where: { $0 > 0 })
      else {
        throw .invalidSetting(
          name: "melBands", found: "\(bands)",
          expected: "so few that every band holds a bin (band \(band) holds none)")
      }
      starts.append(first)
      weights += row[first...last]
      offsets.append(weights.count)
    }
    self.bands = bands
    self.bins = bins
    self.starts = starts
    self.offsets = offsets
    self.weights = weights
    centres = Array(edges[1...bands])
  }

  /// The weights as a matrix, shape `[M, F]`.
  public var matrix: [Float] {
    var result = [Float](repeating: 0, count: bands * bins)
    for band in 0..<bands {
      for index in offsets[band]..<offsets[band + 1] {
        result[band * bins + starts[band] + index - offsets[band]] = weights[index]
      }
    }
    return result
  }

  /// The energy in each band of one frame.
  ///
  /// - Parameters:
  ///   - power: `|X|²`, shape `[F]`.
  ///   - result: shape `[M]`.
  func apply(_ power: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>) {
    weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      for band in 0..<bands {
        let count = offsets[band + 1] - offsets[band]
        result[band] = dot(power + starts[band], weights + offsets[band], count)
      }
    }
  }

  private func dot(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int
  ) -> Float {
    var sums = SIMD4<Float>()
    var index = 0
    while index + 4 <= count {
      let first = UnsafeRawPointer(left + index).loadUnaligned(as: SIMD4<Float>.self)
      let second = UnsafeRawPointer(right + index).loadUnaligned(as: SIMD4<Float>.self)
      sums += first * second
      index += 4
    }
    var total = sums.sum()
    while index < count {
      total += left[index] * right[index]
      index += 1
    }
    return total
  }
}
