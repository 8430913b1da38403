/// Which run a report is of.
public struct RunFacts: Sendable, Hashable {
  /// A named fact of the run's provenance, for example the commit.
  public struct Fact: Sendable, Hashable {
    /// What it is a fact about.
    public let name: String
    /// The fact, or `nil` where it is unknown.
    public let value: String?

    /// Creates a fact.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// The run's identifier.
  public let id: String
  /// The preset's name.
  public let preset: String
  /// When it began, as text.
  public let started: String
  /// When it ended, as text, or `nil` where it has not.
  public let finished: String?
  /// Whether everything that the preset asks for was measured.
  public let isComplete: Bool
  /// Tool version, commit, machine, hashes and seed, in the order they are to be read.
  public let provenance: [Fact]

  /// Creates facts of a run.
  public init(
    id: String, preset: String, started: String, finished: String?, isComplete: Bool,
    provenance: [Fact]
  ) {
    self.id = id
    self.preset = preset
    self.started = started
    self.finished = finished
    self.isComplete = isComplete
    self.provenance = provenance
  }
}
