import Corpora
import Metrics

/// Numbers that compare rungs of the protocol ladder or give a number its scale.
public enum LadderMetrics {
  /// Chance, majority and inflation for the clean, unperturbed test sets of an audit.
  ///
  /// Inflation is UAR (or accuracy) of a leaky rung minus that of an honest rung on the same speakers,
  /// one direction for each: what a leaky protocol makes of the same recipe. Its interval comes from
  /// those of the two by the MOVER rule, as if they were independent, which is on the safe side
  /// where they share words. Against a random split it is `inflation-uar` and
  /// `inflation-accuracy`; against another leaky rung the rung's name follows. Means over seeds
  /// (`SeedSpread`) are compared as seeds are.
  ///
  /// - Parameter rows: the rows of all evaluations, overall ones among them, and means over seeds.
  public static func rows(from rows: [MetricRow]) -> [MetricRow] {
    let overall = rows.filter { row in
      row.perturbation == nil && row.speaker == nil && row.emotion == nil
    }
    let clean = overall.filter { $0.attribute == nil }
    let together = overall.filter { $0.attribute == SeedSpread.together.attribute }
    return scales(of: rows, clean: clean)
      + [clean, together].flatMap { rows in
        ["uar", "accuracy"].flatMap { inflations(of: $0, in: rows) }
      }
  }

  /// What guessing and what always saying the commonest emotion would score on each test set.
  private static func scales(of rows: [MetricRow], clean: [MetricRow]) -> [MetricRow] {
    clean.filter { $0.metric == "accuracy" }.flatMap { row -> [MetricRow] in
      let supports = rows.filter { other in
        other.metric == "recall" && other.speaker == nil && other.perturbation == nil
          && other.attribute == nil && other.isOfSameTest(as: row)
      }.map(\.count)
      var chance = row
      (chance.metric, chance.interval) = ("chance", nil)
      // Between corpora, UAR is over the emotions that both have, one row of recall each.
      let isShared = row.evaluationProtocol == .crossCorpus && !supports.isEmpty
      chance.value = 1 / Double(isShared ? supports.count : Emotion.allCases.count)
      var majority = chance
      majority.metric = "majority-accuracy"
      majority.value =
        row.count > 0 ? supports.max().map { Double($0) / Double(row.count) } : nil
      return [chance, majority]
    }
  }

  /// The name of the inflation of a metric by a leaky rung.
  public static func inflation(of metric: String, by leaky: EvaluationProtocol) -> String {
    "inflation-\(metric)" + (leaky == .random ? "" : "-\(leaky.rawValue)")
  }

  /// The rungs that share no speakers and can stand beside a leaky one of the same corpus.
  private static let honestRungs: Set<EvaluationProtocol> = [
    .speakerDisjoint, .speakerWordDisjoint,
  ]

  private static func inflations(of metric: String, in rows: [MetricRow]) -> [MetricRow] {
    let own = rows.filter { $0.metric == metric }
    let leaky = own.filter { $0.evaluationProtocol.leaksByDesign }
    let honest = own.filter { honestRungs.contains($0.evaluationProtocol) && !$0.isLeaky }
    return leaky.flatMap { high in
      honest.filter { $0.seed == high.seed && $0.isWithin(trainingOf: high) }.map { low in
        var row = low
        row.metric = inflation(of: metric, by: high.evaluationProtocol)
        row.value = high.value.flatMap { high in low.value.map { high - $0 } }
        row.interval = ConfidenceInterval.difference(
          high.value, high.interval, minus: low.value, low.interval)
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
