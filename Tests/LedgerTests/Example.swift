import Corpora
import Findings
import Gates
import Ledger
import Metrics

/// A small run with a number for everything that a ledger keeps.
enum Example {
  static let corpus = Corpus(
    name: "tess", root: "/somewhere",
    utterances: ["OAF", "YAF"].flatMap { (speaker: String) in
      ["back", "bar"].flatMap { (word: String) in
        Emotion.allCases.map { emotion in
          Utterance(
            id: "\(speaker)_\(word)_\(emotion.rawValue)", corpus: "tess", speaker: speaker,
            emotion: emotion, word: word, path: "\(speaker)/\(word)_\(emotion.rawValue).wav",
            attributes: ["take": "1"])
        }
      }
    },
    speakers: [
      Speaker(id: "OAF", sex: "female", age: 64, language: "en-CA"), Speaker(id: "YAF", age: 26),
    ],
    droppedLabels: ["calm": 2],
    problems: [CorpusProblem(kind: .empty, path: "x.wav", explanation: "0 bytes, a wav expected.")])

  static let split = Split(
    id: "speaker-disjoint/OAF", evaluationProtocol: .speakerDisjoint, trainedOn: ["OAF"],
    train: ids("OAF", "back"), dev: ["OAF_bar_angry"], calibration: ["OAF_bar_sad"],
    tests: [
      TestSet(
        evaluationProtocol: .speakerDisjoint, testedOn: ["YAF"],
        utterances: ids("YAF", "back") + ids("YAF", "bar")),
      TestSet(
        evaluationProtocol: .speakerWordDisjoint, testedOn: ["YAF"], utterances: ids("YAF", "bar")),
      TestSet(evaluationProtocol: .random, testedOn: ["OAF"], utterances: ["OAF_bar_happy"]),
    ])

  static let provenance = Provenance(
    toolVersion: "0.1.0", commit: "abc", machine: "two cores", corpusHash: "c", recipeHash: "r",
    policyHash: "p", seed: 0, facts: ["fftw": "3.3.10"])

  static func run(_ id: String = "2026-11-22T17-05-03Z-quick-ab12", key: String = "k") -> Run {
    Run(
      id: id, key: key, preset: "quick", started: "2026-11-22T17:05:03Z", owner: "host:1",
      provenance: provenance)
  }

  static func model(_ run: Run = run()) -> ModelKey {
    ModelKey(run: run.id, split: split.id, seed: 0)
  }

  static func ids(_ speaker: String, _ word: String) -> [String] {
    Emotion.allCases.map { "\(speaker)_\(word)_\($0.rawValue)" }
  }

  static func prediction(_ id: String, certain: Double = 0.4) -> Prediction {
    let parts = id.split(separator: "_").map(String.init)
    var probabilities = [Double](repeating: (1 - certain) / 6, count: 7)
    probabilities[2] = certain
    return Prediction(
      utterance: id, speaker: parts[0], word: parts[1], truth: Emotion(rawValue: parts[2]) ?? .sad,
      probabilities: probabilities)
  }

  static func metric(
    _ name: String = "uar", _ value: Double? = 1 / 7, severity: Int? = nil, seed: Int? = 0
  ) -> MetricRow {
    MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF",
      perturbation: severity.map { _ in "white-noise" }, severity: severity, metric: name,
      value: value,
      interval: value.map {
        ConfidenceInterval(lower: $0 - 0.1, upper: $0 + 0.1, level: 0.95, unit: .word)
      }, count: 14, seed: seed, isLeaky: false)
  }

  static let reliability = (0..<15).map { bin in
    ReliabilityBinRow(
      bin: bin, lower: Double(bin) / 15, upper: Double(bin + 1) / 15, count: bin == 5 ? 14 : 0,
      meanConfidence: bin == 5 ? 0.4 : nil, accuracy: bin == 5 ? 1 / 7 : nil)
  }

  static func result(severity: Int? = nil) -> EvaluationResult {
    EvaluationResult(
      predictions: split.tests[0].utterances.map { prediction($0) },
      metrics: [metric(severity: severity), metric("ece", nil, severity: severity)],
      reliability: reliability,
      attention: [
        AttentionCurve(
          speaker: "YAF", emotion: .sad, weights: (0..<50).map { Double($0) / 1225 }, count: 2)
      ])
  }

  /// A ledger in a folder of its own with a run up to its fitted model; it lasts as long as the
  /// folder.
  static func begun() throws -> (TemporaryFolder, LedgerFile, ModelKey) {
    let folder = try TemporaryFolder()
    let ledger = try folder.open()
    return (folder, ledger, try begin(in: ledger))
  }

  /// Writes a run up to its fitted model.
  @discardableResult
  static func begin(_ run: Run = run(), in ledger: LedgerFile) throws -> ModelKey {
    try ledger.begin(run)
    try ledger.record(
      corpus, hash: "c", isSynthetic: false,
      recordings: ["OAF_back_sad": .init(contentHash: "h", durationSeconds: 2.5)], in: run.id)
    try ledger.record(split, leakage: "{}", in: run.id) {
      $0.evaluationProtocol.leaksByDesign
    }
    let model = model(run)
    try ledger.beginFit(model)
    try ledger.record(
      EpochRow(
        epoch: 1, trainLoss: 1.9, devLoss: nil, devUAR: nil, learningRate: 0.001, seconds: 2),
      of: model)
    try ledger.finishFit(model, checkpoint: "models/a.safetensors", hash: "w", keptEpoch: 1)
    return model
  }
}
