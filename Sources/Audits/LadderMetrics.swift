import Corpora
import Metrics

/// Numbers that compare rungs of the protocol ladder or give a number its scale.
public enum LadderMetrics {
  /// Chance, majority and inflation for the clean, unperturbed test sets of an audit.
  ///
  /// Inflation is UAR (or accuracy) of a leaky rung, over all that it tests, minus that of an
  /// honest rung whose speakers are among them, one direction for each: what a leaky protocol
  /// makes of the same recipe. Its interval comes from those of the two by the MOVER rule, as if
  /// they were independent, which is on the safe side where they share words. Against a random
  /// split it is `inflation-uar` and `inflation-accuracy`; against another leaky rung the rung's
  /// name follows. Where several test sets of one leaky rung can stand beside an honest one, as
  /// splits that were given may have them, the one whose model heard the fewest other speakers
  /// does. Means over seeds (`SeedSpread`) are compared as seeds are.
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
          && other.attribute == nil && other.testSet == row.testSet && other.seed == row.seed
      }.map(\.count)
      var chance = row
      (chance.metric, chance.interval) = ("chance", nil)
      // UAR is over the emotions that the test asks for, one row of recall each.
      chance.value = 1 / Double(supports.isEmpty ? Emotion.allCases.count : supports.count)
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
    let partners = honest.map { Self.partners(of: $0, among: leaky) }
    return leaky.indices.flatMap { high in
      honest.indices.filter { partners[$0].contains(high) }.map { low in
        inflation(of: metric, by: leaky[high], over: honest[low])
      }
    }
  }

  /// The positions of the leaky rows that stand beside an honest one: of each rung the one that was
  /// trained on the fewest speakers, of as many the first by name, so that no number is there
  /// twice.
  private static func partners(of low: MetricRow, among leaky: [MetricRow]) -> Set<Int> {
    let able = leaky.indices.filter {
      leaky[$0].seed == low.seed && low.isWithin(trainingOf: leaky[$0])
    }
    let byRung = Dictionary(grouping: able) { leaky[$0].evaluationProtocol }
    return Set(
      byRung.values.compactMap { own in
        own.min { leaky[$0].breadth < leaky[$1].breadth }
      })
  }

  private static func inflation(
    of metric: String, by high: MetricRow, over low: MetricRow
  ) -> MetricRow {
    var row = low
    row.metric = inflation(of: metric, by: high.evaluationProtocol)
    row.value = high.value.flatMap { high in low.value.map { high - $0 } }
    row.interval = ConfidenceInterval.difference(
      high.value, high.interval, minus: low.value, low.interval)
    return row
  }
}

extension MetricRow {
  /// Whether another row's model was trained on all speakers of this row, those of training and
  /// those of the test: a random split of the whole corpus was, an in-speaker test of a fold was
  /// not.
  func isWithin(trainingOf other: MetricRow) -> Bool {
    let speakers = (trainedOn + "+" + testedOn).split(separator: "+")
    return Set(speakers).isSubset(of: other.trainedOn.split(separator: "+"))
  }

  /// How many speakers a row's model was trained on, and the names that decide between as many.
  fileprivate var breadth: (Int, String, String) {
    (trainedOn.split(separator: "+").count, trainedOn, testedOn)
  }
}
