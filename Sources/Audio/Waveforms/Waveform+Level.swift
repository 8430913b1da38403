import Foundation

extension Waveform {
  /// The largest magnitude of a sample; 0 for no samples, NaN where a sample is NaN and none is
  /// infinite.
  public var peak: Float { samples.withUnsafeBufferPointer { $0.largestMagnitude } }

  /// The square root of the mean square, summed in double precision; 0 for no samples.
  public var rootMeanSquare: Float {
    guard !samples.isEmpty else { return 0 }
    let sum = samples.withUnsafeBufferPointer { $0.sumOfSquares }
    return Float((sum / Double(samples.count)).squareRoot())
  }

  /// The same recording, every sample replaced. Unlike `map` of an array, it is vectorised.
  @inlinable
  package func mapped(_ value: (Float) -> Float) -> Waveform {
    Waveform(
      samples: [Float](unsafeUninitializedCapacity: samples.count) { result, count in
        count = samples.count
        for index in 0..<count { result[index] = value(samples[index]) }
      }, sampleRate: sampleRate)
  }

  /// The same recording, every sample multiplied by `factor`.
  public func scaled(by factor: Float) -> Waveform {
    mapped { $0 * factor }
  }
}

/// The largest magnitudes so far, on eight lanes.
private struct Level {
  private var peaks = SIMD8<Float>()
  /// 0 as long as all samples are finite, else NaN.
  private var poison = SIMD8<Float>()

  @inline(__always)
  mutating func hear(_ values: SIMD8<Float>) {
    let magnitudes = values.replacing(with: -values, where: values .< 0)
    peaks.replace(with: magnitudes, where: magnitudes .> peaks)
    poison += values - values
  }

  var peak: Float {
    let peak = peaks.max()
    return poison == SIMD8() || peak == .infinity ? peak : .nan
  }
}

extension UnsafeBufferPointer<Float> {
  /// The largest magnitude; NaN wins over every finite number, and infinity over NaN.
  var largestMagnitude: Float {
    var level = Level()
    guard let start = baseAddress, count >= 8 else {
      for value in self { level.hear(SIMD8(repeating: value)) }
      return level.peak
    }
    // The last eight may begin among those that were heard already.
    var index = 0
    while index < count {
      let eight = UnsafeRawPointer(start + Swift.min(index, count - 8))
      level.hear(eight.loadUnaligned(as: SIMD8<Float>.self))
      index += 8
    }
    return level.peak
  }

  /// The sum of squares in double precision, on several lanes.
  public var sumOfSquares: Double {
    var sums = SIMD4<Double>()
    let whole = count / 4 * 4
    for index in stride(from: 0, to: whole, by: 4) {
      let four = SIMD4<Double>(
        Double(self[index]), Double(self[index + 1]), Double(self[index + 2]),
        Double(self[index + 3]))
      sums += four * four
    }
    var total = sums.sum()
    for index in whole..<count { total += Double(self[index]) * Double(self[index]) }
    return total
  }
}

/// An amplitude in dB of full scale, not below -120.
package func decibels(ofAmplitude amplitude: Double) -> Double {
  20 * log10(max(amplitude, 1e-6))
}
