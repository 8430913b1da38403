import Corpora

/// The splits of an audit that no preset plans: those of files, or what follows from what somebody
/// says of the training of another model.
struct FixedSplits {
  /// The splits, with changed copies that files name.
  let plan: ProtocolPlan
  /// What is left out of corpora beside the audited one, and which are no evidence, for people.
  let notes: [String]

  /// - Parameters:
  ///   - given: the files, where there are any.
  ///   - claim: what the model was trained on, where no files say it.
  ///   - isForeign: whether the model is somebody else's, who is asked about the corpora beside the
  ///     audited one, too.
  /// - Returns: `nil` where a preset plans the splits.
  init?(
    _ given: GivenSplits?, or claim: TrainingClaim, isForeign: Bool, of audited: Corpus,
    beside externals: [Corpus], asked: AskedEmotions?
  ) throws {
    guard given != nil || isForeign else { return nil }
    let all = audited.utterances + (given?.derived ?? []) + externals.flatMap(\.utterances)
    let training =
      try given?.heard(of: audited, beside: externals)
      ?? claim.heard(of: audited, beside: externals)
    let own = try (given?.splits ?? [claim.split(of: audited).joined(by: training, of: externals)])
      .map { try asked?.limiting($0, among: all) ?? $0 }
    guard isForeign, !externals.isEmpty else {
      (plan, notes) = (ProtocolPlan(splits: own, derived: given?.derived ?? []), [])
      return
    }
    let tests = ExternalTests(
      audited: audited, externals: given?.untested(among: externals) ?? externals, asked: asked)
    plan = ProtocolPlan(
      splits: try own + tests.splits(of: training), derived: given?.derived ?? [])
    notes = tests.notes(on: training)
  }
}

extension Split {
  /// The split with what the model is said to have heard of corpora beside the audited one, so that
  /// it is compared with what is tested.
  fileprivate func joined(by training: HeardTraining, of externals: [Corpus]) -> Split {
    let names = Set(externals.map(\.name))
    let more = training.utterances.filter { names.contains($0.corpus) }.map(\.id)
    return Split(
      id: id, evaluationProtocol: evaluationProtocol, trainedOn: trainedOn, train: train + more,
      dev: dev, calibration: calibration, tests: tests)
  }
}
