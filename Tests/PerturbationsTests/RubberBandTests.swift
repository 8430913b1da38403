import Audio
import Foundation
import Perturbations
import Testing

@Suite("Pitch and tempo")
struct RubberBandTests {
  @Test("a tone moves by the semitones asked for, within two cents")
  func pitch() {
    let tone = Signals.tone(440, count: 24_000)
    for (quality, keeps) in [
      (StretchQuality.fast, false), (.fast, true), (.fine, false), (.fine, true),
    ] {
      for semitones in [-4, 0.5, 3] {
        let shifted = PitchShift(semitones: semitones, keepsFormants: keeps, quality: quality)
          .apply(to: tone)
        #expect(shifted.samples.count == tone.samples.count)
        let middle = Waveform(samples: Array(shifted.samples[6_000..<18_000]), sampleRate: 16_000)
        let cents = middle.cents(from: 440 * pow(2, semitones / 12))
        #expect(abs(cents) <= 2, "\(quality) \(keeps) \(semitones): \(cents) cents")
      }
    }
  }

  @Test("a stretched recording lasts as long as asked, and its tone keeps its pitch")
  func tempo() {
    let tone = Signals.tone(440, count: 24_000)
    for quality in StretchQuality.allCases {
      for tempo in [0.7, 1.1, 1 / 0.7] {
        let result = TimeStretch(tempo: tempo, quality: quality).apply(to: tone)
        #expect(result.samples.count == Int((24_000 / tempo).rounded()))
        let middle = Waveform(samples: Array(result.samples[4_000..<12_000]), sampleRate: 16_000)
        #expect(abs(middle.cents(from: 440)) <= 2)
      }
    }
  }

  @Test("what happens in a recording happens at its new time, within a frame of 16 ms")
  func latency() throws {
    var samples = [Float](repeating: 0, count: 32_000)
    let burst = Signals.tone(700, count: 6_400).samples
    samples.replaceSubrange(12_000..<18_400, with: burst)
    let waveform = Waveform(samples: samples, sampleRate: 16_000)
    func middle(_ waveform: Waveform) -> Double {
      let energies = waveform.samples.map { Double($0) * Double($0) }
      let total = energies.reduce(0, +)
      return energies.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / total
    }
    let expected = middle(waveform)
    for quality in StretchQuality.allCases {
      for tempo in [0.7, 0.9, 1.1, 1 / 0.7] {
        let result = TimeStretch(tempo: tempo, quality: quality).apply(to: waveform)
        #expect(abs(middle(result) - expected / tempo) < 256, "\(quality) \(tempo)")
      }
      for (semitones, keeps) in [(-4.0, false), (3, false), (-4, true), (3, true)] {
        let result = PitchShift(semitones: semitones, keepsFormants: keeps, quality: quality)
          .apply(to: waveform)
        #expect(abs(middle(result) - expected) < 256, "\(quality) \(semitones) \(keeps)")
      }
    }
  }

  @Test("what cannot be shifted or stretched comes back without samples, not as it was")
  func impossible() {
    let timeless = Waveform(samples: Signals.voice.samples, sampleRate: 0)
    for keeps in [false, true] {
      #expect(PitchShift(semitones: 2, keepsFormants: keeps).apply(to: timeless).samples.isEmpty)
    }
    #expect(TimeStretch(tempo: 1.1).apply(to: timeless).samples.isEmpty)
  }

  @Test("no shift and no stretch change nothing, and absurd ones are brought into range")
  func edges() {
    let voice = Signals.voice
    #expect(PitchShift(semitones: 0).apply(to: voice) == voice)
    #expect(TimeStretch(tempo: 1).apply(to: voice) == voice)
    #expect(PitchShift(semitones: .nan).semitones == 0)
    #expect(PitchShift(semitones: 99).semitones == 24)
    #expect(TimeStretch(tempo: 0).tempo == 0.25)
    #expect(TimeStretch(tempo: .infinity).tempo == 4)
  }

  @Test("the same bits on every thread")
  func threads() async {
    let voice = Signals.voice
    let first = PitchShift(semitones: 2).apply(to: voice)
    let stretched = TimeStretch(tempo: 1.1).apply(to: voice)
    await withTaskGroup(of: (Waveform, Waveform).self) { group in
      for _ in 0..<8 {
        group.addTask {
          (PitchShift(semitones: 2).apply(to: voice), TimeStretch(tempo: 1.1).apply(to: voice))
        }
      }
      for await pair in group { #expect(pair.0 == first && pair.1 == stretched) }
    }
  }
}
