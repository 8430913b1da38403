import Audits
import Corpora
import Ledger

extension FullAudit {
  /// Records what a model says of the parts of its split that calibrations are fitted to. They are
  /// of the training speakers and no test, so no look is counted.
  func predictParts(of split: Split, seed: UInt64, model: AuditedModel) throws {
    let key = modelKey(split, seed: seed)
    for (part, identifiers) in [(Part.dev, split.dev), (.calibration, split.calibration)] {
      let own = utterances(identifiers).filter(isAskedFor)
      let answered = Set(
        try ledger.read { try $0.predictions(of: part, by: key) }.map(\.utterance))
      let left = own.filter { !answered.contains($0.id) }
      guard
        try answered.isEmpty
          ? !own.isEmpty : canAnswer(left, of: own, under: .clean, model: model)
      else { continue }
      let outcome = try model.outcome(on: own, by: evaluation) { _ in !Interruption.isRequested }
      guard let outcome else { throw CommandFailure.interrupted }
      guard !outcome.predictions.isEmpty else { continue }
      try ledger.record(outcome.predictions, of: part, by: key)
    }
  }
}
