import Corpora
import Metrics

/// Where a model looks, on average: attention over relative time for one speaker and emotion.
public struct AttentionProfile: Sendable, Hashable {
  /// The speaker.
  public let speaker: String
  /// The intended emotion.
  public let emotion: Emotion
  /// Mean attention by relative time, shape `[bins]`; 1 everywhere is even attention.
  public let density: [Double]
  /// The number of utterances behind it.
  public let count: Int

  /// The number of positions that an utterance is cut into.
  public static let bins = 50

  /// Averages attention over utterances, each stretched to the same length.
  ///
  /// - Parameters:
  ///   - attention: weights by utterance, shape `[T']`, summing to 1.
  ///   - predictions: the utterances' speakers and emotions.
  /// - Returns: one summary for each speaker and emotion that occurs, sorted.
  public static func profiles(
    attention: [String: [Float]], predictions: [Prediction]
  ) -> [AttentionProfile] {
    let groups = Dictionary(grouping: predictions.filter { attention[$0.utterance] != nil }) {
      Group(speaker: $0.speaker, emotion: $0.truth)
    }
    return groups.sorted { $0.key < $1.key }.map { group, members in
      var sum = [Double](repeating: 0, count: bins)
      for member in members {
        let density = stretched(attention[member.utterance] ?? [])
        for bin in 0..<bins { sum[bin] += density[bin] }
      }
      return AttentionProfile(
        speaker: group.speaker, emotion: group.emotion,
        density: sum.map { $0 / Double(members.count) }, count: members.count)
    }
  }

  private struct Group: Hashable, Comparable {
    let speaker: String
    let emotion: Emotion

    static func < (left: Group, right: Group) -> Bool {
      (left.speaker, left.emotion.index) < (right.speaker, right.emotion.index)
    }
  }

  /// The share of attention in each bin, relative to an even share; mass is kept.
  static func stretched(_ weights: [Float]) -> [Double] {
    var result = [Double](repeating: 0, count: bins)
    let width = Double(bins) / Double(max(1, weights.count))
    for (frame, weight) in weights.enumerated() {
      let (start, end) = (Double(frame) * width, Double(frame + 1) * width)
      for bin in Int(start)..<min(bins, Int(end.rounded(.up))) {
        let overlap = min(end, Double(bin + 1)) - max(start, Double(bin))
        if overlap > 0 { result[bin] += Double(weight) * overlap / width }
      }
    }
    return result.map { $0 * Double(bins) }
  }
}
