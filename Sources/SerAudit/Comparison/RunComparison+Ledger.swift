import Ledger
import Metrics
import Reports

extension RunComparison {
  /// Compares two runs of a ledger.
  ///
  /// - Throws: `CommandFailure` where they are one run or share no test set.
  init(_ first: Run, _ second: Run, in ledger: LedgerFile) throws {
    guard first.id != second.id else {
      throw CommandFailure(
        .badCall, "\(first.id) is both runs. Name two (ser-audit history lists them).")
    }
    let sets = try SharedTestSets(of: first.id, second.id, in: ledger)
    let runs = ComparedRuns(ledger)
    let compared = try sets.pairs.map { (pair: $0, test: try Self.compare($0, runs)) }
    let tests = compared.compactMap(\.test)
    guard !tests.isEmpty else {
      func list(_ names: [TestSetName]) -> String {
        names.isEmpty ? "none" : names.map(\.title).joined(separator: ", ")
      }
      throw CommandFailure(
        .badCall,
        "\(first.id) and \(second.id) share no test set with answers to the same utterances, of "
          + "the same sound and with the same true emotion. Test sets of the first alone: "
          + "\(list(sets.onlyFirst)); of the second alone: \(list(sets.onlySecond)). "
          + sets.otherFolds.map { "\($0) " }.joined()
          + "Audit both on the same corpus and protocol.")
    }
    self.init(
      first: Side(first), second: Side(second), tests: tests,
      onlyFirst: sets.onlyFirst.map(\.title), onlySecond: sets.onlySecond.map(\.title),
      unshared: compared.filter { $0.test == nil }.map(\.pair.first.title),
      lacksEvidence: sets.onlyFirst.contains(where: sets.isEvidence)
        || compared.contains { pair, test in
          sets.isEvidence(pair.first) && (test?.isLeaky ?? true)
        },
      otherFolds: sets.otherFolds)
  }

  /// `nil` where the two sides have no utterance in common.
  private static func compare(
    _ pair: SharedTestSets.Pair, _ runs: ComparedRuns
  ) throws -> TestSetComparison? {
    guard let comparison = try runs.comparison(of: pair), let test = pair.seeds.first?.second
    else { return nil }
    return try TestSetComparison(
      evaluationProtocol: pair.first.evaluationProtocol, trainedOn: pair.first.trainedOn,
      secondTrainedOn: pair.second.trainedOn == pair.first.trainedOn ? nil : pair.second.trainedOn,
      testedOn: pair.first.testedOn, isLeaky: pair.isLeaky,
      seeds: pair.compared,
      emotions: try runs.emotions(of: test), comparison)
  }
}

extension RunComparison.Side {
  fileprivate init(_ run: Run) {
    self.init(
      run: run.id, started: run.started, preset: run.preset, version: run.provenance.toolVersion)
  }
}
