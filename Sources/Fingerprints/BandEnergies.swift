import Audio
import Foundation

/// The energy of 97 bands of 32 Hz every 16 ms, nothing more than 35 dB below the loudest cell.
struct BandEnergies {
  static let bands = 97
  /// Samples a second that every recording is brought to: telephone speech keeps all bands.
  static let sampleRate = 8_000
  /// Samples from one frame to the next, 16 ms.
  static let hop = 128

  /// Shape `[frames, bands]`.
  let values: [Float]
  let frames: Int

  /// Samples a frame, 128 ms: harmonics of a voice stand apart, and with them one take from
  /// another.
  private static let window = 1_024
  /// Cells below this share of the loudest count as silence: 35 dB.
  private static let floor: Float = 3.162_277_7e-4

  /// - Throws: `AudioError.notResampled`.
  init(of waveform: Waveform) throws(AudioError) {
    let samples = try waveform.resampled(to: Self.sampleRate).samples
    guard let transform = RealFFT.ofLength(Self.window), !samples.isEmpty else {
      (values, frames) = ([], 0)
      return
    }
    let count = 1 + samples.count / Self.hop
    let buffers = transform.makeBuffers()
    var values = [Float](repeating: 0, count: count * Self.bands)
    for frame in 0..<count {
      Self.cut(samples, around: frame * Self.hop, into: buffers.samples)
      transform.forward(buffers)
      for (band, weights) in Self.filters.enumerated() {
        values[frame * Self.bands + band] = weights.energy(of: buffers.spectrum)
      }
    }
    let loudest = values.max() ?? 0
    let floor = loudest * Self.floor
    self.values = values.map { max($0, floor) }
    frames = loudest > 0 ? count : 0
  }

  /// A windowed frame around a sample, zeros beyond both ends.
  private static func cut(
    _ samples: [Float], around centre: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let start = centre - window / 2
    for index in 0..<window {
      let place = start + index
      target[index] = samples.indices.contains(place) ? samples[place] * hann[index] : 0
    }
  }

  private static let hann = (0..<window).map {
    Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(window)))
  }

  /// The share of each frequency bin that lies in a band.
  private struct Filter {
    let first: Int
    let weights: [Float]

    func energy(of spectrum: UnsafePointer<Float>) -> Float {
      var sum: Float = 0
      for (index, weight) in weights.enumerated() {
        let (real, imaginary) = (
          spectrum[2 * (first + index)], spectrum[2 * (first + index) + 1]
        )
        sum += weight * (real * real + imaginary * imaginary)
      }
      return sum
    }
  }

  private static let filters: [Filter] = {
    let width = Double(sampleRate) / Double(window)
    let edges = (0...bands).map { 300 + 3_100 * Double($0) / Double(bands) }
    return (0..<bands).map { band in
      let shares = (0...window / 2).map { bin in
        let (start, end) = ((Double(bin) - 0.5) * width, (Double(bin) + 0.5) * width)
        return Float(max(0, min(end, edges[band + 1]) - max(start, edges[band])) / width)
      }
      let first = shares.firstIndex { $0 > 0 } ?? 0
      return Filter(first: first, weights: Array(shares[first...].prefix { $0 > 0 }))
    }
  }()
}
