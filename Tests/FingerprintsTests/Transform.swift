import Audio
import CSndfile
import Randomness
import Testing

/// What is claimed to leave a recording recognisable.
struct Transform: Sendable, CustomTestStringConvertible {
  let name: String
  let apply: @Sendable (Waveform, UInt64) throws -> Waveform

  var testDescription: String { name }

  /// Every transform of docs/decisions/0012 for which recall is claimed.
  static let claimed: [Transform] = encodings + rates + levels + ends

  private static let encodings = [
    Transform(name: "MP3, 16 kHz") {
      waveform, _ in
      try Voices.encoded(
        waveform.resampled(to: 16_000), Int(SF_FORMAT_MPEG), Int(SF_FORMAT_MPEG_LAYER_III),
        level: 0.75)
    },
    Transform(name: "MP3, 44.1 kHz") {
      waveform, _ in
      try Voices.encoded(
        waveform.resampled(to: 44_100), Int(SF_FORMAT_MPEG), Int(SF_FORMAT_MPEG_LAYER_III),
        level: 0.75)
    },
    Transform(name: "Ogg Vorbis") {
      waveform, _ in
      try Voices.encoded(waveform, Int(SF_FORMAT_OGG), Int(SF_FORMAT_VORBIS), level: 0.5)
    },
    Transform(name: "mu-law, 8 kHz") {
      waveform, _ in
      try Voices.encoded(
        waveform.resampled(to: 8_000), Int(SF_FORMAT_WAV), Int(SF_FORMAT_ULAW))
    },
    Transform(name: "24 bit") { waveform, _ in
      try Voices.encoded(waveform, Int(SF_FORMAT_WAV), Int(SF_FORMAT_PCM_24))
    },
    Transform(name: "8 bit, peak -6 dB") { waveform, _ in
      try Voices.encoded(
        waveform.scaled(by: 0.5 / waveform.peak), Int(SF_FORMAT_WAV), Int(SF_FORMAT_PCM_U8))
    },
  ]

  private static let rates = [8_000, 16_000, 22_050, 96_000].map { rate in
    Transform(name: "\(rate) Hz") { waveform, _ in try waveform.resampled(to: rate) }
  }

  private static let levels = [
    Transform(name: "20 dB down") { waveform, _ in waveform.scaled(by: 0.1) },
    Transform(name: "20 dB up") { waveform, _ in waveform.scaled(by: 10) },
    Transform(name: "polarity") { waveform, _ in waveform.scaled(by: -1) },
    Transform(name: "offset") { waveform, _ in
      Waveform(samples: waveform.samples.map { $0 + 0.05 }, sampleRate: waveform.sampleRate)
    },
    Transform(name: "noise 30 dB below") { waveform, seed in
      Voices.noisy(waveform, decibels: 30, seed: seed)
    },
  ]

  private static let ends = [
    Transform(name: "trimmed by up to .3 s at each end") { waveform, seed in
      var generator = SplitMix64(seed: seed)
      return Voices.trimmed(
        waveform, before: 0.3 * generator.unit(), after: 0.3 * generator.unit())
    },
    Transform(name: "padded by up to .5 s at each end") { waveform, seed in
      var generator = SplitMix64(seed: seed)
      return Voices.padded(
        waveform, before: 0.5 * generator.unit(), after: 0.5 * generator.unit())
    },
  ]
}
