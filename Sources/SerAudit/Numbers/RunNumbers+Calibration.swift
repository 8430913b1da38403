import Calibration
import Corpora
import Findings
import Ledger
import Metrics

extension RunNumbers {
  /// Every calibration that is fitted to dev data of the training speakers, before and after. Rows
  /// are of every seed; findings of the first, which the others repeat.
  func calibration() throws -> Outcome {
    let transfers = try transfers()
    let first = transfers.map(\.model.seed).min()
    return try transfers.reduce(into: Outcome()) { outcome, transfer in
      let dev = try ledger.read { try $0.predictions(of: .dev, by: transfer.model) }
      guard dev.haveProbabilities, try isFit(dev, for: transfer) else { return }
      let known = transfer.known.map(MetricContext.init(of:))
      let unseen = MetricContext(of: transfer.unseen)
      let compared = try CalibrationTransfer.compareAll(
        dev: dev, trainingSpeakers: transfer.trainedOn,
        known: try transfer.known.map(predictions(of:)) ?? [],
        unseen: try predictions(of: transfer.unseen))
      outcome.rows += compared.flatMap { $0.rows(known: known, unseen: unseen) }
      if !dev.contains(where: \.hidesTruth) {
        outcome.rows.append(try Temperature(fitting: dev).row(in: unseen, count: dev.count))
      }
      guard transfer.model.seed == first else { return }
      outcome.findings += compared.filter { $0.metric == .ece || $0.metric == .nll }
        .map { $0.finding(unseen: unseen) }
    }
  }

  /// Whether dev data are of training speakers, and of no utterance that is tested: of a split that
  /// somebody gave they may be neither.
  private func isFit(_ dev: [Prediction], for transfer: SpeakerTransfer) throws -> Bool {
    let tested = try Set(transfer.tests.flatMap(predictions(of:)).map(\.utterance))
    return dev.allSatisfy {
      transfer.trainedOn.contains($0.speaker) && !tested.contains($0.utterance)
    }
  }

  /// Coverage and size of conformal sets that are calibrated on the training speakers.
  func conformal() throws -> Outcome {
    let transfers = try transfers()
    let first = transfers.map(\.model.seed).min()
    return try transfers.reduce(into: Outcome()) { outcome, transfer in
      let calibration = try ledger.read { try $0.predictions(of: .calibration, by: transfer.model) }
      guard calibration.haveProbabilities else { return }
      for score in ConformalScore.all {
        for condition in ConformalPredictor.Condition.allCases {
          let audit = try ConformalAudit(
            calibration: calibration, score: score, condition: condition)
          for evaluation in transfer.tests {
            let context = MetricContext(of: evaluation)
            let cells = try audit.coverages(of: try predictions(of: evaluation))
              .filter { $0.speaker == nil || $0.emotion == nil }
            outcome.rows += cells.flatMap { $0.rows(in: context, by: audit.predictor) }
            guard transfer.model.seed == first, condition == .marginal else { continue }
            outcome.findings += cells.filter { $0.speaker == nil && $0.emotion == nil }
              .map { $0.finding(in: context, by: audit.predictor) }
          }
        }
      }
    }
  }

  private func transfers() throws -> [SpeakerTransfer] {
    SpeakerTransfer.all(of: try cleanEvaluations())
  }
}
