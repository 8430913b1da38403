import Audio

extension STFT {
  /// Runs `body` with each frame's number and its power `|X|²`, shape `[F]`, valid for the call;
  /// two frames are transformed at once.
  func forEachPower(_ samples: [Float], _ body: (Int, UnsafePointer<Float>) -> Void) {
    let frames = frameCount(samples: samples.count)
    guard frames > 0 else { return }
    let padded = samples.reflected(by: fftLength / 2)
    let buffers = pair.makeBuffers()
    let start = (fftLength - frameLength) / 2
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * bins) { powers in
      padded.withUnsafeBufferPointer { padded in
        window.withUnsafeBufferPointer { window in
          guard let from = padded.baseAddress, let window = window.baseAddress,
            let powers = powers.baseAddress
          else { return }
          powers.initialize(repeating: 0, count: 2 * bins)
          for frame in stride(from: 0, to: frames, by: 2) {
            let first = from + frame * hopLength
            let second = frame + 1 < frames ? first + hopLength : first
            Self.interleave(
              first + start, second + start, window + start, frameLength,
              into: buffers.samples + 2 * start)
            pair.powers(buffers, first: powers, second: powers + bins)
            body(frame, UnsafePointer(powers))
            if frame + 1 < frames { body(frame + 1, UnsafePointer(powers + bins)) }
          }
        }
      }
    }
  }

  /// Two windowed frames, sample by sample, several lanes at a time.
  @inline(__always)
  private static func interleave(
    _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ window: UnsafePointer<Float>,
    _ count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    func four(_ values: UnsafePointer<Float>, _ index: Int) -> SIMD4<Float> {
      UnsafeRawPointer(values + index).loadUnaligned(as: SIMD4<Float>.self)
    }
    var index = 0
    while index + 4 <= count {
      let weights = four(window, index)
      var pairs = SIMD8<Float>()
      pairs.evenHalf = four(first, index) * weights
      pairs.oddHalf = four(second, index) * weights
      UnsafeMutableRawPointer(target + 2 * index).storeBytes(of: pairs, as: SIMD8<Float>.self)
      index += 4
    }
    while index < count {
      target[2 * index] = first[index] * window[index]
      target[2 * index + 1] = second[index] * window[index]
      index += 1
    }
  }
}
