import Audio
import Audits
import Corpora
import Findings
import Gates
import Ledger
import Metrics
import Training

/// An audit from recordings to a verdict, in stages that each stand in the ledger when they end.
///
/// A run that was interrupted is resumed by asking the ledger before each stage whether it is there
/// already. Nothing is kept in memory from one stage to the next that the ledger does not have.
struct FullAudit {
  let setting: AuditSetting
  let ledger: LedgerFile
  let run: String
  /// The run that the verdict holds this one against.
  var baseline: BaselineChoice?
  /// What is known of tested speakers in transductive evaluations.
  let voices = TestedVoices()

  /// Runs every stage that is not in the ledger yet.
  ///
  /// - Parameter training: whether models that are not there are trained; else each is an error.
  /// - Returns: the gate's verdict; of a complete run, judged again.
  /// - Throws: `CommandFailure`; after an interruption the run is marked and can be resumed.
  func execute(training: Bool = true) throws -> Verdict {
    defer { setting.foreign?.close() }
    if try isComplete() {
      try tellOfGaps()
      return try decideAgain()
    }
    return try keepingTheRun {
      if !training { try requireModels() }
      let judgedSplits = try recordCorpusAndSplits()
      // Each model's file says what its training could not hear, however long ago that was.
      var unheard: [Finding] = []
      for judged in judgedSplits {
        for seed in setting.plan.seeds {
          let model = try model(of: judged.split, seed: seed)
          model.trainingFinding.map { unheard.append($0) }
          try predictParts(of: judged.split, seed: seed, model: model)
          try evaluate(judged, seed: seed, model: model)
        }
      }
      try probe(judgedSplits)
      let verdict = try decide(judgedSplits, unheard: unheard)
      try ledger.finish(run: run, at: Clock.now())
      return verdict
    }
  }

  /// Fits every model that is not fitted yet and leaves the run to be gone on with. Of a complete
  /// run the models are looked up, nothing is fitted, and what it left out is told.
  func fitAll() throws -> [ModelFile] {
    if try isComplete() {
      try tellOfGaps()
      return try modelFiles()
    }
    return try keepingTheRun {
      for judged in try recordCorpusAndSplits() {
        for seed in setting.plan.seeds { _ = try fit(judged.split, seed: seed) }
      }
      try ledger.interrupt(run: run, at: Clock.now())
      return try modelFiles()
    }
  }

  private func isComplete() throws -> Bool {
    try ledger.read { try $0.run(run).status == .complete }
  }

  /// Marks the run as one that can be gone on with, whatever ends the work.
  private func keepingTheRun<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch TrainingError.interrupted {
      throw try interrupted()
    } catch let failure as CommandFailure where failure.status == .interrupted {
      throw try interrupted()
    } catch {
      try? ledger.interrupt(run: run, at: Clock.now())
      throw error
    }
  }

  private func interrupted() throws -> CommandFailure {
    try ledger.interrupt(run: run, at: Clock.now())
    return CommandFailure(
      .interrupted,
      "Interrupted. What is done stands in \(setting.workspace.ledger); the same command goes on from "
        + "here."
    )
  }

  /// The audited corpus.
  var corpus: Corpus { setting.source.corpus }

  /// Whether the model is asked for the emotion of an utterance.
  func isAskedFor(_ utterance: Utterance) -> Bool {
    setting.plan.emotions?.contains(utterance.emotion) ?? true
  }

  /// Reads a recording as the models and perturbations take it: 16 kHz mono.
  var evaluation: Evaluation {
    let augmentation = setting.plan.recipe.waveformAugmentation
    return Evaluation(seed: RunPlan.dataSeed) { [heard = setting.heard] utterance in
      let recording = try AudioFile.read(path: heard.path(of: utterance)).resampled(
        to: Waveform.speechRate)
      return augmentation.sound(of: utterance, from: recording)
    }
  }

  /// The utterances of identifiers, in their order.
  func utterances(_ identifiers: [String]) -> [Utterance] { setting.heard.utterances(identifiers) }
}
