/// What determined a run, so that two runs can be compared and a number traced back.
public struct Provenance: Codable, Sendable, Hashable {
  /// The version of ser-audit.
  public var toolVersion: String
  /// The commit it was built from, or `nil` where unknown.
  public var commit: String?
  /// Processor, cores and operating system, in words.
  public var machine: String
  /// The hash of the names and contents of all recordings.
  public var corpusHash: String
  /// The hash of the recipe that models are fitted by.
  public var recipeHash: String
  /// The hash of the policy that the gate decides by.
  public var policyHash: String
  /// The hash of what was asked for, whatever recordings, labels and recipe it was done with; `nil`
  /// in a run of before it was kept.
  public var optionsHash: String?
  /// The seed that all others are derived from.
  public var seed: Int
  /// Further facts by name, for example versions of libraries.
  public var facts: [String: String]

  /// The fact that says to how many digits behind the point the probabilities of somebody else's
  /// model were rounded for the file that they were read from; a run without it has exact ones.
  public static let digitsFact = "Digits of probabilities"

  /// Creates a provenance.
  public init(
    toolVersion: String, commit: String?, machine: String, corpusHash: String, recipeHash: String,
    policyHash: String, optionsHash: String? = nil, seed: Int, facts: [String: String] = [:]
  ) {
    self.toolVersion = toolVersion
    self.commit = commit
    self.machine = machine
    self.corpusHash = corpusHash
    self.recipeHash = recipeHash
    self.policyHash = policyHash
    self.optionsHash = optionsHash
    self.seed = seed
    self.facts = facts
  }
}

/// One execution of an audit.
public struct Run: Codable, Sendable, Hashable, Identifiable {
  /// How far a run has come. A run whose process was killed still says `running`; `owner` tells.
  public enum Status: String, Codable, Sendable, CaseIterable {
    case running, interrupted, complete
  }

  /// A name that sorts by time, for example `2026-11-22T17-05-03Z-quick-ab12`.
  public let id: String
  /// The fingerprint of everything that determines the numbers; at most one unfinished run has it.
  public let key: String
  /// The preset's name.
  public let preset: String
  /// How far it has come.
  public let status: Status
  /// When it began, as text of the caller.
  public let started: String
  /// When it ended or was interrupted, or `nil` while it runs.
  public let finished: String?
  /// The process that is writing it, for example `host:4711`; `nil` when none is.
  public let owner: String?
  /// What determined it.
  public let provenance: Provenance

  /// Creates a run that begins.
  public init(
    id: String, key: String, preset: String, started: String, owner: String? = nil,
    provenance: Provenance
  ) {
    self.init(
      id: id, key: key, preset: preset, status: .running, started: started, finished: nil,
      owner: owner, provenance: provenance)
  }

  init(
    id: String, key: String, preset: String, status: Status, started: String, finished: String?,
    owner: String?, provenance: Provenance
  ) {
    self.id = id
    self.key = key
    self.preset = preset
    self.status = status
    self.started = started
    self.finished = finished
    self.owner = owner
    self.provenance = provenance
  }
}
