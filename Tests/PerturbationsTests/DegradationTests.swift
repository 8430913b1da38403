import Audio
import Foundation
import Perturbations
import Randomness
import Testing

@Suite("Degradations")
struct DegradationTests {
  private func apply(_ name: String, _ severity: Severity, to waveform: Waveform) throws -> Waveform
  {
    try #require(Perturbation.named(name)).apply(
      to: waveform, severity: severity, seed: 3, utterance: "u")
  }

  @Test("noise has the ratio that was asked for", arguments: ["white-noise", "pink-noise"])
  func ratios(name: String) throws {
    let noisy = try #require(Perturbation.named(name))
    let silence = [Float](repeating: 0, count: 40_000)
    let padded = Waveform(samples: Signals.voice.samples + silence, sampleRate: 16_000)
    for waveform in [Signals.voice, Signals.voice.scaled(by: 0.01), padded] {
      for severity in Severity.allCases {
        let result = try apply(name, severity, to: waveform)
        let noise = zip(result.samples, waveform.samples).map { $0 - $1 }
        let found = try #require(SignalToNoise.decibels(signal: waveform, noise: noise))
        #expect(abs(found - noisy.parameter(at: severity)) < 0.01)
      }
    }
  }

  /// Mean power in octaves from 125 Hz to 8 kHz of the noise that is added.
  private func octaves(_ name: String) throws -> [Double] {
    let tone = Signals.tone(50, count: 1 << 16)
    let result = try apply(name, .three, to: tone)
    let fft = try #require(RealFFT.ofLength(1 << 16))
    let buffers = fft.makeBuffers()
    for index in tone.samples.indices {
      buffers.samples[index] = result.samples[index] - tone.samples[index]
    }
    fft.forward(buffers)
    return (0..<6).map { octave in
      let bins = (512 << octave)..<(1_024 << octave)
      let sum = bins.reduce(0.0) {
        $0 + pow(Double(buffers.spectrum[2 * $1]), 2) + pow(Double(buffers.spectrum[2 * $1 + 1]), 2)
      }
      return 10 * log10(sum / Double(bins.count))
    }
  }

  @Test("white noise is flat and pink noise falls by 3 dB an octave")
  func spectra() throws {
    let white = try octaves("white-noise")
    let pink = try octaves("pink-noise")
    for octave in 1..<6 {
      #expect(abs(white[octave] - white[octave - 1]) < 0.7)
      #expect(abs(pink[octave] - pink[octave - 1] + 3.01) < 0.7)
    }
  }

  @Test("filters are 3 dB down at their corner", arguments: ["low-pass", "high-pass"])
  func corners(name: String) throws {
    let filter = try #require(Perturbation.named(name))
    for severity in Severity.allCases {
      let tone = Signals.tone(filter.parameter(at: severity), count: 16_000)
      let result = try apply(name, severity, to: tone)
      let settled = { (wave: Waveform) in
        Waveform(samples: Array(wave.samples[4_000...]), sampleRate: 16_000).rootMeanSquare
      }
      #expect(abs(20 * log10(settled(result) / settled(tone)) + 3.01) < 0.05)
    }
  }

  @Test("clipping limits the asked part of the samples and leaves the rest")
  func clipping() throws {
    let percents = try #require(Perturbation.named("clipping"))
    for severity in Severity.allCases {
      let result = try apply("clipping", severity, to: Signals.voice)
      let changed = zip(result.samples, Signals.voice.samples).filter { $0 != $1 }.count
      let percent = 100 * Double(changed) / Double(result.samples.count)
      #expect(abs(percent - percents.parameter(at: severity)) < 0.1)
    }
  }

  @Test("µ-law loses a little more with each bit, at soft and loud levels alike")
  func muLaw() throws {
    for level: Float in [0.02, 0.2, 1] {
      let tone = Signals.tone(313, count: 16_000).scaled(by: 2 * level)
      let ratios = Severity.allCases.compactMap { severity -> Double? in
        guard let result = try? apply("mu-law", severity, to: tone) else { return nil }
        let error = zip(result.samples, tone.samples).map { $0 - $1 }
        return SignalToNoise.decibels(signal: tone, noise: error)
      }
      #expect(ratios.count == 5 && ratios == ratios.sorted(by: >))
      #expect(ratios[0] > 33 && ratios[0] < 42 && ratios[4] > 8)
    }
  }

  @Test("a room's reverberation falls by 60 dB in the time asked for")
  func reverberation() throws {
    let times = try #require(Perturbation.named("reverb"))
    for severity in Severity.allCases {
      var generator = SplitMix64(
        utterance: "u", transform: "reverb", severity: severity.rawValue, seed: 3)
      let seconds = times.parameter(at: severity)
      let room = RoomResponse(
        reverberationSeconds: seconds, sampleRate: 16_000, generator: &generator)
      // Schroeder's backward integration, its slope taken from -5 to -25 dB (T20).
      var energies = [Double](repeating: 0, count: room.samples.count)
      var sum = 0.0
      for index in room.samples.indices.dropFirst().reversed() {
        sum += Double(room.samples[index]) * Double(room.samples[index])
        energies[index] = sum
      }
      let decay = energies.dropFirst().map { 10 * log10($0 / sum) }
      let start = try #require(decay.firstIndex { $0 < -5 })
      let end = try #require(decay.firstIndex { $0 < -25 })
      #expect(abs(Double(end - start) / 16_000 * 3 / seconds - 1) < 0.1)
      #expect(abs(sum - seconds / 0.8) < 1e-3 && room.samples[0] == 1)
    }
    let result = try apply("reverb", .four, to: Signals.voice)
    #expect(result.samples.count == Signals.voice.samples.count)
    #expect(abs(result.rootMeanSquare / Signals.voice.rootMeanSquare - 1) < 1e-4)
  }

  @Test("the telephone keeps the middle of the band and little else")
  func telephone() throws {
    for (hertz, low, high) in [(100.0, -80.0, -30.0), (1_000, -1, 1), (6_000, -80, -30)] {
      let tone = Signals.tone(hertz, count: 16_000)
      let result = try apply("telephone", .one, to: tone)
      let gain = 20 * log10(result.magnitude(hertz: hertz) / tone.magnitude(hertz: hertz))
      #expect(gain > low && gain < high, "\(hertz) Hz: \(gain) dB")
    }
    let lost = try apply("telephone", .five, to: Signals.tone(1_000, count: 160_000))
    let packets = stride(from: 0, to: 160_000, by: 320).filter { start in
      lost.samples[start..<start + 320].allSatisfy { $0 == 0 }
    }
    let share = Double(packets.count) / 500
    #expect(abs(share - 0.1) < 0.05)
  }

  @Test("silence, polarity and offset do exactly what they say")
  func invariances() throws {
    let voice = Signals.voice
    let later = try apply("leading-silence", .five, to: voice)
    #expect(later.samples == [Float](repeating: 0, count: 16_000) + voice.samples)
    #expect(try apply("polarity", .one, to: voice).samples == voice.samples.map { -$0 })
    let offset = try apply("dc-offset", .five, to: voice)
    #expect(
      zip(offset.samples, voice.samples).allSatisfy { abs($0 - $1 - 0.2 * voice.peak) < 1e-6 })
  }
}
