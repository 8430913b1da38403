import Audits
import Corpora
import Ledger
import Wording

extension FullAudit {
  /// The key of the audited model of a split.
  func modelKey(_ split: Split, seed: UInt64) -> ModelKey {
    ModelKey(
      run: run, split: split.id, name: setting.plan.model?.name ?? ForeignModel.own,
      seed: Int(seed))
  }

  /// The audited model of a split: fitted, read, or somebody else's.
  func model(of split: Split, seed: UInt64) throws -> AuditedModel {
    guard let foreign = setting.foreign else { return .own(try fit(split, seed: seed)) }
    let (key, training) = (modelKey(split, seed: seed), foreign.trainings[Int(seed)])
    if try !ledger.read({ try $0.isFitted(key) }) {
      try ledger.beginFit(key)
      try ledger.finishFit(
        key, checkpoint: training.file, hash: training.hash, keptEpoch: nil)
    }
    return training.model
  }

  /// Notes why utterances were left out, by example; throws where a command answered none of them
  /// unchanged. Where it answers none of a change for the worse, that condition has no numbers, and
  /// the rest goes on.
  func account(
    for outcome: EvaluationOutcome, title: String, model: AuditedModel, isChanged: Bool
  ) throws {
    let first = outcome.omitted.min { $0.key < $1.key }
    if outcome.predictions.isEmpty, !isChanged, case .command = model, let first {
      throw CommandFailure(
        .data,
        "\(title): the model command answered none of \(outcome.omitted.count, "recording"); for "
          + "example \(first.key): \(first.value). Mend it, and the same command goes on from here."
      )
    }
    if let first {
      setting.console.note("  left out, for example \(first.key): \(first.value)")
    }
  }
}
