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

  /// The same recording, every sample multiplied by `factor`.
  public func scaled(by factor: Float) -> Waveform {
    Waveform(samples: samples.map { $0 * factor }, sampleRate: sampleRate)
  }
}

extension UnsafeBufferPointer<Float> {
  /// The largest magnitude; NaN wins over every finite number, and infinity over NaN.
  var largestMagnitude: Float {
    var peak: Float = 0
    var poison: Float = 0
    for value in self {
      let magnitude = abs(value)
      peak = magnitude > peak ? magnitude : peak
      poison += value - value
    }
    return poison == 0 ? peak : (peak == .infinity ? peak : .nan)
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
