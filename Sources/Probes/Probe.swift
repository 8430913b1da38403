/// A predictor that is too simple to recognise emotion: what it scores, a model may owe to the same
/// shortcut.
///
/// Nothing of a probe is tuned: features, classifier and its settings were fixed before any of them
/// was run, and its dev part is not looked at.
public struct Probe: Sendable, Hashable {
  /// What a probe stands for.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// A property of the recording that has no business deciding.
    case shortcut
    /// A classical recogniser without a network.
    case baseline
  }

  /// How numbers become probabilities.
  public enum Classifier: String, Codable, Sendable {
    /// Multinomial, L2 with C = 1, on features standardised by the training part.
    case logistic = "logistic regression"
    /// One normal density a class and feature, priors as in training.
    case gaussian = "Gaussian classifier"
  }

  /// The stable name in ledgers and reports.
  public let name: String
  /// What it stands for.
  public let kind: Kind
  /// How numbers become probabilities.
  public let classifier: Classifier
  /// What it looks at.
  public let cues: [Cue]

  /// All probes, in the order of tables.
  public static let all: [Probe] = [
    Probe(name: "duration", .shortcut, .logistic, [.duration]),
    Probe(name: "duration-gaussian", .shortcut, .gaussian, [.duration]),
    Probe(name: "level", .shortcut, .logistic, [.level]),
    Probe(name: "silence", .shortcut, .logistic, [.silence]),
    Probe(name: "noise-floor", .shortcut, .logistic, [.noiseFloor]),
    Probe(name: "spectrum", .shortcut, .logistic, [.spectrum]),
    Probe(name: "file", .shortcut, .logistic, [.file]),
    Probe(
      name: "all-shortcuts", .shortcut, .logistic,
      [.duration, .level, .silence, .noiseFloor, .spectrum, .file]),
    Probe(name: "mfcc-statistics", .baseline, .logistic, [.cepstra]),
    Probe(name: "prosody-statistics", .baseline, .logistic, [.prosody]),
  ]

  /// The probe of a name.
  public static func named(_ name: String) -> Probe? { all.first { $0.name == name } }

  init(name: String, _ kind: Kind, _ classifier: Classifier, _ cues: [Cue]) {
    self.name = name
    self.kind = kind
    self.classifier = classifier
    self.cues = cues
  }

  /// The names of all numbers that it looks at.
  public var features: [String] { cues.flatMap(\.features) }

  /// Its features in words: each by name where there are few, else what they are statistics of.
  public var featureSummary: String {
    cues.map { cue in
      switch cue {
      case .cepstra: CepstralStatistics.summary
      case .prosody: ProsodyStatistics.summary
      default: cue.features.joined(separator: ", ")
      }
    }.joined(separator: ", ")
  }
}
