/// Metrics that read probabilities as an order only.
extension PredictionTable {
  /// The mean over classes of the chance that a row of the class gets a higher probability of it
  /// than a row of another class (macro one-vs-rest AUC; equals count half), `0...1`. Guessing
  /// scores .5.
  ///
  /// - Parameter classes: the classes of the corpus; all `K` unless said.
  /// - Returns: `nil` where one of them never occurs or nothing else does.
  /// - Throws: `MetricError` where there are no probabilities or no rows, and for a class index out
  ///   of range.
  /// - Source: Hanley & McNeil, Radiology 143, 1982.
  public func areaUnderCurve(over classes: [Int]? = nil) throws(MetricError) -> Double? {
    let values = try requireProbabilities()
    let classes = classes ?? Array(0..<classCount)
    var sum = 0.0
    for label in classes {
      guard 0..<classCount ~= label else {
        throw .classOutOfRange(index: label, classCount: classCount)
      }
      let scores = truth.indices.map { values[$0 * classCount + label] }
      let positives = Double(truth.count { $0 == label })
      let negatives = Double(count) - positives
      guard positives > 0, negatives > 0 else { return nil }
      var rankSum = 0.0
      for group in Self.risingGroups(scores) {
        let hits = Double(group.rows.count { truth[$0] == label })
        rankSum += hits * (Double(group.start) + Double(group.rows.count + 1) / 2)
      }
      sum += (rankSum - positives * (positives + 1) / 2) / (positives * negatives)
    }
    return classes.isEmpty ? nil : sum / Double(classes.count)
  }

  /// The error among the most confident rows, for each number of rows kept, shape `[N]`: what a
  /// user would see who turns down the least confident answers. Rows of equal confidence share
  /// their errors evenly.
  ///
  /// - Source: El-Yaniv & Wiener, JMLR 11, 2010.
  public func riskByCoverage() throws(MetricError) -> [Double] {
    let confidences = try confidences()
    var risks: [Double] = []
    var errors = 0.0
    for group in Self.risingGroups(confidences.map { -$0 }) {
      let wrong = Double(group.rows.count { truth[$0] != predicted[$0] })
      for _ in group.rows {
        errors += wrong / Double(group.rows.count)
        risks.append(errors / Double(risks.count + 1))
      }
    }
    return risks
  }

  /// The mean of `riskByCoverage` (AURC), `0...1`: low where confidence tells right from wrong.
  ///
  /// - Source: Geifman, Uziel & El-Yaniv, ICLR 2019.
  public func areaUnderRiskCoverage() throws(MetricError) -> Double {
    let risks = try riskByCoverage()
    return risks.reduce(0, +) / Double(risks.count)
  }

  /// Rows in rising order of score, those of equal score together; `start` rows stand before.
  private static func risingGroups(_ scores: [Double]) -> [(start: Int, rows: ArraySlice<Int>)] {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var groups: [(start: Int, rows: ArraySlice<Int>)] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      groups.append((start, order[start..<end]))
      start = end
    }
    return groups
  }
}
