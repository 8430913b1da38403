import Audio
import Perturbations
import Randomness

/// Copies of training recordings with another pitch and tempo, made by Rubber Band, and some of
/// them in a room or with noise.
///
/// Copies are made from training utterances alone, after the split; copy `n` of an utterance
/// depends on the seed, the utterance and `n` and on nothing else, so every split that trains on it
/// hears the same copies. Noise and rooms draw numbers of their own: switching them on leaves pitch
/// and tempo as they were.
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
  /// The share of copies that sound as in a synthetic room; 0 moves none.
  public var roomShare: Double = 0
  /// The longest reverberation time (RT60) of such a room in seconds; the shortest is .1.
  public var roomSeconds: Double = 0.6
  /// The share of copies that noise is added to, white or pink; 0 adds none.
  public var noiseShare: Double = 0
  /// The lowest signal-to-noise ratio of such copies in dB; the highest is 20 dB above it.
  public var noiseDecibels: Double = 5

  private static let shortestRoomSeconds = 0.1
  private static let noiseSpanDecibels = 20.0

  /// The defaults.
  public init() {}

  /// What one changed copy will be.
  ///
  /// - Parameters:
  ///   - utterance: the identifier of an original recording, the parent of the copy.
  ///   - copy: which copy, counted from 1.
  ///   - seed: the training seed.
  public func plan(utterance: String, copy: Int, seed: UInt64) -> ChangedCopy {
    var generator = SplitMix64(seed: seed, names: "waveform-augmentation", utterance, String(copy))
    let semitones = generator.uniform(in: -pitchSemitones...pitchSemitones)
    let keepsFormants = generator.unit() < formantShare
    let tempo = generator.uniform(in: 1 - tempoChange...1 + tempoChange)
    var room = ChangedCopy.generator("training-room", utterance, copy, seed)
    var noise = ChangedCopy.generator("training-noise", utterance, copy, seed)
    return ChangedCopy(
      parent: utterance, copy: copy, seed: seed, semitones: semitones,
      keepsFormants: keepsFormants, tempo: tempo,
      roomSeconds: room.unit() < roomShare
        ? room.uniform(
          in: Self.shortestRoomSeconds...max(Self.shortestRoomSeconds, roomSeconds)) : nil,
      noise: noise.unit() < noiseShare ? drawNoise(using: &noise) : nil)
  }

  private func drawNoise(using generator: inout SplitMix64) -> ChangedCopy.Noise {
    ChangedCopy.Noise(
      color: generator.unit() < 0.5 ? .white : .pink,
      decibels: generator.uniform(in: noiseDecibels...noiseDecibels + Self.noiseSpanDecibels))
  }
}
