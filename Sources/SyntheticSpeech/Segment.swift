import Corpora
import Randomness

/// A phoneme at its place in an utterance.
struct Segment: Sendable {
  let phoneme: Phoneme
  /// In seconds from the beginning of the speech.
  let start: Double
  let seconds: Double
  /// Whether it belongs to the target word, not to the carrier.
  let isTarget: Bool

  /// Phonemes one after the other; each length varies by about 6 %, and those of the target word
  /// are a quarter longer, as before a pause.
  static func timed(
    carrier: [Phoneme], target: [Phoneme], rate: Double, generator: inout SplitMix64
  ) -> [Segment] {
    var start = 0.0
    return (carrier.map { ($0, false) } + target.map { ($0, true) }).map { phoneme, isTarget in
      let variation = max(0.7, 1 + 0.06 * generator.normal())
      let seconds = phoneme.seconds * variation * (isTarget ? 1.25 : 1) * 1.15 / rate
      defer { start += seconds }
      return Segment(phoneme: phoneme, start: start, seconds: seconds, isTarget: isTarget)
    }
  }

  /// The middle of the phoneme, in seconds from the beginning of the speech.
  var middle: Double { start + seconds / 2 }

  /// Whether the phoneme is a vowel.
  var isVowel: Bool {
    if case .voiced(let level) = phoneme.manner { level == 1 } else { false }
  }

  /// The state of a vocal tract with scale 1; the fundamental frequency is set elsewhere.
  func frame(at time: Double) -> SpeechPlan.Frame {
    let place = min(max((time - start) / seconds, 0), 1)
    let formants = zip(phoneme.start, phoneme.end).map { $0 + ($1 - $0) * place }
    var frame = SpeechPlan.Frame(
      formants: formants, voicing: 0, aspiration: 0, friction: 0, frictionCentre: 4000,
      frequency: 0)
    switch phoneme.manner {
    case .voiced(let level): frame.voicing = level
    case .breath: frame.aspiration = 0.8
    case .fricative(let centre, let level, let voicing):
      (frame.frictionCentre, frame.friction, frame.voicing) = (centre, level, voicing)
    case .stop(let centre, let isVoiced):
      frame.frictionCentre = centre
      switch place {
      case ..<0.6: frame.voicing = isVoiced ? 0.2 : 0
      case ..<0.78: frame.friction = isVoiced ? 0.4 : 0.7
      default:
        frame.voicing = isVoiced ? 0.6 : 0
        frame.aspiration = isVoiced ? 0 : 0.6
      }
    }
    return frame
  }
}
