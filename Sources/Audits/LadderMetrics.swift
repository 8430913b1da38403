import Corpora
import Metrics

/// Numbers that compare rungs of the protocol ladder or give a number its scale.
public enum LadderMetrics {
  /// Chance, majority and inflation for the clean, unperturbed test sets of an audit.
  ///
  /// Inflation is the UAR of a leaky rung minus that of the honest rung on the same speakers, one
  /// direction for each: what a leaky protocol makes of the same recipe. Its interval comes from
  /// those of the two by the MOVER rule, as if they were independent, which is on the safe side
  /// where they share words.
  ///
  /// - Parameter rows: the rows of all evaluations, overall ones among them.
  public static func rows(from rows: [MetricRow]) -> [MetricRow] {
    let clean = rows.filter { row in
      row.perturbation == nil && row.speaker == nil && row.emotion == nil && row.attribute == nil
    }
    return scales(of: rows, clean: clean) + inflations(clean)
  }

  /// What guessing and what always saying the commonest emotion would score on each test set.
  private static func scales(of rows: [MetricRow], clean: [MetricRow]) -> [MetricRow] {
    clean.filter { $0.metric == "accuracy" }.flatMap { row -> [MetricRow] in
      let supports = rows.filter { other in
        other.metric == "recall" && other.speaker == nil && other.perturbation == nil
          && other.isOfSameTest(as: row)
      }.map(\.count)
      var chance = row
      (chance.metric, chance.interval) = ("chance", nil)
      chance.value = 1 / Double(Emotion.allCases.count)
      var majority = chance
      majority.metric = "majority-accuracy"
      majority.value =
        row.count > 0 ? supports.max().map { Double($0) / Double(row.count) } : nil
      return [chance, majority]
    }
  }

  private static func inflations(_ clean: [MetricRow]) -> [MetricRow] {
    let recalls = clean.filter { $0.metric == "uar" }
    let leaky = recalls.filter { $0.evaluationProtocol == .random }
    let honest = recalls.filter { $0.evaluationProtocol == .speakerDisjoint && !$0.isLeaky }
    return leaky.flatMap { random in
      honest.filter { $0.seed == random.seed && $0.isWithin(trainingOf: random) }.map { rung in
        var row = rung
        row.metric = "inflation-uar"
        row.value = random.value.flatMap { high in rung.value.map { high - $0 } }
        row.interval = ConfidenceInterval.difference(
          random.value, random.interval, minus: rung.value, rung.interval)
        return row
      }
    }
  }
}

extension MetricRow {
  /// Whether another row's model was trained on all speakers of this row, those of training and those
  /// of the test: a random split of the whole corpus was, an in-speaker test of a fold was not.
  func isWithin(trainingOf other: MetricRow) -> Bool {
    let speakers = (trainedOn + "+" + testedOn).split(separator: "+")
    return Set(speakers).isSubset(of: other.trainedOn.split(separator: "+"))
  }

  /// Whether two rows are of the same model on the same test set.
  func isOfSameTest(as other: MetricRow) -> Bool {
    evaluationProtocol == other.evaluationProtocol && trainedOn == other.trainedOn
      && testedOn == other.testedOn && seed == other.seed
  }
}
