import Audio
import Randomness

/// Something that is done to a recording, at five severities, the same way every time.
///
/// It acts on the 16 kHz mono waveform before trimming and normalisation. Nothing clips but
/// `clipping`: samples may pass 1 and stay floating point.
public struct Perturbation: Sendable {
  /// What may be expected of a classifier under a perturbation.
  public enum Validity: String, Sendable, Codable, CaseIterable {
    /// The prediction has no reason to change at all.
    case mustBeInvariant = "must-be-invariant"
    /// A degradation that leaves the label as it was; accuracy may fall, and its fall is the
    /// result.
    case labelPreserving = "label-preserving"
    /// It changes what carries emotion: a sensitivity, not an error.
    case emotionCue = "emotion-cue"
  }

  /// The stable name in kebab case, part of every draw's key.
  public let name: String
  /// What is done, in one sentence.
  public let summary: String
  /// What may be expected under it.
  public let validity: Validity
  /// The unit of `parameters`.
  public let unit: String
  /// The parameter at severity 1 to 5, in `unit`.
  public let parameters: [Double]

  typealias Transform = @Sendable (Waveform, Double, inout SplitMix64) -> Waveform
  private let transform: Transform

  init(
    _ name: String, _ validity: Validity, unit: String, _ parameters: [Double], _ summary: String,
    _ transform: @escaping Transform
  ) {
    precondition(parameters.count == Severity.allCases.count, "one parameter a severity")
    self.name = name
    self.summary = summary
    self.validity = validity
    self.unit = unit
    self.parameters = parameters
    self.transform = transform
  }

  /// The parameter at a severity, in `unit`.
  public func parameter(at severity: Severity) -> Double { parameters[severity.rawValue - 1] }

  /// The perturbed recording.
  ///
  /// - Parameters:
  ///   - waveform: mono, before trimming and normalisation.
  ///   - severity: how strong.
  ///   - seed: another seed draws other noise.
  ///   - utterance: the recording's stable identity; each recording has its own noise.
  /// - Returns: a recording of the same sample rate, the same for the same arguments whatever the
  ///   order or thread. One without samples comes back as it is.
  public func apply(
    to waveform: Waveform, severity: Severity, seed: UInt64, utterance: String
  ) -> Waveform {
    guard !waveform.samples.isEmpty, waveform.sampleRate > 0 else { return waveform }
    var generator = SplitMix64(
      utterance: utterance, transform: name, severity: severity.rawValue, seed: seed)
    return transform(waveform, parameter(at: severity), &generator)
  }
}
