import Audio
import Foundation
import Randomness

extension Perturbation {
  /// White noise, 30 to 5 dB below the speech.
  package static let whiteNoise = Perturbation(
    "white-noise", .labelPreserving, unit: "dB SNR", [30, 20, 15, 10, 5],
    "White noise at a signal-to-noise ratio over the frames within 40 dB of the loudest."
  ) { waveform, decibels, generator in
    NoiseColor.white.added(to: waveform, decibels: decibels, using: &generator)
  }

  /// Pink noise, 30 to 5 dB below the speech.
  package static let pinkNoise = Perturbation(
    "pink-noise", .labelPreserving, unit: "dB SNR", [30, 20, 15, 10, 5],
    "Pink noise (-3 dB an octave) at a signal-to-noise ratio over the active frames."
  ) { waveform, decibels, generator in
    NoiseColor.pink.added(to: waveform, decibels: decibels, using: &generator)
  }

  /// A low-pass at 7 to 2 kHz.
  package static let lowPass = Perturbation(
    "low-pass", .labelPreserving, unit: "Hz", [7_000, 5_500, 4_000, 3_000, 2_000],
    "A Butterworth low-pass of order 4."
  ) { waveform, hertz, _ in waveform.filtered(.low, hertz: hertz) }

  /// A high-pass at 80 to 800 Hz.
  package static let highPass = Perturbation(
    "high-pass", .labelPreserving, unit: "Hz", [80, 150, 300, 500, 800],
    "A Butterworth high-pass of order 4."
  ) { waveform, hertz, _ in waveform.filtered(.high, hertz: hertz) }

  /// The loudest 0.5 to 20 % of the samples limited.
  package static let clipping = Perturbation(
    "clipping", .labelPreserving, unit: "% of samples", [0.5, 2, 5, 10, 20],
    "The loudest samples limited, as by an overdriven microphone."
  ) { waveform, percent, _ in waveform.clipped(percent: percent) }

  /// The µ-law at 8 to 4 bits.
  package static let muLaw = Perturbation(
    "mu-law", .labelPreserving, unit: "bits", [8, 7, 6, 5, 4],
    "Companding by the µ-law, rounded to fewer and fewer bits."
  ) { waveform, bits, _ in waveform.muLaw(bits: Int(bits)) }

  /// A synthetic room that rings 0.2 to 1.5 s.
  package static let reverb = Perturbation(
    "reverb", .labelPreserving, unit: "s RT60", [0.2, 0.4, 0.7, 1.0, 1.5],
    "A synthetic room: the direct sound and exponentially decaying noise, at the same level."
  ) { waveform, seconds, generator in
    RoomResponse(
      reverberationSeconds: seconds, sampleRate: waveform.sampleRate, generator: &generator
    ).apply(to: waveform)
  }

  /// A telephone line that gets worse.
  package static let telephone = Perturbation(
    "telephone", .labelPreserving, unit: "stages", [1, 2, 3, 4, 5],
    "300 to 3400 Hz; from 2 on 8-bit µ-law; from 3 on line noise at 25 dB; from 4 on 3 % of 20 ms "
      + "packets lost; at 5 10 % lost and noise at 15 dB."
  ) { waveform, stages, generator in
    telephone(waveform, stages: Int(stages), &generator)
  }

  private static func telephone(
    _ waveform: Waveform, stages: Int, _ generator: inout SplitMix64
  ) -> Waveform {
    var line = waveform.filtered(.high, hertz: 300).filtered(.low, hertz: 3_400)
    if stages >= 3 {
      let noise = Waveform(
        samples: generator.normals(line.samples.count), sampleRate: line.sampleRate
      ).filtered(.high, hertz: 300).filtered(.low, hertz: 3_400)
      line = SignalToNoise.mix(line, with: noise.samples, decibels: stages >= 5 ? 15 : 25)
    }
    if stages >= 2 { line = line.muLaw(bits: 8) }
    guard stages >= 4 else { return line }
    let packet = max(1, line.sampleRate / 50)
    for start in stride(from: 0, to: line.samples.count, by: packet)
    where generator.unit() < (stages >= 5 ? 0.10 : 0.03) {
      for index in start..<min(line.samples.count, start + packet) { line.samples[index] = 0 }
    }
    return line
  }
}
