import Randomness

extension SpectrogramAugmentation {
  /// SpecAugment: two masks of bands and two of frames, filled with the mean.
  func mask(
    _ values: inout [Float], frames: Int, bands: Int, using generator: inout SplitMix64
  ) {
    let mean = values.withUnsafeBufferPointer(Self.mean)
    values.withUnsafeMutableBufferPointer { values in
      for _ in 0..<2 {
        let height = generator.index(below: min(maskedBands, bands - 1) + 1)
        let low = generator.index(below: bands - height + 1)
        let longest = min(Int(maskedFrames * Double(frames)), frames - 1)
        let width = generator.index(below: max(0, longest) + 1)
        let start = generator.index(below: frames - width + 1)
        for frame in 0..<frames {
          values[frame * bands + low..<frame * bands + low + height].update(repeating: mean)
        }
        values[start * bands..<(start + width) * bands].update(repeating: mean)
      }
    }
  }

  /// The mean of some numbers, added up on several lanes; 0 of none.
  private static func mean(_ values: UnsafeBufferPointer<Float>) -> Float {
    var sums = SIMD8<Float>()
    let whole = values.count / 8 * 8
    let bytes = UnsafeRawBufferPointer(values)
    for index in stride(from: 0, to: whole, by: 8) {
      sums += bytes.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
    }
    return values[whole...].reduce(sums.sum(), +) / Float(max(1, values.count))
  }
}
