import Audio
import Features
import Foundation
import Testing

@Suite("Prosody")
struct ProsodyTests {
  private let reference: ProsodyReference

  init() throws { reference = try ProsodyReference.load() }

  @Test(
    "jitter, shimmer, harmonics-to-noise and F0 are Praat's", arguments: [0, 1, 2, 3])
  func voiceQuality(index: Int) throws {
    let expected = reference.voices[index]
    let waveform = ProsodyReference.voice(ProsodyReference.settings[index])
    let own = stride(from: 0, to: waveform.samples.count, by: 977).map { waveform.samples[$0] }
    #expect(excess(own, expected.signal, relative: 1e-4) < 1e-6)
    let found = try Prosody(of: waveform)
    let jitter = try #require(found.jitter)
    let shimmer = try #require(found.shimmer)
    let harmonics = try #require(found.harmonicsToNoiseDecibels)
    let median = try #require(found.medianF0Hertz)
    if ProsodyReference.settings[index].jitter == 0 {
      // Praat finds .13 % in a voice that has none; the truth is 0.
      #expect(jitter < expected.jitter, "\(jitter)")
    } else {
      #expect(abs(jitter - expected.jitter) < 0.0005 + 0.1 * expected.jitter, "\(jitter)")
    }
    #expect(abs(shimmer - expected.shimmer) < 0.002 + 0.1 * expected.shimmer, "\(shimmer)")
    #expect(abs(harmonics - expected.harmonicsToNoise) < 1, "\(harmonics)")
    #expect(abs(median / expected.medianF0 - 1) < 0.005, "\(median)")
  }

  @Test("F0 is librosa's pYIN to 2 %, and at least nine frames of ten agree in voicing")
  func pYIN() throws {
    let found = try FundamentalFrequency(of: Reference.makeSignal()).hertz
    #expect(found.count == reference.pyin.count)
    var agreeing = 0
    for (own, other) in zip(found, reference.pyin) {
      if (own == nil) == (other == nil) { agreeing += 1 }
      if let own, let other { #expect(abs(own / other - 1) < 0.02) }
    }
    #expect(agreeing >= found.count * 9 / 10)
  }

  /// Voiced syllables of .15 s with soft gaps, and two pauses.
  private func speech(syllables: Int, of hertz: (Double) -> Double) -> Waveform {
    var samples: [Float] = []
    var phase = 0.0
    for syllable in 0..<syllables {
      for index in 0..<3_200 {
        let time = Double(samples.count) / 16_000
        phase += 2 * .pi * hertz(time) / 16_000
        let envelope = index < 2_400 ? sin(.pi * Double(index) / 2_400) : 0
        let voice = (1...6).reduce(0.0) { $0 + sin(Double($1) * phase) / Double($1) }
        samples.append(Float(0.1 * (0.02 + envelope) * voice))
      }
      if syllable == 2 || syllable == 5 {
        samples += [Float](repeating: 0, count: 8_000)
      }
    }
    return Waveform(samples: samples, sampleRate: 16_000)
  }

  @Test("syllables and pauses are counted")
  func pace() throws {
    let found = try Prosody(of: speech(syllables: 10) { _ in 150 })
    let sounding = 10 * 0.2 + 2 * 0.5
    let rate = try #require(found.syllablesPerSecond)
    #expect(abs(rate * sounding - 10) < 0.8, "\(rate * sounding) syllables")
    #expect(found.pauses == 2)
    #expect(abs(found.pauseSeconds - 1) < 0.15, "\(found.pauseSeconds) s")
  }

  @Test("the slope of F0 is that of the melody, in semitones a second")
  func slope() throws {
    for semitones in [-4.0, 0, 6] {
      let found = try Prosody(of: speech(syllables: 8) { 160 * exp2(semitones * $0 / 12) })
      let slope = try #require(found.slopeF0SemitonesPerSecond)
      #expect(abs(slope - semitones) < 0.1 + 0.05 * abs(semitones), "\(slope) for \(semitones)")
    }
  }

  @Test("level moves with gain alone, and what has no voice has no melody")
  func level() throws {
    let plain = speech(syllables: 4) { _ in 150 }
    let soft = try Prosody(of: plain.scaled(by: 0.1))
    let loud = try Prosody(of: plain)
    let change = try #require(loud.meanLevelDecibels) - #require(soft.meanLevelDecibels)
    #expect(abs(change - 20) < 0.01)
    #expect(soft.jitter == loud.jitter || abs((soft.jitter ?? 1) - (loud.jitter ?? 0)) < 1e-6)
    let hiss: [Float] = (0..<16_000).map { Float($0 * 7_919 % 1_009 - 504) / 5_000 }
    let noise = try Prosody(of: Waveform(samples: hiss, sampleRate: 16_000))
    #expect(noise.harmonicsToNoiseDecibels.map { $0 < 40 } ?? true)
    #expect(throws: FeatureError.silent) {
      try Prosody(of: Waveform(samples: [0, 0, 0], sampleRate: 16_000))
    }
    let click = try Prosody(of: Waveform(samples: [0, 1, 0], sampleRate: 16_000))
    #expect(click.medianF0Hertz == nil && click.jitter == nil)
    #expect(click.harmonicsToNoiseDecibels == nil)
  }
}
