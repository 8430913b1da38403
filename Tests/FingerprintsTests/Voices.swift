import Audio
import CSndfile
import Foundation
import Randomness
import TestSupport

/// Recordings made of numbers: syllables of harmonics whose pitch and colour wander, no two takes
/// alike.
enum Voices {
  static let rate = 16_000

  /// A take; the same seed gives the same samples.
  static func take(_ seed: UInt64, seconds: Double = 2) -> Waveform {
    var generator = SplitMix64(seed: seed)
    let knots = (0...Int(seconds * 12) + 1).map { _ in
      (0..<6).map { _ in generator.unit() }
    }
    var phase = 0.0
    let samples = (0..<Int(seconds * Double(rate))).map { index -> Float in
      let place = Double(index) / Double(rate) * 12
      let (knot, part) = (Int(place), place - Double(Int(place)))
      func value(_ which: Int) -> Double {
        knots[knot][which] * (1 - part) + knots[knot + 1][which] * part
      }
      phase += (110 + 140 * value(0)) / Double(rate)
      let centres = [400 + 500 * value(1), 900 + 1_400 * value(2), 2_300 + 900 * value(3)]
      let pitch = 110 + 140 * value(0)
      var sum = 0.0
      for harmonic in 1...28 {
        let hertz = Double(harmonic) * pitch
        let level = centres.reduce(0.02) { $0 + exp(-pow(($1 - hertz) / 180, 2)) }
        sum += level * sin(2 * .pi * Double(harmonic) * phase)
      }
      return Float(0.1 * sum * (0.15 + value(4)) + 0.003 * (generator.unit() - 0.5))
    }
    return Waveform(samples: samples, sampleRate: rate)
  }

  static func padded(_ waveform: Waveform, before: Double, after: Double) -> Waveform {
    let (first, last) = (
      Int(before * Double(waveform.sampleRate)), Int(after * Double(waveform.sampleRate))
    )
    return Waveform(
      samples: [Float](repeating: 0, count: first) + waveform.samples
        + [Float](repeating: 0, count: last), sampleRate: waveform.sampleRate)
  }

  static func trimmed(_ waveform: Waveform, before: Double, after: Double) -> Waveform {
    let rate = Double(waveform.sampleRate)
    return Waveform(
      samples: Array(
        waveform.samples.dropFirst(Int(before * rate)).dropLast(Int(after * rate))),
      sampleRate: waveform.sampleRate)
  }

  /// White noise so many dB under the level of the recording.
  static func noisy(_ waveform: Waveform, decibels: Double, seed: UInt64) -> Waveform {
    var generator = SplitMix64(seed: seed)
    let scale = Double(waveform.rootMeanSquare) * pow(10, -decibels / 20) * 3.0.squareRoot()
    return Waveform(
      samples: waveform.samples.map {
        $0 + Float(scale * generator.uniform(in: -1...1))
      }, sampleRate: waveform.sampleRate)
  }

  struct Refused: Error {}

  /// The recording written in a format and read again.
  static func encoded(
    _ waveform: Waveform, _ container: Int, _ encoding: Int, level: Double? = nil
  ) throws -> Waveform {
    let folder = try ScratchFolder()
    let path = folder.file("encoded")
    var header = SF_INFO()
    header.samplerate = Int32(waveform.sampleRate)
    header.channels = 1
    header.format = Int32(truncatingIfNeeded: container | encoding)
    guard let handle = sf_open(path, Int32(SFM_WRITE), &header) else { throw Refused() }
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    if var level {
      sf_command(handle, Int32(SFC_SET_COMPRESSION_LEVEL), &level, Int32(MemoryLayout<Double>.size))
    }
    sf_writef_float(handle, waveform.samples, sf_count_t(waveform.samples.count))
    sf_close(handle)
    return try AudioFile.read(path: path)
  }
}
