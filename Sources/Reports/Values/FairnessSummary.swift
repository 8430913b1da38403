import Findings

/// Whom the models serve worse, and what these recordings cannot tell about it.
public struct FairnessSummary: Sendable {
  /// How many answers of a kind came out how.
  public struct Counts: Sendable, Hashable {
    /// What was asked: `disparities` or `standard-checks`.
    public let kind: String
    /// Passed by a model with skill.
    public let passed: Int
    /// Failed.
    public let failed: Int
    /// Undetermined.
    public let undetermined: Int
    /// Would be passes if the model did better than guessing.
    public let vacuous: Int

    /// Creates counts.
    public init(kind: String, passed: Int, failed: Int, undetermined: Int, vacuous: Int) {
      self.kind = kind
      self.passed = passed
      self.failed = failed
      self.undetermined = undetermined
      self.vacuous = vacuous
    }
  }

  /// One group of one attribute.
  public struct Group: Sendable, Hashable {
    /// The attribute.
    public let attribute: String
    /// The group.
    public let group: String
    /// The number of predictions.
    public let count: Int
    /// The share of correct predictions.
    public let accuracy: Measure
    /// Unweighted average recall.
    public let uar: Measure
    /// Expected calibration error.
    public let ece: Measure

    /// Creates a group.
    public init(
      attribute: String, group: String, count: Int, accuracy: Measure, uar: Measure, ece: Measure
    ) {
      self.attribute = attribute
      self.group = group
      self.count = count
      self.accuracy = accuracy
      self.uar = uar
      self.ece = ece
    }
  }

  /// How far the groups of an attribute are apart in one measure.
  public struct Gap: Sendable, Hashable {
    /// The attribute.
    public let attribute: String
    /// The measure's name.
    public let measure: String
    /// How far, with its interval.
    public let value: Measure
    /// After Holm's correction, or `nil` where no test could reach the level or none is made.
    public let p: Double?
    /// The gap that would be found in four of five repetitions.
    public let detectable: Double?
    /// The answer, or `nil` where the number follows another's test.
    public let status: Status?
    /// Whether it would be a pass if the model did better than guessing.
    public let isVacuous: Bool
    /// Why the answer is undetermined; `nil` of any other.
    public var reason: String?
    /// What to do about that.
    public var advice: String?

    /// Creates a gap.
    public init(
      attribute: String, measure: String, value: Measure, p: Double?, detectable: Double?,
      status: Status?, isVacuous: Bool = false
    ) {
      self.isVacuous = isVacuous
      self.attribute = attribute
      self.measure = measure
      self.value = value
      self.p = p
      self.detectable = detectable
      self.status = status
    }
  }

  /// Where the groups low, middle and high of a measured attribute end.
  public struct Thirds: Sendable, Hashable {
    /// The end of the lowest group, which has it.
    public let low: Double
    /// The end of the middle group, which has it.
    public let middle: Double
    /// In what it is measured, for example `Hz`.
    public let unit: String

    /// Creates ends.
    public init(low: Double, middle: Double, unit: String) {
      self.low = low
      self.middle = middle
      self.unit = unit
    }
  }

  /// A word with how often it was recognised.
  public struct Word: Sendable, Hashable {
    /// The word.
    public let word: String
    /// The share of correct predictions.
    public let accuracy: Double
    /// The number of predictions.
    public let count: Int

    /// Creates a word.
    public init(word: String, accuracy: Double, count: Int) {
      self.word = word
      self.accuracy = accuracy
      self.count = count
    }
  }

  /// Where the numbers come from.
  public let origin: Origin
  /// How the answers came out.
  public let counts: [Counts]
  /// Metrics of each group.
  public let groups: [Group]
  /// How far groups are apart.
  public let gaps: [Gap]
  /// Words, the least recognised first.
  public let words: [Word]
  /// Every finding about fairness, in the order in which it was asked.
  public let findings: [Finding]
  /// Those that would be passes if the model did better than guessing.
  public var vacuous: Set<Finding> = []
  /// Where thirds lie, by attribute, of what was measured on the tested recordings.
  public var thirds: [String: Thirds] = [:]
  /// How far each weak group is below others of its cells, by the finding that tells of it.
  public var shortfalls: [Finding: Double] = [:]

  /// Creates a summary.
  public init(
    origin: Origin, counts: [Counts], groups: [Group], gaps: [Gap], words: [Word],
    findings: [Finding]
  ) {
    self.origin = origin
    self.counts = counts
    self.groups = groups
    self.gaps = gaps
    self.words = words
    self.findings = findings
  }
}
