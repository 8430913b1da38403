import Audits
import Corpora
import Metrics

/// A probe fitted on the training part of a split, with the numbers of its corpus at hand.
public struct FittedProbe: Sendable {
  /// Which probe.
  public let probe: Probe
  private let table: ProbeTable
  private let standardization: Standardization
  /// Probabilities of a standardised row.
  private let classify: @Sendable ([Double]) -> [Double]

  /// Fits a probe; the dev part is not looked at, since nothing of a probe is chosen.
  ///
  /// - Parameters:
  ///   - probe: which.
  ///   - table: numbers of the corpus' recordings.
  ///   - train: the training part of a split.
  /// - Throws: `ProbeError.nothingToLearnFrom` where none of them was measured.
  public init(_ probe: Probe, table: ProbeTable, train: [Utterance]) throws(ProbeError) {
    let known = train.compactMap { utterance in
      table.measures[utterance.id].map { (row: $0.row(of: probe.cues), label: utterance.emotion) }
    }
    guard !known.isEmpty else {
      throw .nothingToLearnFrom(probe: probe.name, training: train.count)
    }
    standardization = Standardization(known.map(\.row))
    let rows = known.map { [standardization] in standardization.apply($0.row) }
    let labels = known.map(\.label)
    classify =
      switch probe.classifier {
      case .logistic: LogisticRegression(rows, labels: labels).probabilities(of:)
      case .gaussian: GaussianClassifier(rows, labels: labels).probabilities(of:)
      }
    self.probe = probe
    self.table = table
  }

  /// Predicts utterances, in their order, as an evaluation of any other model does.
  public func predict(_ utterances: [Utterance]) -> EvaluationOutcome {
    var omitted: [String: String] = [:]
    let predictions = utterances.compactMap { utterance -> Prediction? in
      guard let measures = table.measures[utterance.id] else {
        omitted[utterance.id] = table.omitted[utterance.id] ?? "The recording was not measured."
        return nil
      }
      return Prediction(
        utterance: utterance.id, speaker: utterance.speaker, word: utterance.word,
        truth: utterance.emotion,
        probabilities: classify(standardization.apply(measures.row(of: probe.cues))))
    }
    return EvaluationOutcome(predictions: predictions, attention: [:], omitted: omitted)
  }
}

/// What can be wrong with a probe.
public enum ProbeError: Error, Hashable, Sendable {
  /// No training utterance was measured.
  case nothingToLearnFrom(probe: String, training: Int)
}

extension ProbeError: CustomStringConvertible {
  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .nothingToLearnFrom(let probe, let training):
      "The probe \(probe) has nothing to learn from: none of \(training) training recordings could "
        + "be measured, and at least one was expected. Run `ser-audit corpus check` to see why."
    }
  }
}
