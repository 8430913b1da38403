import Audio
import Perturbations
import Randomness

/// Copies of training recordings with another pitch and tempo, made by Rubber Band.
///
/// Copies are made from training utterances alone, after the split; copy `n` of an utterance depends
/// on the seed, the utterance and `n` and on nothing else, so every split that trains on it hears
/// the same copies.
public struct WaveformAugmentation: Codable, Sendable, Equatable {
  /// Changed copies of each training utterance; 0 trains on the originals alone.
  public var copies: Int = 1
  /// The largest shift of pitch in semitones, either way.
  public var pitchSemitones: Double = 2
  /// The share of copies whose formants stay where they are while the pitch moves, as in one vocal
  /// tract; in the others both move, as in a shorter or longer one.
  public var formantShare: Double = 0
  /// The largest change of tempo, as a factor of `1 - x ... 1 + x`.
  public var tempoChange: Double = 0.12

  /// The defaults.
  public init() {}

  /// One changed copy.
  ///
  /// - Parameters:
  ///   - waveform: an original recording.
  ///   - utterance: its identifier, the parent of the copy.
  ///   - copy: which copy, counted from 1.
  ///   - seed: the training seed.
  /// - Returns: a waveform of another length at the same sample rate.
  public func copy(
    of waveform: Waveform, utterance: String, copy: Int, seed: UInt64
  ) -> Waveform {
    var generator = SplitMix64(seed: seed, names: "waveform-augmentation", utterance, String(copy))
    let semitones = generator.uniform(in: -pitchSemitones...pitchSemitones)
    let keepsFormants = generator.unit() < formantShare
    let tempo = generator.uniform(in: 1 - tempoChange...1 + tempoChange)
    return TimeStretch(tempo: tempo).apply(
      to: PitchShift(semitones: semitones, keepsFormants: keepsFormants).apply(to: waveform))
  }
}
