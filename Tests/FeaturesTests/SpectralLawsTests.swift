import Audio
import Features
import Foundation
import Testing

@Suite("Laws of spectra")
struct SpectralLawsTests {
  private let signal = Reference.makeSignal()

  private static func tone(_ hertz: Double, amplitude: Double = 0.3, count: Int = 16_000)
    -> Waveform
  {
    Waveform(
      samples: (0..<count).map {
        Float(amplitude * sin(2 * Double.pi * hertz * Double($0) / 16_000))
      }, sampleRate: 16_000)
  }

  @Test(
    "the power of a frame's spectrum is that of its windowed samples (Parseval)",
    arguments: [(256, 256), (200, 256), (1_024, 1_024)])
  func parseval(frame: Int, fft: Int) throws {
    let transform = try STFT(frameLength: frame, fftLength: fft, hopLength: frame / 4)
    let power = transform.power(signal.samples)
    let bins = transform.bins
    for index in [20, 30, 40] {
      let centre = index * (frame / 4)
      var expected = 0.0
      for sample in 0..<frame {
        let window = 0.5 - 0.5 * cos(2 * Double.pi * Double(sample) / Double(frame))
        let value = Double(signal.samples[centre - frame / 2 + sample]) * window
        expected += value * value
      }
      // The bins between the first and the last stand for their mirror images too.
      var found = 0.0
      for bin in 0..<bins {
        found += Double(power[index * bins + bin]) * (bin == 0 || bin == bins - 1 ? 1 : 2)
      }
      #expect(abs(found / Double(fft) / expected - 1) < 1e-5)
    }
  }

  @Test("a tone on a bin has its power there and in the bins beside it", arguments: [8, 50, 200])
  func toneOnBin(bin: Int) throws {
    let transform = try STFT(frameLength: 1_024, fftLength: 1_024, hopLength: 256)
    let power = transform.power(Self.tone(Double(bin) * 16_000 / 1_024).samples)
    let frame = Array(power[(30 * transform.bins)..<(31 * transform.bins)])
    #expect(frame.indices.max { frame[$0] < frame[$1] } == bin)
    // Hann's window of N samples: (amplitude N / 4)^2 at the tone, a quarter of it on each side.
    let amplitude = 0.3 * 1_024.0 / 4
    let expected = amplitude * amplitude
    #expect(abs(Double(frame[bin]) / expected - 1) < 1e-3)
    #expect(abs(frame[bin + 1] / frame[bin] - 0.25) < 1e-3)
    #expect(frame.enumerated().allSatisfy { abs($0 - bin) < 3 || $1 < 1e-6 * frame[bin] })
  }

  @Test("the spectrum is linear, and power grows with the square")
  func linearity() throws {
    let transform = try STFT(frameLength: 512, fftLength: 512, hopLength: 128)
    let other = Self.tone(700).samples
    let combined = { (left: Float, right: Float) -> Float in 2 * left - right }
    let sum = zip(signal.samples, other).map(combined)
    let expected = zip(transform.spectrum(signal.samples), transform.spectrum(other))
      .map(combined)
    #expect(excess(transform.spectrum(sum), expected, relative: 0) < 1e-3)
    let plain = transform.power(signal.samples)
    let louder = transform.power(signal.scaled(by: 3).samples)
    let loudest = 9 * (plain.max() ?? 0)
    let expectedPower = plain.map { (value: Float) in 9 * value }
    #expect(loudest > 0 && excess(louder, expectedPower, relative: 1e-4) < 1e-6 * loudest)
  }

  @Test("mel filters are triangles: one peak each, rising centres, no weight outside the range")
  func triangles() throws {
    for scale in MelScale.allCases {
      let bank = try MelFilterBank(
        sampleRate: 16_000, fftLength: 1_024, bands: 40, minimumHertz: 100, maximumHertz: 7_000,
        scale: scale)
      let matrix = bank.matrix
      #expect(matrix.allSatisfy { $0 >= 0 })
      #expect(zip(bank.centres, bank.centres.dropFirst()).allSatisfy { $0 < $1 })
      for band in 0..<bank.bands {
        let row = Array(matrix[(band * bank.bins)..<((band + 1) * bank.bins)])
        let peak = try #require(row.indices.max { row[$0] < row[$1] })
        let (rising, falling) = (row[...peak], row[peak...])
        #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(zip(falling, falling.dropFirst()).allSatisfy { $0 >= $1 })
        let hertz = row.indices.filter { row[$0] > 0 }.map { Double($0) * 16_000 / 1_024 }
        #expect(hertz.allSatisfy { (100...7_000).contains($0) })
        #expect(abs(Double(peak) * 16_000 / 1_024 - bank.centres[band]) < 16)
      }
    }
  }
}
