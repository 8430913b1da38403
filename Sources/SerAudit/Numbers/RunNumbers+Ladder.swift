import Audits
import Corpora
import Ledger
import Metrics

extension RunNumbers {
  /// What rungs, directions and seeds come to beside each other.
  ///
  /// - Parameter measured: the rows of all evaluations.
  func ladder(_ measured: [MetricRow]) throws -> Outcome {
    let tests = try repeatedTests()
    let spread = try (tests + pooled(tests)).flatMap { try SeedSpread.rows(of: $0) }
    let ensembles = try tests.flatMap { try SeedEnsemble.rows(of: $0) }
    let asymmetry = try DirectionAsymmetry(
      tests.filter { $0.context.evaluationProtocol == .speakerDisjoint },
      companions: furtherCorpora)
    return Outcome(
      rows: LadderMetrics.rows(from: measured + spread) + spread + ensembles
        + asymmetry.rows,
      findings: asymmetry.findings)
  }

  /// Every test set with the answers of all seeds, in the order of the ladder.
  private func repeatedTests() throws -> [RepeatedTest] {
    let groups = try cleanEvaluations().grouped { evaluation in
      var context = context(of: evaluation)
      context.seed = nil
      return context
    }
    return try groups.map { context, evaluations in
      RepeatedTest(
        context: context,
        bySeed: try evaluations.reduce(into: [:]) { answers, evaluation in
          answers[evaluation.key.model.seed] = try predictions(of: evaluation)
        })
    }
  }

  /// The folds of `speaker-disjoint` joined, where they test enough speakers together for the
  /// variance between speakers; speakers and the models of their folds vary together.
  private func pooled(_ tests: [RepeatedTest]) -> [RepeatedTest] {
    let folds = tests.filter { $0.context.evaluationProtocol == .speakerDisjoint }
    let speakers = Set(folds.flatMap { $0.bySeed.values.flatMap { $0.map(\.speaker) } })
    guard folds.count > 1, speakers.count >= VarianceComponents.fewestSpeakers else { return [] }
    let asked = Set(folds.flatMap(\.context.classes))
    return [
      RepeatedTest(
        joining: folds,
        context: MetricContext(
          evaluationProtocol: .speakerDisjoint, trainedOn: Split.othersTraining,
          testedOn: SpeakerNames.joined(speakers.sorted()),
          isLeaky: folds.contains(where: \.context.isLeaky),
          classes: Emotion.allCases.filter(asked.contains)))
    ]
  }
}
