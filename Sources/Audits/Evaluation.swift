import Audio
import Corpora
import Metrics
import Parallel
import Perturbations
import Wording

/// A perturbation at one severity: one cell of a robustness sweep.
public struct SweepCell: Sendable {
  /// What is done to the recording.
  public let perturbation: Perturbation
  /// How much.
  public let severity: Severity

  /// Creates a cell.
  public init(perturbation: Perturbation, severity: Severity) {
    self.perturbation = perturbation
    self.severity = severity
  }
}

/// Predictions of one model on utterances, in their order, and what could not be predicted.
public struct EvaluationOutcome: Sendable {
  /// One prediction an utterance that could be read.
  public let predictions: [Prediction]
  /// Attention of each prediction; empty where the model has none.
  public let attention: [String: [Float]]
  /// Utterances that were left out, by identifier, with the reason.
  public let omitted: [String: String]

  /// Creates an outcome.
  public init(
    predictions: [Prediction], attention: [String: [Float]], omitted: [String: String]
  ) {
    self.predictions = predictions
    self.attention = attention
    self.omitted = omitted
  }
}

/// Runs a classifier over utterances, some at a time, so that memory does not grow with the corpus.
public struct Evaluation: Sendable {
  /// Reads a recording as 16 kHz mono.
  public let read: @Sendable (Utterance) throws -> Waveform
  /// Where perturbations draw from.
  public let seed: UInt64

  private static let chunk = 64

  /// Creates an evaluation.
  public init(seed: UInt64, read: @escaping @Sendable (Utterance) throws -> Waveform) {
    self.seed = seed
    self.read = read
  }

  /// Predicts utterances, perturbed where a cell is given.
  ///
  /// - Parameters:
  ///   - utterances: what is predicted.
  ///   - classifier: what predicts.
  ///   - cell: a perturbation, or `nil` for clean audio.
  ///   - progress: called with the number of utterances done; `false` ends the evaluation.
  /// - Returns: the result, or `nil` where `progress` ended it.
  /// - Throws: what the classifier throws; a recording that cannot be read is omitted by name.
  public func run(
    on utterances: [Utterance], classifier: some Classifier, cell: SweepCell? = nil,
    progress: (Int) -> Bool = { _ in true }
  ) throws -> EvaluationOutcome? {
    var predictions: [Prediction] = []
    var attention: [String: [Float]] = [:]
    var omitted: [String: String] = [:]
    var done = 0
    for chunk in utterances.chunks(of: Self.chunk) {
      let heard = chunk.parallelMap { utterance in Result { try waveform(of: utterance, cell) } }
      var readable: [(Utterance, Waveform)] = []
      for (utterance, result) in zip(chunk, heard) {
        switch result {
        case .success(let waveform): readable.append((utterance, waveform))
        case .failure(let error): omitted[utterance.id] = String(describing: error)
        }
      }
      let answers = try classifier.classify(
        readable.map(\.1), of: readable.map(\.0.speaker))
      for (utterance, _) in readable.dropFirst(answers.count) {
        omitted[utterance.id] =
          "The model gave \(answers.count, "answer") to "
          + "\(readable.count, "recording"), and none to this."
      }
      for ((utterance, _), answer) in zip(readable, answers) {
        switch answer?.answer {
        case .stated(let stated):
          predictions.append(stated.prediction(of: utterance))
          attention[utterance.id] = answer?.attention
        case .nothing(let reason): omitted[utterance.id] = reason
        case nil:
          omitted[utterance.id] = "The model says nothing of it, and not why."
        }
      }
      done += chunk.count
      guard progress(done) else { return nil }
    }
    return EvaluationOutcome(predictions: predictions, attention: attention, omitted: omitted)
  }

  private func waveform(of utterance: Utterance, _ cell: SweepCell?) throws -> Waveform {
    let clean = try read(utterance)
    guard let cell else { return clean }
    return cell.perturbation.apply(
      to: clean, severity: cell.severity, seed: seed, utterance: utterance.id)
  }
}
