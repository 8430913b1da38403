import Audits
import Corpora
import Findings
import Ledger
import Metrics

/// Every number of a run that follows from what its models said: computed from the ledger alone,
/// when a run ends and again whenever somebody wants to know whether the ledger still says the
/// same.
struct RunNumbers {
  let ledger: LedgerFile
  let run: String
  /// The corpora of the run, the audited one first: read once, and asked for every evaluation.
  let corpora: [CorpusFacts]
  /// The emotions of the utterances of each test set, by its split and its position.
  private let tested: [String: [Int: Set<Emotion>]]
  /// The emotions that the run was asked for, where these are not all of the audited corpus.
  let asked: [Emotion]?

  init(ledger: LedgerFile, run: String) throws {
    self.ledger = ledger
    self.run = run
    (corpora, tested, asked) = try ledger.read {
      (
        try $0.corpora(run: run), try $0.testedEmotions(run: run),
        AskedEmotions.stored(in: try $0.run(run).provenance)
      )
    }
  }

  /// The emotions of the utterances that an evaluation is about, answered or not.
  func tested(in evaluation: StoredEvaluation) -> Set<Emotion> {
    tested[evaluation.key.model.split]?[evaluation.key.test] ?? []
  }

  /// Numbers over several evaluations, and the questions that they answer.
  struct Outcome {
    var rows: [MetricRow] = []
    var findings: [Finding] = []

    static func + (left: Outcome, right: Outcome) -> Outcome {
      Outcome(rows: left.rows + right.rows, findings: left.findings + right.findings)
    }
  }

  /// The numbers of one evaluation, from its predictions.
  func rows(of evaluation: StoredEvaluation) throws -> [MetricRow] {
    let predictions = try predictions(of: evaluation)
    var context = context(of: evaluation)
    if let probe = evaluation.key.model.probe { context = context.ofProbe(probe) }
    return try MetricTable.rows(predictions: predictions, context: context)
  }

  /// The bins of the reliability diagrams of an evaluation on clean audio, all speakers together
  /// first; none where only labels are known.
  static func bins(of predictions: [Prediction]) throws -> [ReliabilityBinRow] {
    guard predictions.haveProbabilities else { return [] }
    let speakers = Set(predictions.map(\.speaker)).sorted()
    let groups: [(String?, [Prediction])] =
      [(nil, predictions)]
      + speakers.map { speaker in
        (speaker, predictions.filter { $0.speaker == speaker })
      }
    return try groups.flatMap { speaker, own in
      try ReliabilityDiagram(PredictionTable(own)).bins.enumerated().map { index, bin in
        ReliabilityBinRow(
          speaker: speaker, bin: index, lower: bin.lower, upper: bin.upper, count: bin.count,
          meanConfidence: bin.meanConfidence, accuracy: bin.accuracy)
      }
    }
  }

  /// What follows from all evaluations together, and the findings beyond data and protocol.
  ///
  /// - Parameter measured: the rows of all evaluations.
  func outcome(from measured: [MetricRow]) throws -> Outcome {
    let ladder =
      try ladder(measured)
      + Outcome(
        rows: try robustness(measured) + (try confidence()), findings: distribution(measured))
    let compared = try probeComparisons()
    let shortcuts = ShortcutCheck(name: "shortcut-floor", importance: .warning)
    // Where no probe could be fitted, each split has a finding that says why.
    let floor = Outcome(
      rows: compared,
      findings: try isForeignWithoutProbes() ? [] : shortcuts.findings(for: compared))
    let stated = StatedTraining(of: try ledger.read { try $0.run(run) }.provenance)
    let plausibility = Outcome(
      findings: DeclaredTrainingPlausibility.findings(for: measured + compared, stated: stated))
    return ladder + floor + plausibility + (try coverage()) + (try calibration())
      + (try conformal()) + (try fairness())
  }

  /// The audited models' evaluations on clean audio.
  func cleanEvaluations() throws -> [StoredEvaluation] {
    try ledger.read { try $0.evaluations(run: run).filter { $0.key.condition == nil } }
  }

  /// What was said in an evaluation.
  func predictions(of evaluation: StoredEvaluation) throws -> [Prediction] {
    try ledger.read { try $0.predictions(of: evaluation.id) }
  }
}

extension [Prediction] {
  /// Whether there are predictions, and all have probabilities: nothing else tells how sure a model
  /// is.
  var haveProbabilities: Bool {
    !isEmpty && allSatisfy { $0.probabilities != nil }
  }
}

extension MetricContext {
  /// What all rows of an evaluation share.
  init(of evaluation: StoredEvaluation) {
    self.init(
      evaluationProtocol: evaluation.evaluationProtocol, trainedOn: evaluation.trainedOn,
      testedOn: evaluation.testedOn, isLeaky: evaluation.isLeaky,
      seed: evaluation.key.model.seed, perturbation: evaluation.key.condition?.perturbation,
      severity: evaluation.key.condition?.severity)
  }
}
