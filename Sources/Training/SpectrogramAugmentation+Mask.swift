import Foundation
import Randomness

extension SpectrogramAugmentation {
  /// Adds a level that rises or falls over the bands, then a steady noise floor.
  func tiltAndMixNoise(
    _ values: inout [Float], bands: Int, slope: Double, using generator: inout SplitMix64
  ) {
    let perDecibel = Float(log(10.0 as Double) / 10)
    let loudest = values.max() ?? 0
    let depth = generator.uniform(in: 0...40) + noiseFloorDecibels
    let noise = noiseFloorDecibels > 0 ? exp(loudest - Float(depth) * perDecibel) : 0
    let tilts = (0..<bands).map { band in
      Float(slope * (Double(band) / Double(max(1, bands - 1)) - 0.5)) * perDecibel
    }
    for cell in values.indices {
      let tilted = values[cell] + tilts[cell % bands]
      // A noise cell's power varies like an exponential variable over frames and bands.
      let draw = noise > 0 ? noise * Float(-log(1 - generator.unit() * 0.999)) : 0
      values[cell] = noise > 0 ? log(exp(tilted) + draw) : tilted
    }
  }

  /// SpecAugment: two masks of bands and two of frames, filled with the mean.
  func mask(
    _ values: inout [Float], frames: Int, bands: Int, using generator: inout SplitMix64
  ) {
    let mean = values.reduce(0, +) / Float(max(1, values.count))
    for _ in 0..<2 {
      let height = generator.index(below: min(maskedBands, bands - 1) + 1)
      let low = generator.index(below: bands - height + 1)
      let longest = min(Int(maskedFrames * Double(frames)), frames - 1)
      let width = generator.index(below: max(0, longest) + 1)
      let start = generator.index(below: frames - width + 1)
      for frame in 0..<frames {
        for band in low..<low + height { values[frame * bands + band] = mean }
      }
      for cell in start * bands..<(start + width) * bands { values[cell] = mean }
    }
  }
}
