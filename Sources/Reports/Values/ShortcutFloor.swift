import Corpora
import Findings

/// What predictors score that are too simple to recognise emotion, beside the models.
public struct ShortcutFloor: Sendable, Hashable {
  /// A probe in words.
  public struct Probe: Sendable, Hashable {
    /// Its name.
    public let name: String
    /// `shortcut` or `baseline`.
    public let kind: String
    /// How its numbers become an answer.
    public let classifier: String
    /// What it looks at.
    public let features: String

    /// Creates a description.
    public init(name: String, kind: String, classifier: String, features: String) {
      self.name = name
      self.kind = kind
      self.classifier = classifier
      self.features = features
    }
  }

  /// A probe beside a model on the same utterances.
  public struct Score: Sendable, Hashable {
    /// The probe's name.
    public let probe: String
    /// UAR of the probe.
    public let uar: Measure
    /// UAR of the model minus UAR of the probe.
    public let difference: Measure
    /// The number of the model's errors.
    public let errorCount: Int
    /// The share of the model's errors on which the probe errs too, and what chance would give.
    public let shared: Measure
    /// What `shared` would be if the probe's answers were dealt anew within each emotion.
    public let sharedByChance: Measure
    /// The share of the model's errors on which the probe gives the same wrong answer.
    public let alike: Measure
    /// What `alike` would be if the probe's answers were dealt anew within each emotion.
    public let alikeByChance: Measure

    /// Creates a score.
    public init(
      probe: String, uar: Measure, difference: Measure, errorCount: Int, shared: Measure,
      sharedByChance: Measure, alike: Measure, alikeByChance: Measure
    ) {
      self.probe = probe
      self.uar = uar
      self.difference = difference
      self.errorCount = errorCount
      self.shared = shared
      self.sharedByChance = sharedByChance
      self.alike = alike
      self.alikeByChance = alikeByChance
    }
  }

  /// One model on one speaker of a test set, or on all of them.
  public struct Row: Sendable, Hashable {
    /// Where the numbers come from.
    public let origin: Origin
    /// One speaker, or `nil` for all tested speakers together.
    public let speaker: String?
    /// The number of predictions.
    public let count: Int
    /// UAR of the model.
    public let model: Measure
    /// Every probe that was measured on the same utterances.
    public let scores: [Score]

    /// Creates a row.
    public init(
      origin: Origin, speaker: String?, count: Int, model: Measure, scores: [Score]
    ) {
      self.origin = origin
      self.speaker = speaker
      self.count = count
      self.model = model
      self.scores = scores
    }
  }

  /// A figure that others published, beside ours.
  public struct Reference: Sendable, Hashable {
    /// The probe's name.
    public let probe: String
    /// Where our number comes from.
    public let origin: Origin
    /// What was published, for example `.35 to .41`.
    public let published: String
    /// How far from it still agrees, for example `± .02`.
    public let tolerance: String
    /// Our number.
    public let found: Measure
    /// Whether and why they agree or differ, in a sentence.
    public let comment: String

    /// Creates a comparison.
    public init(
      probe: String, origin: Origin, published: String, tolerance: String, found: Measure,
      comment: String
    ) {
      self.probe = probe
      self.origin = origin
      self.published = published
      self.tolerance = tolerance
      self.found = found
      self.comment = comment
    }
  }

  /// The probes, in the order of tables.
  public let probes: [Probe]
  /// One row a test set for all speakers together, and where there are several, one a speaker.
  public let rows: [Row]
  /// Published figures beside ours; empty for a corpus without any.
  public let references: [Reference]

  /// Creates the values of the section.
  public init(probes: [Probe], rows: [Row], references: [Reference]) {
    self.probes = probes
    self.rows = rows
    self.references = references
  }

  /// The strongest probe of a kind on a row: the one with the highest UAR, ties as in the finding.
  package func strongest(_ kind: String?, on row: Row) -> Score? {
    let names = Set(probes.filter { kind == nil || $0.kind == kind }.map(\.name))
    let scores = row.scores.filter { names.contains($0.probe) && $0.uar.value != nil }
    return StrongestProbe.of(
      scores, strength: \.uar.value, lowerEnd: { $0.difference.interval?.lower })
  }
}
