import Audio
import Foundation
import Testing

@Suite("Fourier transform")
struct RealFFTTests {
  @Test("equals the sum that defines it")
  func definition() throws {
    let length = 60
    let fft = try #require(RealFFT.ofLength(length))
    let buffers = fft.makeBuffers()
    for index in 0..<length { buffers.samples[index] = Float((index * index) % 17) - 8 }
    fft.forward(buffers)
    for bin in 0..<fft.bins {
      var real = 0.0
      var imaginary = 0.0
      for index in 0..<length {
        let angle = -2 * Double.pi * Double(bin * index) / Double(length)
        real += Double(buffers.samples[index]) * cos(angle)
        imaginary += Double(buffers.samples[index]) * sin(angle)
      }
      #expect(abs(Double(buffers.spectrum[2 * bin]) - real) < 1e-3)
      #expect(abs(Double(buffers.spectrum[2 * bin + 1]) - imaginary) < 1e-3)
    }
  }

  @Test("the inverse gives the samples back, times the length")
  func inverse() throws {
    let fft = try #require(RealFFT.ofLength(1_024))
    let buffers = fft.makeBuffers()
    let samples = SoundWriter.tone(300, rate: 16_000, count: 1_024)
    for index in 0..<1_024 { buffers.samples[index] = samples[index] }
    fft.forward(buffers)
    fft.inverse(buffers)
    for index in 0..<1_024 { #expect(abs(buffers.samples[index] / 1_024 - samples[index]) < 1e-6) }
  }

  @Test("lengths that cannot be planned give nothing")
  func lengths() {
    for length in [-2, 0, 1, 7, 1 << 25] { #expect(RealFFT.ofLength(length) == nil) }
  }
}
