import Audio
import Foundation
import Testing

@Suite("Two transforms at once")
struct PairFFTTests {
  private func signal(length: Int, step: Int) -> [Float] {
    (0..<length).map { Float(($0 * step + 13) % 1_009) / 1_009 - 0.5 }
  }

  @Test(
    "both powers are those of single transforms, whatever the length",
    arguments: [2, 4, 6, 8, 10, 12, 64, 100, 400, 1_024])
  func powers(length: Int) throws {
    let pair = try #require(PairFFT.ofLength(length))
    let single = try #require(RealFFT.ofLength(length))
    let buffers = pair.makeBuffers()
    let signals = [7_919, 104_729].map { signal(length: length, step: $0) }
    for index in 0..<length {
      buffers.samples[2 * index] = signals[0][index]
      buffers.samples[2 * index + 1] = signals[1][index]
    }
    var found = [[Float]](repeating: [Float](repeating: -1, count: pair.bins), count: 2)
    var second = found[1]
    found[0].withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        guard let first = first.baseAddress, let second = second.baseAddress else { return }
        pair.powers(buffers, first: first, second: second)
      }
    }
    found[1] = second
    for (signal, own) in zip(signals, found) {
      let room = single.makeBuffers()
      for index in 0..<length { room.samples[index] = signal[index] }
      single.forward(room)
      for bin in 0..<single.bins {
        let (real, imaginary) = (room.spectrum[2 * bin], room.spectrum[2 * bin + 1])
        let expected = real * real + imaginary * imaginary
        #expect(abs(own[bin] - expected) < 1e-4 * expected + 1e-5 * Float(length), "bin \(bin)")
      }
    }
  }

  @Test("odd and absurd lengths have no plan")
  func refusals() {
    for length in [-2, 0, 3, 1 << 25] { #expect(PairFFT.ofLength(length) == nil) }
  }
}
