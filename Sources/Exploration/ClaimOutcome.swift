import Corpora
import Metrics
import Randomness

/// What became of a claim when one speaker's recordings were measured.
public struct ClaimOutcome: Codable, Sendable, Hashable {
  /// Whether a claim holds; undetermined where the interval of its margin includes 0.
  public enum Answer: String, Codable, Sendable {
    case holds
    case fails = "does-not-hold"
    case undetermined
  }

  /// The claim.
  public let claim: Claim
  /// The speaker.
  public let speaker: String
  /// The speaker's mean of the claim's quantity by emotion.
  public let means: [Emotion: Double]
  /// By how much the claim holds, in the quantity's unit; negative where it does not.
  public let margin: Double?
  /// The 95 % interval of the margin: words (or utterances, where there are few words) drawn anew.
  public let interval: ConfidenceInterval?
  /// Whether it holds.
  public let answer: Answer

  private static let replicates = 2_000
  private static let level = 0.95

  /// Tests a claim on one speaker's recordings.
  ///
  /// - Parameters:
  ///   - claim: what is said.
  ///   - speaker: of whom.
  ///   - values: each recording with the quantity's value.
  ///   - seed: where the draws begin.
  public init(
    _ claim: Claim, speaker: String, values: [(utterance: Utterance, value: Double)],
    seed: UInt64 = 0
  ) {
    let (unit, clusters) = Self.clusters(of: values)
    let all = Self.means(of: Array(clusters.indices), clusters)
    self.claim = claim
    self.speaker = speaker
    means = Dictionary(
      uniqueKeysWithValues: Emotion.allCases.compactMap { emotion in
        all[emotion.index].map { (emotion, $0) }
      })
    margin = claim.margin(all)
    interval =
      margin == nil ? nil : Self.interval(of: claim, clusters, unit: unit, seed: seed)
    switch interval {
    case let interval? where interval.lower > 0: answer = .holds
    case let interval? where interval.upper < 0: answer = .fails
    default: answer = .undetermined
    }
  }

  /// The sum and number of values by emotion of what is drawn as one.
  private struct Cluster {
    var sums = [Double](repeating: 0, count: Emotion.allCases.count)
    var counts = [Int](repeating: 0, count: Emotion.allCases.count)
  }

  private static func clusters(
    of values: [(utterance: Utterance, value: Double)]
  ) -> (unit: ConfidenceInterval.Unit, clusters: [Cluster]) {
    let words = Set(values.compactMap(\.utterance.word))
    let byWord =
      words.count >= IntervalSettings.fewestClusters
      && values.allSatisfy { $0.utterance.word != nil }
    var clusters: [String: Cluster] = [:]
    for (utterance, value) in values {
      let name = byWord ? utterance.word ?? utterance.id : utterance.id
      clusters[name, default: Cluster()].sums[utterance.emotion.index] += value
      clusters[name, default: Cluster()].counts[utterance.emotion.index] += 1
    }
    return (byWord ? .word : .utterance, clusters.sorted { $0.key < $1.key }.map(\.value))
  }

  private static func means(of drawn: [Int], _ clusters: [Cluster]) -> [Double?] {
    var total = Cluster()
    for index in drawn {
      for emotion in total.sums.indices {
        total.sums[emotion] += clusters[index].sums[emotion]
        total.counts[emotion] += clusters[index].counts[emotion]
      }
    }
    return zip(total.sums, total.counts).map { $1 > 0 ? $0 / Double($1) : nil }
  }

  /// Percentiles of the margin over draws of clusters; `nil` with too few clusters, or where the
  /// claim's emotions are missing in more than one draw of twenty.
  private static func interval(
    of claim: Claim, _ clusters: [Cluster], unit: ConfidenceInterval.Unit, seed: UInt64
  ) -> ConfidenceInterval? {
    guard clusters.count >= IntervalSettings.fewestClusters else { return nil }
    let margins = (0..<replicates).compactMap { replicate -> Double? in
      var generator = SplitMix64(seed: seed, stream: replicate)
      let drawn = clusters.indices.map { _ in generator.index(below: clusters.count) }
      return claim.margin(means(of: drawn, clusters))
    }.sorted()
    guard Double(margins.count) >= 0.95 * Double(replicates) else { return nil }
    return ConfidenceInterval(
      lower: quantile(margins, (1 - level) / 2), upper: quantile(margins, (1 + level) / 2),
      level: level, unit: unit)
  }
}
