import Corpora
import Metrics

/// Several runs on the recordings that all of them answered about speakers whom none heard.
public struct RunRanking: Encodable, Sendable {
  /// One of the runs, and which of its seeds are compared.
  public struct Entrant: Encodable, Sendable {
    /// The letter that tables call it by.
    public let letter: String
    /// The run.
    public let side: RunComparison.Side
    /// Its compared seeds.
    public let seeds: [Int]
    /// Its seeds that are left out.
    public let seedsLeftOut: [Int]

    /// Creates an entrant.
    public init(letter: String, side: RunComparison.Side, seeds: [Int], seedsLeftOut: [Int]) {
      self.letter = letter
      self.side = side
      self.seeds = seeds
      self.seedsLeftOut = seedsLeftOut
    }
  }

  /// The runs, in the order in which they were named.
  public let entrants: [Entrant]
  /// All speakers together, where there are several, then each.
  public let groups: [RankedGroup]
  /// Speakers whom some of the runs, and not all, tested without having heard them.
  public let notOfAll: [String]
  /// Speakers whom all tested so, without one recording that is the same for all.
  public let unshared: [String]

  /// Creates a ranking; p values of single speakers are corrected over all of them.
  public init(
    entrants: [Entrant], groups: [RankedGroup], notOfAll: [String], unshared: [String]
  ) {
    self.entrants = entrants
    self.groups =
      groups.filter { $0.speaker == nil }
      + RankedGroup.corrected(groups.filter { $0.speaker != nil })
    self.notOfAll = notOfAll
    self.unshared = unshared
  }

  /// What is left out, in sentences.
  public var notes: [String] {
    notOfAll.map {
      "\($0): not every run has answers without having heard the speaker; left out."
    }
      + unshared.map { "\($0): no recording is the same for all; left out." }
      + groups.compactMap(Self.note)
      + entrants.filter { !$0.seedsLeftOut.isEmpty }.map {
        "\($0.letter): \(ComparedSeeds.words($0.seeds)) compared; left out: "
          + "\(ComparedSeeds.words($0.seedsLeftOut))."
      }
  }

  private static func note(of group: RankedGroup) -> String? {
    guard let speaker = group.speaker, group.leftOut > 0 else { return nil }
    return "\(speaker): \(NumberText.count(group.leftOut, of: "recording")) that not all answered, "
      + "or not the same for all; left out."
  }
}
