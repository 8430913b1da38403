import Audits
import Corpora
import Foundation
import Ledger
import Parallel
import Training
import Wording

/// Recordings that could not be read for a while, moved away or written anew: what was measured
/// without them is measured again by the run that goes on, so that its numbers are those of a run
/// that nothing happened to.
extension FullAudit {
  /// What an evaluation was asked and has no prediction of; `nil` where it is not in the ledger.
  func leftOut(of asked: [Utterance], in key: EvaluationKey) throws -> [Utterance]? {
    try ledger.read { reader in
      guard let count = try reader.answerCount(of: key) else { return nil }
      // Counting is much faster than reading names, and nearly always enough.
      guard count < asked.count else { return [] }
      let answered = try reader.answered(in: key)
      return asked.filter { !answered.contains($0.id) }
    }
  }

  /// Whether the suite's own network now answers any of the utterances that it left out.
  ///
  /// Somebody else's model is not asked again: that it gave no answer is a fact about it.
  func canAnswer(
    _ left: [Utterance], of all: [Utterance], under condition: TestCondition, model: AuditedModel
  ) throws -> Bool {
    guard case .own = model, !left.isEmpty else { return false }
    let voices = condition == .transductive ? try voices(of: all, for: model) : [:]
    for chunk in left.chunks(of: Self.chunk) {
      let outcome = try model.outcome(
        on: chunk, cell: condition.cell, by: evaluation, voices: voices
      ) { _ in !Interruption.isRequested }
      guard let outcome else { throw CommandFailure.interrupted }
      if !outcome.predictions.isEmpty { return true }
    }
    return false
  }

  private static let chunk = 64

  /// Tells of a complete run, which stays as it is, how many of its evaluations left out recordings
  /// that can be heard now.
  func tellOfGaps() throws {
    guard setting.foreign == nil else { return }
    var count = 0
    for split in setting.splits {
      for seed in setting.plan.seeds { count += try gaps(of: split, seed: seed) }
    }
    guard count > 0 else { return }
    setting.console.note(
      "Note: \(count, "evaluation") of it left out recordings that could not be read then and can "
        + "be read now. A complete run stays as it is; a new one (--fresh) hears them.")
  }

  /// How many evaluations of a model left out what it answers now; none where its file is gone.
  private func gaps(of split: Split, seed: UInt64) throws -> Int {
    let key = modelKey(split, seed: seed)
    let conditions = conditions(of: split, isSpeakerAware: true, hearsAudio: true)
    let gaps = try conditions.compactMap { test, condition in
      let asked = asked(of: split.tests[test], under: condition)
      let evaluation = EvaluationKey(model: key, test: test, condition: condition.key)
      return try leftOut(of: asked, in: evaluation).map { (test, condition, left: $0) }
    }.filter { !$0.left.isEmpty }
    let path = setting.workspace.model(of: run, split: split.id, seed: seed)
    guard !gaps.isEmpty, let model = try? Recognizer(model: TrainedModel(path: path)) else {
      return 0
    }
    return try gaps.filter { test, condition, left in
      try canAnswer(
        left, of: utterances(split.tests[test].utterances), under: condition, model: .own(model))
    }.count
  }
}
