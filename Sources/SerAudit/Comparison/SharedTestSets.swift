import Ledger
import Metrics
import Reports

/// The test sets of two runs, each beside its counterpart.
struct SharedTestSets {
  /// One test set that both have, with the evaluations of each run in pairs.
  struct Pair {
    let first: TestSetName
    let second: TestSetName
    /// The evaluations of one seed in each run.
    let seeds: [(first: StoredEvaluation, second: StoredEvaluation)]
    /// Which seeds these are, and which of either run are left out.
    let compared: ComparedSeeds

    fileprivate init(
      _ first: TestSetName, _ second: TestSetName, _ own: [StoredEvaluation],
      _ other: [StoredEvaluation]
    ) {
      self.first = first
      self.second = second
      seeds = SharedTestSets.paired(own, other)
      func left(_ evaluations: [StoredEvaluation], _ paired: [Int]) -> [Int] {
        Set(evaluations.map(\.key.model.seed)).subtracting(paired).sorted()
      }
      let (mine, theirs) = (
        seeds.map(\.first.key.model.seed), seeds.map(\.second.key.model.seed)
      )
      compared = ComparedSeeds(
        first: mine, second: theirs, onlyFirst: left(own, mine), onlySecond: left(other, theirs))
    }

    /// Whether either run's numbers on it are stamped LEAKY.
    var isLeaky: Bool { seeds.contains { $0.first.isLeaky || $0.second.isLeaky } }

    /// Whether both runs' numbers on it are evidence.
    var isEvidence: Bool { !isLeaky && !first.evaluationProtocol.leaksByDesign }
  }

  /// In the order of the first run.
  let pairs: [Pair]
  /// Test sets without a counterpart in the second run.
  let onlyFirst: [TestSetName]
  /// The test sets of the first run whose numbers are evidence: no rung that leaks, and no stamp.
  private let evidence: Set<TestSetName>
  /// Test sets without a counterpart in the first run.
  let onlySecond: [TestSetName]

  /// Sets the test sets of two runs of a ledger side by side.
  init(of first: String, _ second: String, in ledger: LedgerFile) throws {
    let (own, other) = try ledger.read {
      (try $0.evaluations(run: first), try $0.evaluations(run: second))
    }
    self.init(own, other)
  }

  /// Sets test sets of one rung and the same speakers side by side. What is left over is paired
  /// where the rung and the tested speakers are the same and no other choice remains: a companion
  /// corpus or somebody else's model changes who was trained on, and not what was asked.
  init(_ first: [StoredEvaluation], _ second: [StoredEvaluation]) {
    let (own, other) = (Self.clean(first), Self.clean(second))
    let names = own.map(\.testSet).distinct()
    var left = other.map(\.testSet).distinct()
    var partners: [TestSetName: TestSetName] = [:]
    for name in names where left.contains(name) {
      partners[name] = name
      left.removeAll { $0 == name }
    }
    for name in names where partners[name] == nil {
      let rivals = names.filter { partners[$0] == nil && $0.asksTheSame(as: name) }
      let candidates = left.filter { $0.asksTheSame(as: name) }
      guard rivals.count == 1, candidates.count == 1 else { continue }
      partners[name] = candidates[0]
      left.removeAll { $0 == candidates[0] }
    }
    pairs = names.compactMap { name in
      partners[name].map { partner in
        Pair(
          name, partner, own.filter { $0.testSet == name },
          other.filter { $0.testSet == partner })
      }
    }
    onlyFirst = names.filter { partners[$0] == nil }
    evidence = Set(first.filter(\.isEvidence).map(\.testSet))
    onlySecond = left
  }

  /// Whether a test set of the first run is evidence about speakers whom training never heard.
  func isEvidence(_ name: TestSetName) -> Bool { evidence.contains(name) }

  private static func clean(_ evaluations: [StoredEvaluation]) -> [StoredEvaluation] {
    evaluations.filter { $0.key.condition == nil }
  }

  /// Evaluations of equal seeds; without any, those of the first seed of each run.
  private static func paired(
    _ first: [StoredEvaluation], _ second: [StoredEvaluation]
  ) -> [(first: StoredEvaluation, second: StoredEvaluation)] {
    func sorted(_ evaluations: [StoredEvaluation]) -> [StoredEvaluation] {
      evaluations.sorted { $0.key.model.seed < $1.key.model.seed }
    }
    let (first, second) = (sorted(first), sorted(second))
    let pairs = first.compactMap { own in
      second.first { $0.key.model.seed == own.key.model.seed }.map { (first: own, second: $0) }
    }
    guard pairs.isEmpty, let own = first.first, let other = second.first else { return pairs }
    return [(own, other)]
  }
}

extension TestSetName {
  fileprivate func asksTheSame(as other: TestSetName) -> Bool {
    evaluationProtocol == other.evaluationProtocol && testedOn == other.testedOn
  }
}

extension StoredEvaluation {
  /// Whether its numbers are evidence about speakers whom training never heard: no rung that leaks,
  /// and no stamp.
  var isEvidence: Bool { !isLeaky && !evaluationProtocol.leaksByDesign }
}

extension ModelComparison {
  /// The comparison, or `nil` where nothing is shared.
  static func of(_ seeds: [Answers], changed: Set<String> = []) throws -> ModelComparison? {
    do { return try ModelComparison(seeds: seeds, changed: changed) } catch {
      guard error == .noPredictions else { throw error }
      return nil
    }
  }
}
