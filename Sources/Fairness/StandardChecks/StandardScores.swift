import Corpora
import Metrics

/// The scores of the standard checks, from confusion matrices alone.
struct StandardScores {
  /// One score: of an emotion or of all, in a group or in all.
  struct Cell {
    let group: String?
    let emotion: Emotion?
    let value: Double?
  }

  let classes: [Emotion]

  /// A score of all predictions together.
  func correctness(_ score: StandardCheck.Score, _ confusion: ConfusionMatrix) -> [Cell] {
    let indices = classes.map(\.index)
    func ofAll(_ value: Double?) -> [Cell] { [Cell(group: nil, emotion: nil, value: value)] }
    switch score {
    case .uar: return ofAll(confusion.unweightedAverageRecall(over: indices))
    case .uap: return ofAll(confusion.unweightedAveragePrecision(over: indices))
    default:
      return classes.map { emotion in
        Cell(group: nil, emotion: emotion, value: value(score, emotion.index, confusion))
      }
    }
  }

  private func value(
    _ score: StandardCheck.Score, _ label: Int, _ confusion: ConfusionMatrix
  ) -> Double? {
    switch score {
    case .recall, .recallShift: confusion.recall(of: label)
    case .precision, .precisionShift: confusion.precision(of: label)
    case .shareShift, .sentimentShift: confusion.predictedShare(of: label)
    default:
      confusion.predictedShare(of: label).map {
        $0 - Double(confusion.support(of: label)) / Double(confusion.total)
      }
    }
  }

  /// A score of each group less that of all groups together.
  func shifts(_ score: StandardCheck.Score, _ groups: [String: ConfusionMatrix]) -> [Cell] {
    guard let all = ConfusionMatrix.sum(groups.values) else { return [] }
    let indices = classes.map(\.index)
    return groups.sorted { $0.key < $1.key }.flatMap { name, own -> [Cell] in
      if score == .uarShift {
        let shift = own.unweightedAverageRecall(over: indices).flatMap { value in
          all.unweightedAverageRecall(over: indices).map { value - $0 }
        }
        return [Cell(group: name, emotion: nil, value: shift)]
      }
      return classes.map { emotion in
        let shift = value(score, emotion.index, own).flatMap { value in
          self.value(score, emotion.index, all).map { value - $0 }
        }
        return Cell(group: name, emotion: emotion, value: shift)
      }
    }
  }

  /// For each language and sentiment: how the share of an emotion departs from the language's, less
  /// the mean of that over languages with the sentiment.
  ///
  /// - Parameter groups: by language and then by sentiment.
  func sentimentShifts(_ groups: [String: [String: ConfusionMatrix]]) -> [Cell] {
    var shifts: [String: [String: [Double]]] = [:]
    for (language, sentiments) in groups {
      guard let all = ConfusionMatrix.sum(sentiments.values) else { continue }
      for (sentiment, own) in sentiments {
        let own = classes.compactMap { emotion -> Double? in
          own.predictedShare(of: emotion.index).flatMap { share in
            all.predictedShare(of: emotion.index).map { share - $0 }
          }
        }
        if own.count == classes.count { shifts[sentiment, default: [:]][language] = own }
      }
    }
    return shifts.sorted { $0.key < $1.key }.flatMap { sentiment, byLanguage -> [Cell] in
      guard byLanguage.count > 1 else { return [] }
      let ordered = byLanguage.sorted { $0.key < $1.key }
      let means = classes.indices.map { index in
        ordered.reduce(0) { $0 + $1.value[index] } / Double(ordered.count)
      }
      return ordered.flatMap { language, own in
        classes.enumerated().map { index, emotion in
          Cell(
            group: "\(language), \(sentiment)", emotion: emotion, value: own[index] - means[index])
        }
      }
    }
  }

  /// Over speakers: how far the shares of answers and truths are apart, or how well their orders
  /// agree.
  func speakers(_ score: StandardCheck.Score, _ speakers: [ConfusionMatrix]) -> [Cell] {
    classes.map { emotion in
      let truths = speakers.map { Double($0.support(of: emotion.index)) / Double($0.total) }
      let answers = speakers.map { Double($0.predictedCount(of: emotion.index)) / Double($0.total) }
      let value =
        score == .speakerRanking
        ? spearman(truths, answers)
        : zip(truths, answers).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(speakers.count)
      return Cell(group: nil, emotion: emotion, value: value)
    }
  }
}

/// Spearman's rank correlation, equal values with the mean of their ranks; `nil` where either side
/// does not vary.
///
/// - Source: Spearman, American Journal of Psychology 15, 1904.
package func spearman(_ first: [Double], _ second: [Double]) -> Double? {
  let (x, y) = (ranks(first), ranks(second))
  let n = Double(x.count)
  guard n > 1 else { return nil }
  let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
  var (product, squareX, squareY) = (0.0, 0.0, 0.0)
  for (a, b) in zip(x, y) {
    product += (a - meanX) * (b - meanY)
    squareX += (a - meanX) * (a - meanX)
    squareY += (b - meanY) * (b - meanY)
  }
  guard squareX > 0, squareY > 0 else { return nil }
  return product / (squareX * squareY).squareRoot()
}

private func ranks(_ values: [Double]) -> [Double] {
  values.map { value in
    let below = values.count { $0 < value }
    let equal = values.count { $0 == value }
    return Double(below) + Double(equal + 1) / 2
  }
}
