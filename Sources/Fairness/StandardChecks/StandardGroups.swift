import Corpora
import Metrics
import Parallel
import Randomness

/// The groups that a standard check compares, as confusion matrices.
struct StandardGroups {
  private let check: StandardCheck
  /// Confusion by group; for sentiments the group is the pair of language and sentiment.
  private let confusions: [Key: ConfusionMatrix]

  private struct Key: Hashable {
    let language: String
    let group: String
  }

  init(_ predictions: [Prediction], _ check: StandardCheck, _ attributes: [String: Attribute]) {
    self.check = check
    var rows: [Key: [Prediction]] = [:]
    let isSentiment = check.score == .sentimentShift
    for prediction in predictions {
      guard let group = check.attribute.flatMap({ attributes[$0]?.group(of: prediction) }) else {
        continue
      }
      let language = isSentiment ? attributes["language"]?.group(of: prediction) : ""
      guard let language else { continue }
      rows[Key(language: language, group: group), default: []].append(prediction)
    }
    confusions = rows.mapValues { ConfusionMatrix($0) }
  }

  private init(_ check: StandardCheck, _ confusions: [Key: ConfusionMatrix]) {
    self.check = check
    self.confusions = confusions
  }

  private var byGroup: [String: ConfusionMatrix] {
    Dictionary(confusions.map { ($0.key.group, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// The scores of all groups and emotions; empty without two groups.
  func cells(classes: [Emotion]) -> [StandardScores.Cell] {
    let scores = StandardScores(classes: classes)
    if check.score == .sentimentShift {
      var nested: [String: [String: ConfusionMatrix]] = [:]
      for (key, confusion) in confusions {
        nested[key.language, default: [:]][key.group] = confusion
      }
      return scores.sentimentShifts(nested.filter { $0.value.count > 1 })
    }
    let groups = byGroup
    return groups.count > 1 ? scores.shifts(check.score, groups) : []
  }

  /// The share of an emotion among a group's truths less that among all.
  func truthShift(of group: String, _ emotion: Emotion) -> Double? {
    guard let own = byGroup[group], let all = ConfusionMatrix.sum(byGroup.values),
      own.total > 0, all.total > 0
    else { return nil }
    return Double(own.support(of: emotion.index)) / Double(own.total)
      - Double(all.support(of: emotion.index)) / Double(all.total)
  }

  /// The largest magnitude of any cell when a model guesses evenly among the emotions, one a
  /// simulation; empty without two groups.
  func largestInEach(classes: [Emotion], simulationCount: Int, seed: UInt64) -> [Double] {
    guard !cells(classes: classes).isEmpty, !classes.isEmpty else { return [] }
    let ordered = confusions.sorted {
      ($0.key.language, $0.key.group) < ($1.key.language, $1.key.group)
    }
    return Array(0..<simulationCount).parallelMap { simulation in
      var generator = SplitMix64(seed: seed, stream: simulation)
      var guessed: [Key: ConfusionMatrix] = [:]
      for (key, confusion) in ordered {
        guessed[key] = Self.guess(like: confusion, among: classes, &generator)
      }
      return StandardGroups(check, guessed).cells(classes: classes)
        .compactMap { $0.value.map(abs) }.max() ?? 0
    }
  }

  private static func guess(
    like confusion: ConfusionMatrix, among classes: [Emotion], _ generator: inout SplitMix64
  ) -> ConfusionMatrix {
    let size = confusion.classCount
    var counts = Array(repeating: 0, count: size * size)
    for truth in 0..<size {
      for _ in 0..<confusion.support(of: truth) {
        counts[truth * size + classes[generator.index(below: classes.count)].index] += 1
      }
    }
    return ConfusionMatrix(classCount: size, counts: counts)
  }
}
