import Foundation
import Randomness

extension SpectrogramAugmentation {
  /// What a decibel adds to the natural logarithm of an energy.
  static let perDecibel = Float(log(10.0 as Double) / 10)

  /// Points of the equaliser: few enough to leave single formants their shape.
  private static let equalizerPoints = 5

  /// A level for each band that rises or falls by `slope` dB from the lowest to the highest.
  func tilted(_ bands: Int, slope: Double) -> [Float] {
    (0..<bands).map { band in
      Float(slope * (Double(band) / Double(max(1, bands - 1)) - 0.5)) * Self.perDecibel
    }
  }

  /// Adds straight lines between random gains at points spread evenly over the bands.
  func equalize(_ levels: inout [Float], using generator: inout SplitMix64) {
    let gains = (0..<Self.equalizerPoints).map { _ in
      generator.uniform(in: -equalizerDecibels...equalizerDecibels)
    }
    for band in levels.indices {
      let place =
        Double(band) / Double(max(1, levels.count - 1)) * Double(Self.equalizerPoints - 1)
      let low = min(Int(place), Self.equalizerPoints - 2)
      let weight = place - Double(low)
      let gain = gains[low] * (1 - weight) + gains[low + 1] * weight
      levels[band] += Float(gain) * Self.perDecibel
    }
  }

  /// Adds one random gain to all cells.
  func amplify(_ values: inout [Float], using generator: inout SplitMix64) {
    let gain = Float(generator.uniform(in: -gainDecibels...gainDecibels)) * Self.perDecibel
    for cell in values.indices { values[cell] += gain }
  }
}
