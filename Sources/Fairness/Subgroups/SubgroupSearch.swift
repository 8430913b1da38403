import Corpora
import Metrics
import Wording

/// Looks through the groups of all attributes, and of pairs of them, for those that a model gets
/// right less often than others, with the share of false ones among the findings held.
///
/// Of utterances and words, hits are compared with those of the same speaker and emotion, so that a
/// hard emotion or voice, which other pages show, does not make every group that it is common in a
/// finding. The p value is one-sided, from flipping the signs of whole words (of what
/// `ClusterTable.naturalUnit(of:)` names): utterances of one word stand and fall together. Of
/// speakers, it is from dealing the group out over speakers, two-sided.
///
/// - Source: the score form of the wild cluster bootstrap: Kline & Santos, Journal of Econometric
///   Methods 1, 2012; Benjamini & Hochberg, 1995.
public struct SubgroupSearch: Codable, Sendable, Hashable {
  /// The largest corrected p of a finding.
  public let alpha: Double
  /// The fewest utterances of a group.
  public let leastCount: Int
  /// Whether pairs of attributes are looked through as well.
  public let isPairwise: Bool
  /// The number of sign flips and arrangements.
  public let replicateCount: Int
  /// Seeds them.
  public let seed: UInt64

  /// The fewest words or speakers that a group's p value rests on.
  public static let fewestUnits = 10

  /// Creates a search.
  public init(
    alpha: Double = 0.05, leastCount: Int = 30, isPairwise: Bool = true,
    replicateCount: Int = 9_999, seed: UInt64 = 0
  ) {
    self.alpha = alpha
    self.leastCount = max(1, leastCount)
    self.isPairwise = isPairwise
    self.replicateCount = max(1, replicateCount)
    self.seed = seed
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - predictions: what a model said of one test set.
  ///   - attributes: what is looked through, for example `Attribute.all(of:)` and tertiles of F0,
  ///     rate, level, SNR and duration.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public func search(
    _ predictions: [Prediction], by attributes: [Attribute]
  ) throws(MetricError) -> SubgroupReport {
    let table = SubgroupTable(predictions)
    var untestable: [String: String] = [:]
    var scored: [(SubgroupCandidate, name: String)] = []
    var tested: [Tested] = []
    var seen: Set<[Int]> = []
    for attribute in candidates(attributes) {
      for candidate in table.candidates(of: attribute, leastCount: leastCount) {
        guard seen.insert(candidate.members).inserted else { continue }
        let name = "\(attribute.name): \(candidate.group)"
        if attribute.level == .speaker {
          let test = try speakerTest(of: candidate, predictions, attribute)
          if let test, test.canReach(alpha) {
            tested.append(
              Tested(candidate: candidate, name: name, p: test.p, smallestP: test.smallestP))
          } else {
            untestable[name] = unreachable(test)
          }
        } else if table.units(of: candidate) < Self.fewestUnits {
          let units = table.units(of: candidate)
          untestable[name] =
            "It rests on \(units, "word or speaker", "words or speakers"); "
            + "expected at least \(Self.fewestUnits)."
        } else {
          scored.append((candidate, name))
        }
      }
    }
    let values = table.signFlips(of: scored.map(\.0), count: replicateCount, seed: seed)
    let smallest = 1 / Double(replicateCount + 1)
    tested += zip(scored, values).map {
      Tested(candidate: $0.0, name: $0.name, p: $1, smallestP: smallest)
    }
    return report(tested, untestable, table)
  }

  /// A group with its p, and the smallest that its data can give.
  private struct Tested {
    let candidate: SubgroupCandidate
    let name: String
    let p: Double
    let smallestP: Double
  }

  private func report(
    _ tested: [Tested], _ untestable: [String: String], _ table: SubgroupTable
  ) -> SubgroupReport {
    let adjusted = AdjustedPValues.benjaminiHochberg(tested.map(\.p))
    let isFound = adjusted.map { $0 <= alpha }
    // Beside the findings that there are, one more must have this p or less.
    let needed = alpha * Double(isFound.count { $0 } + 1) / Double(max(1, tested.count))
    var untestable = untestable
    for (group, isFound) in zip(tested, isFound) where !isFound && group.smallestP > needed {
      untestable[group.name] =
        "With so little data no result, however extreme, could be significant beside the "
        + "\(tested.count - 1) others that are tested."
    }
    let found = zip(tested, adjusted).filter { $1 <= alpha && $0.candidate.shortfall > 0 }
      .map { table.subgroup($0.candidate, p: $0.p, adjustedP: $1) }
      .sorted {
        ($0.p, -$0.shortfall, $0.attribute, $0.group) < (
          $1.p, -$1.shortfall, $1.attribute, $1.group
        )
      }
    return SubgroupReport(
      found: found, testedCount: tested.count { untestable[$0.name] == nil },
      untestable: untestable)
  }

  private func candidates(_ attributes: [Attribute]) -> [Attribute] {
    guard isPairwise else { return attributes }
    var all = attributes
    for first in attributes.indices {
      for second in attributes.indices where second > first {
        all.append(.intersection([attributes[first], attributes[second]]))
      }
    }
    return all
  }

  /// Why a group of speakers cannot be found, whatever its test gives.
  private func unreachable(_ test: TestOutcome?) -> String {
    test == nil
      ? "There is no other speaker to compare with."
      : "With so few speakers no result, however extreme, could be significant."
  }

  /// The test of a group of speakers against the others; `nil` where there is no other.
  private func speakerTest(
    of candidate: SubgroupCandidate, _ predictions: [Prediction], _ attribute: Attribute
  ) throws(MetricError) -> TestOutcome? {
    let split = Attribute(
      name: attribute.name, level: .speaker,
      values: Dictionary(
        predictions.compactMap { prediction in
          attribute.group(of: prediction).map {
            (prediction.speaker, $0 == candidate.group ? "in" : "out")
          }
        }, uniquingKeysWith: { first, _ in first }))
    let settings = DisparitySettings(
      leastGroupSize: 1, replicateCount: 0, arrangementCount: replicateCount, alpha: alpha,
      seed: seed)
    return try Disaggregation(predictions, by: split, settings: settings)
      .disparities(of: [.difference(.accuracy)]).first?.test
  }
}
