import Corpora
import Findings
import Metrics

/// Every question of fairness about one set of predictions: whom the model serves worse, by how
/// much more than chance makes of it, and what these speakers cannot tell.
public struct FairnessAudit: Sendable {
  /// What all rows share.
  public let context: MetricContext
  /// Whether the model does better than guessing, on a test that does not leak; without it no pass
  /// counts.
  public let gate: SkillGate
  /// Attributes that cannot be told apart here.
  public let confounding: Confounding
  /// What the number of speakers lets be said of speakers in general.
  public let population: PopulationClaim
  /// The predictions by each attribute that has groups.
  public let disaggregations: [Disaggregation]
  /// What is compared with nothing, of each attribute that the corpus states.
  public let uncompared: [UncomparedGroups]
  /// How far groups are apart, of every attribute with two groups or more.
  public let disparities: [Disparity]
  /// The answers that follow, with Holm's correction over all of them.
  public let answers: [FairnessCheck.Answer]
  /// The answers to the standard checks.
  public let standard: [StandardOutcome]
  /// Groups that the model is weak on beyond what their speakers and emotions let expect.
  public let subgroups: SubgroupReport
  /// Accuracy by word, for every word with a prediction.
  public let words: [String: (accuracy: Double, count: Int)]

  /// Asks every question.
  ///
  /// - Parameters:
  ///   - predictions: what one model, or models that never heard the speakers they were asked
  ///     about, said; each utterance once.
  ///   - corpus: what is known of speakers and utterances.
  ///   - measures: what was measured on recordings, by the measure's name and then by
  ///     `Utterance.id`, of these utterances or more: each becomes tertiles of these, and `f0` the
  ///     pitch groups of the standard checks. Where the corpus states an attribute of that name,
  ///     the tertiles are called `measured-` and the name.
  ///   - context: what all rows share.
  ///   - checks: the standard checks where their limits are already derived for this test set.
  ///   - all: how groups are compared.
  /// - Throws: `MetricError` where probabilities are no distributions.
  public init(
    _ predictions: [Prediction], corpus: Corpus, measures: [String: [String: Double]],
    context: MetricContext, settings: DisparitySettings = DisparitySettings(),
    search: SubgroupSearch = SubgroupSearch(), check: FairnessCheck = FairnessCheck(),
    checks: StandardChecks? = nil, asking all: [DisparityMeasure] = DisparityMeasure.standard
  ) throws(MetricError) {
    self.context = context
    let classes = context.classes
    gate = try SkillGate(predictions, classes: classes, isLeaky: context.isLeaky)
    population = PopulationClaim(of: predictions)
    let stated = Attribute.all(of: corpus)
    // Copies for training and recordings of other corpora are measured too: thirds are of those
    // that answers are about.
    let asked = Set(predictions.map(\.utterance))
    let measures = measures.mapValues { $0.filter { asked.contains($0.key) } }
    let acoustic = Self.tertiles(of: measures, beside: stated)
    confounding = Confounding(of: stated, in: predictions)
    let haveProbabilities = predictions.allSatisfy { $0.probabilities != nil }
    let questions = all.filter { haveProbabilities || !$0.needsProbabilities }
    var found: [Disaggregation] = []
    var uncompared: [UncomparedGroups] = []
    for attribute in stated + Self.intersections(of: stated, in: predictions) + acoustic {
      let own = try Disaggregation(
        predictions, by: attribute, classes: classes, settings: settings)
      if !own.groups.isEmpty { found.append(own) }
      guard stated.contains(attribute) else { continue }
      UncomparedGroups(own, of: predictions.count).map { uncompared.append($0) }
    }
    self.uncompared = uncompared
    found = Self.asked(found, gaps: questions.count(where: \.isGap), settings)
    disaggregations = found
    disparities = found.filter { $0.groups.count > 1 }.flatMap { $0.disparities(of: questions) }
    answers = check.answers(
      for: disparities, gate: gate, confounding: confounding, context: context)
    let pitch = measures["f0"].map { Attribute.pitch(of: $0, in: predictions) }
    let attributes = stated + [pitch].compactMap { $0 }
    let checks = checks ?? StandardChecks(of: predictions, attributes: attributes, classes: classes)
    standard = checks.outcomes(for: predictions, gate: gate)
    subgroups = try search.search(predictions, by: stated + acoustic)
    words = Dictionary(grouping: predictions.filter { $0.word != nil }) { $0.word ?? "" }
      .mapValues { own in
        (Double(own.count(where: \.isRight)) / Double(own.count), own.count)
      }
  }

  /// The same with settings for all the gaps that can be tested together.
  private static func asked(
    _ all: [Disaggregation], gaps: Int, _ settings: DisparitySettings
  ) -> [Disaggregation] {
    let smallest = all.filter { $0.groups.count > 1 }
      .flatMap { Array(repeating: $0.smallestP, count: gaps) }
    let tests = AdjustedPValues.testable(smallest, alpha: settings.alpha).count { $0 }
    return all.map { $0.with(settings.asking(tests)) }
  }

  /// Each measure in three groups, by name; one that bears the name of a stated attribute is told
  /// apart from it, so that no two rows are of one group.
  private static func tertiles(
    of measures: [String: [String: Double]], beside stated: [Attribute]
  ) -> [Attribute] {
    var taken = Set(stated.map(\.name)).union(measures.keys)
    let clashing = Set(stated.map(\.name)).intersection(measures.keys)
    return measures.sorted { $0.key < $1.key }.map { measure, values in
      var name = measure
      if clashing.contains(measure) {
        repeat { name = "measured-" + name } while !taken.insert(name).inserted
      }
      return Attribute.tertiles(
        name: name, level: .utterance, of: values.filter { $0.value.isFinite })
    }
  }

  /// Pairs of attributes of speakers that both have groups; the speaker herself is in no pair, and
  /// neither are two attributes that sort the speakers in the same way.
  private static func intersections(
    of stated: [Attribute], in predictions: [Prediction]
  ) -> [Attribute] {
    let varied = stated.filter { attribute in
      attribute.level == .speaker && attribute.name != Attribute.speaker.name
        && Set(predictions.compactMap(attribute.group)).count > 1
    }
    return varied.indices.flatMap { first in
      varied.indices.filter { $0 > first }.map { (varied[first], varied[$0]) }
    }.filter { one, other in
      Confounding(of: [one, other], in: predictions).sameGroups.isEmpty
    }.map { Attribute.intersection([$0, $1]) }
  }
}
