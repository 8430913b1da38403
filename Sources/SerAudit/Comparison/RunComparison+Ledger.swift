import Findings
import Ledger
import Metrics
import Reports

extension RunComparison {
  /// Compares two runs of a ledger.
  ///
  /// - Throws: `CommandFailure` where they are one run, or share no test set and no speaker whom
  ///   neither heard.
  init(_ first: Run, _ second: Run, in ledger: LedgerFile) throws {
    guard first.id != second.id else {
      throw CommandFailure(
        .badCall, "\(first.id) is both runs. Name two (ser-audit history lists them).")
    }
    let sets = try SharedTestSets(of: first.id, second.id, in: ledger)
    let runs = ComparedRuns(ledger)
    let compared = try sets.pairs.map { pair in
      let comparison = try runs.comparison(of: pair)
      return (pair: pair, comparison: comparison, test: try Self.test(pair, comparison, runs))
    }
    let tests = compared.compactMap(\.test)
    let own = try UnheardRun(first, runs)
    let known = compared.filter { $0.pair.isEvidence }.flatMap {
      own.utterances(of: $0.comparison?.compared ?? [])
    }
    let unheard = try UnheardComparison(own, UnheardRun(second, runs), beyond: Set(known))
    guard !tests.isEmpty || unheard != nil else { throw Self.nothing(first, second, sets) }
    self.init(
      first: Side(first), second: Side(second), tests: tests,
      onlyFirst: sets.onlyFirst.map(\.title), onlySecond: sets.onlySecond.map(\.title),
      unshared: compared.filter { $0.test == nil }.map(\.pair.first.title),
      lacksEvidence: sets.onlyFirst.contains(where: sets.isEvidence)
        || compared.contains { sets.isEvidence($0.pair.first) && ($0.test?.isLeaky ?? true) },
      unheard: unheard)
  }

  /// `nil` where the two sides have no utterance in common.
  private static func test(
    _ pair: SharedTestSets.Pair, _ comparison: ModelComparison?, _ runs: ComparedRuns
  ) throws -> TestSetComparison? {
    guard let comparison, let (own, other) = pair.seeds.first else { return nil }
    // What only one run asks for is the truth of no utterance that both answered.
    let emotions = try runs.emotions(of: own).filter(runs.emotions(of: other).contains)
    return try TestSetComparison(
      evaluationProtocol: pair.first.evaluationProtocol, trainedOn: pair.first.trainedOn,
      secondTrainedOn: pair.second.trainedOn == pair.first.trainedOn ? nil : pair.second.trainedOn,
      testedOn: pair.first.testedOn, isLeaky: pair.isLeaky,
      seeds: pair.compared, emotions: emotions, comparison)
  }

  private static func nothing(
    _ first: Run, _ second: Run, _ sets: SharedTestSets
  ) -> CommandFailure {
    func list(_ names: [TestSetName]) -> String {
      names.isEmpty ? "none" : names.map(\.title).joined(separator: ", ")
    }
    return CommandFailure(
      .badCall,
      "\(first.id) and \(second.id) share no test set with answers to the same utterances, of "
        + "the same sound and with the same true emotion, and no such answers about a speaker whom "
        + "neither heard. Test sets of the first alone: \(list(sets.onlyFirst)); of the second "
        + "alone: \(list(sets.onlySecond)). Audit both on the same corpus, and say with "
        + "--trained-on or --split what a model was trained on where nobody did.")
  }
}

extension RunComparison.Side {
  /// What a comparison says of a run.
  init(_ run: Run) {
    self.init(
      run: run.id, started: run.started, preset: run.preset, version: run.provenance.toolVersion,
      model: ForeignModel.name(in: run.provenance),
      statedTraining: StatedTraining(of: run.provenance))
  }
}
