import Ledger
import Metrics

/// What a run says of speakers whom its models never heard, under names that runs share: those of a
/// further corpus begin with its name in a ledger, and those of the audited corpus do so here.
struct UnheardRun {
  let run: Run
  /// The answers about each speaker: clean, of no rung that leaks and without a stamp.
  let answers: UnheardAnswers
  /// The hash of each recording that was read.
  private let hashes: [String: String]
  private let names: SharedNames
  /// The speakers of the audited corpus, as it names them.
  private let speakerNames: Set<String>

  init(_ run: Run, _ runs: ComparedRuns) throws {
    self.run = run
    let corpus = try runs.numbers(of: run.id).corpora.first
    let audited = corpus?.name ?? ""
    speakerNames = Set(corpus?.speakers.map(\.id) ?? [])
    let recordings = try runs.ledger.read { reader in
      try reader.recordings(run: run.id) { ($0.subject, $0.contentHash) }
    }
    let names = SharedNames(
      corpus: audited,
      utterances: Set(recordings.filter { $0.0.corpus == audited }.map(\.0.id)))
    self.names = names
    hashes = Dictionary(
      recordings.compactMap { subject, hash in
        hash.map { (names.utterance(subject.id), $0) }
      }, uniquingKeysWith: { first, _ in first })
    let evaluations = try runs.ledger.read { reader in
      try reader.evaluations(run: run.id).filter { $0.key.condition == nil && $0.isEvidence }
        .map { ($0, try reader.predictions(of: $0.id)) }
    }
    answers = UnheardAnswers(
      try evaluations.map { evaluation, predictions in
        UnheardAnswers.Evaluation(
          model: "\(evaluation.key.model.split) \(evaluation.key.model.name)",
          evaluationProtocol: evaluation.evaluationProtocol, trainedOn: evaluation.trainedOn,
          seed: evaluation.key.model.seed, emotions: try runs.emotions(of: evaluation),
          predictions: predictions.map(names.shared))
      })
  }

  /// Who trained a model, with the corpus of its speakers where another run audits another corpus,
  /// which may have speakers of the same names.
  func training(_ trainedOn: String, beside others: [UnheardRun]) -> String {
    guard others.contains(where: { $0.names.corpus != names.corpus }) else { return trainedOn }
    return SpeakerNames.each(of: trainedOn).map {
      speakerNames.contains($0) ? "\(names.corpus)/\($0)" : $0
    }.joined(separator: "+")
  }

  /// The speakers that were tested without having been heard, by name.
  var speakers: [String] { answers.bySpeaker.keys.sorted() }

  /// The names of predictions of this run as runs share them.
  func utterances(of predictions: [Prediction]) -> [String] {
    predictions.map { names.utterance($0.utterance) }
  }

  /// The recordings that are others in another run, where both read them.
  func recordingsThatDiffer(from other: UnheardRun) -> Set<String> {
    Set(hashes.filter { name, hash in other.hashes[name].map { $0 != hash } ?? false }.keys)
  }
}

/// The names of a run's recordings and speakers as other runs know them.
private struct SharedNames {
  let corpus: String
  /// The utterances of the audited corpus.
  let utterances: Set<String>

  func utterance(_ name: String) -> String {
    utterances.contains(name) ? "\(corpus)/\(name)" : name
  }

  func shared(_ prediction: Prediction) -> Prediction {
    guard utterances.contains(prediction.utterance) else { return prediction }
    return prediction.renamed(
      utterance: "\(corpus)/\(prediction.utterance)", speaker: "\(corpus)/\(prediction.speaker)",
      word: prediction.word)
  }
}
