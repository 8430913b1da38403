import Audio
import Foundation
import Probes
import Randomness
import Testing

@Suite("What probes measure of signals whose numbers are known")
struct MeasuredSignalTests {
  private static let rate = 16_000

  /// One second of a signal, and a sample more, so that it is alike from both ends.
  private func wave(_ value: (_ seconds: Double) -> Double) -> Waveform {
    Waveform(
      samples: (0...Self.rate).map { Float(value(Double($0) / Double(Self.rate))) },
      sampleRate: Self.rate)
  }

  private func measures(_ waveform: Waveform) throws -> ProbeMeasures {
    try ProbeMeasures(of: waveform, file: nil)
  }

  private func prosody(_ waveform: Waveform) throws -> [String: Double] {
    let values = try #require(try measures(waveform).values[.prosody])
    return Dictionary(
      zip(Cue.prosody.features, values).compactMap { name, value in value.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("The spectral centroid of a tone is its frequency", arguments: [500.0, 1_000, 2_000])
  func centroid(hertz: Double) throws {
    let tone = wave { 0.5 * cos(2 * .pi * hertz * $0) }
    let found = try #require(try measures(tone).values[.spectrum]?[0])
    #expect(abs(found - hertz) < 0.005 * hertz, "\(found)")
  }

  @Test("A click is level over octaves, its differences rise by nearly 6 dB, its sums fall so")
  func tilt() throws {
    func tilt(_ samples: [Float]) throws -> Double {
      var all = [Float](repeating: 0, count: Self.rate)
      all.replaceSubrange(8_000..<8_000 + samples.count, with: samples)
      let waveform = Waveform(samples: all, sampleRate: Self.rate)
      return try #require(try measures(waveform).values[.spectrum]?[1])
    }
    let decay = (0..<4_000).map { Float(0.5 * pow(0.97, Double($0))) }
    #expect(try abs(tilt([0.5])) < 0.05)
    #expect(try abs(tilt([0.5, -0.5]) - 5.62) < 0.1)
    #expect(try abs(tilt(decay) + 5.51) < 0.1)
  }

  @Test("A tone that rises by an octave a second has its slope, its mean and its steps")
  func glide() throws {
    // From 200 to 400 Hz: 12 to 24 semitones above 100 Hz.
    let found = try prosody(
      wave { 0.5 * sin(2 * .pi * 200 * (exp2($0) - 1) / log(2.0)) })
    for (name, expected, room) in [
      ("mean F0 in semitones re 100 Hz", 18, 0.2),
      // Of values spread evenly over twelve: 12 over the root of 12.
      ("standard deviation of F0 in semitones", 3.464, 0.1), ("10th percentile of F0", 13.2, 0.2),
      ("median F0", 18, 0.2), ("90th percentile of F0", 22.8, 0.2),
      ("slope of F0 in semitones/s", 12, 0.3),
      ("mean step of F0 between voiced frames in semitones", 0.192, 0.02),
      ("voiced part of frames", 1, 0.05), ("duration in s", 1, 0.001),
    ] {
      let value = try #require(found[name])
      #expect(abs(value - expected) < room, "\(name): \(value)")
    }
  }

  @Test("A tone that fades by 30 dB a second falls so, within 40 dB of its loudest")
  func fade() throws {
    let found = try prosody(wave { 0.5 * pow(10, -1.5 * $0) * sin(2 * .pi * 500 * $0) })
    for (name, expected, room) in [
      ("slope of energy in dB/s", -29.7, 0.5), ("mean energy in dB", -24, 0.5),
      // Of values spread evenly over thirty: 30 over the root of 12.
      ("standard deviation of energy in dB", 8.67, 0.3), ("10th percentile of energy", -35.8, 0.5),
      ("90th percentile of energy", -12.4, 0.5),
    ] {
      let value = try #require(found[name])
      #expect(abs(value - expected) < room, "\(name): \(value)")
    }
  }

  @Test("Swells are counted as energy peaks, one each", arguments: [3.0, 4, 5])
  func swells(count: Double) throws {
    let found = try prosody(
      wave { 0.25 * (1 - cos(2 * .pi * count * $0)) * sin(2 * .pi * 500 * $0) })
    let peaks = try #require(found["energy peaks a second"])
    #expect(abs(peaks - count) < 0.01)
  }

  @Test("Groups are measured in s, dB, Hz and dB above the noise, and what has no F0 has none")
  func groups() throws {
    // A fifth of the second lies 46 dB lower: the noise floor.
    let samples = (0..<Self.rate).map { index -> Float in
      (index / 40 % 2 == 0 ? 0.1 : -0.1) * (index < 3_200 ? 0.005 : 1)
    }
    let found = try measures(Waveform(samples: samples, sampleRate: Self.rate)).groupMeasures
    for (name, expected, room) in [
      ("duration", 1, 1e-9), ("level", -20.969, 0.01), ("snr", 66.021 - 20.969, 0.02),
      ("f0", 200, 0.5), ("speaking-rate", 1, 0.01),
    ] {
      let value = try #require(found[name])
      #expect(abs(value - expected) < room, "\(name): \(value)")
    }
    var click = [Float](repeating: 0, count: 8_000)
    click[4_000] = 0.5
    let silent = try measures(Waveform(samples: click, sampleRate: Self.rate)).groupMeasures
    #expect(silent["f0"] == nil && silent["duration"] == 0.5)
  }

  @Test("Ten times as loud moves the first cepstral coefficient by 20 dB times 8, and nothing else")
  func louder() throws {
    func cepstra(_ factor: Double) throws -> [String: Double] {
      var generator = SplitMix64(seed: 4)
      let noise = wave { _ in factor * generator.uniform(in: -1...1) }
      let values = try #require(try measures(noise).values[.cepstra])
      return Dictionary(
        zip(Cue.cepstra.features, values).map { ($0, $1 ?? .nan) },
        uniquingKeysWith: { first, _ in first })
    }
    let (quiet, loud) = (try cepstra(0.05), try cepstra(0.5))
    #expect(quiet.count == 480)
    let moved: Set = ["mean of MFCC 0", "least of MFCC 0", "greatest of MFCC 0"]
    for (name, value) in quiet {
      // The root of 64 bands, as the transform is orthonormal.
      let expected = value + (moved.contains(name) ? 20 * 8 : 0)
      #expect(abs((loud[name] ?? .nan) - expected) < 0.01, "\(name)")
    }
  }

  @Test("A file's numbers are its bytes and its header's, and none a frame where none are counted")
  func file() throws {
    let tone = wave { 0.5 * sin(2 * .pi * 500 * $0) }
    for (frames, each) in [(8_000, 0.125), (nil, nil), (0, nil)] as [(Int?, Double?)] {
      let info = AudioInfo(
        sampleRate: 24_000, channels: 2, frames: frames, format: "WAV", subtype: "PCM_16")
      let found = try ProbeMeasures(
        of: tone, file: FileCue(bytes: 1_000, info: info), cues: [.file])
      #expect(found.values[.file] == [1_000, 24_000, 2, each])
      #expect(found.values[.prosody] == nil, "what is not asked for and costs time is left out")
    }
  }
}
