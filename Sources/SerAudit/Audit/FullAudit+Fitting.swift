import Audio
import Corpora
import Foundation
import Ledger
import Training

extension FullAudit {
  /// A model's file, for people and programs that use it.
  struct ModelFile: Encodable {
    let split: String
    let seed: UInt64
    let path: String
  }

  /// The files of all models, each as its fit wrote it.
  func modelFiles() throws -> [ModelFile] {
    try setting.splits.flatMap { split in
      try setting.plan.seeds.map { seed in
        let mend = "Restore it, or begin a new run with --fresh."
        guard let path = try fittedFile(split, seed: seed, mend: mend) else {
          let path = setting.workspace.model(of: run, split: split.id, seed: seed)
          try ledger.requireSound()
          throw CommandFailure(
            .ledger, "The model \(path) of run \(run) is not there any more. \(mend)")
        }
        return ModelFile(split: split.id, seed: seed, path: path)
      }
    }
  }

  /// Throws where a model of the suite is not fitted, or its file is not there.
  func requireModels() throws {
    guard setting.foreign == nil else { return }
    for split in setting.splits {
      for seed in setting.plan.seeds {
        guard try fittedFile(split, seed: seed) == nil else { continue }
        try ledger.requireSound()
        throw CommandFailure(
          .badCall,
          "The model of \(split.id), seed \(seed), is not fitted, or its file is not there any "
            + "more (\(setting.workspace.model(of: run, split: split.id, seed: seed))). Run "
            + "`ser-audit train` with the same options first, or `ser-audit full` for both.")
      }
    }
  }

  /// The file of a model that is fitted; `nil` where it is still to be fitted, or its file is gone.
  ///
  /// - Parameter mend: what to do where what stands there is not what the fit wrote.
  /// - Throws: `CommandFailure` in that case.
  private func fittedFile(
    _ split: Split, seed: UInt64,
    mend: String = "Restore it, or remove it and run `ser-audit train` with the same options."
  ) throws -> String? {
    let path = setting.workspace.model(of: run, split: split.id, seed: seed)
    guard let hash = try ledger.read({ try $0.hashOfFitted(modelKey(split, seed: seed)) }),
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    let found = try? FileHash.sha256(path: path)
    guard found == hash else {
      try ledger.requireSound()
      throw CommandFailure(
        .ledger,
        "\(path) is not the file that was trained: it was damaged, or another took its place "
          + "(SHA-256 \(found ?? "not to be had, since it cannot be read"), expected \(hash)). "
          + mend)
    }
    return path
  }

  /// Fits the model of a split, or reads it where it is fitted.
  func fit(_ split: Split, seed: UInt64) throws -> Recognizer {
    if let path = try fittedFile(split, seed: seed) {
      setting.console.note("Train \(split.id), seed \(seed): fitted before, read from \(path)")
      return try Recognizer(model: TrainedModel(path: path))
    }
    let key = modelKey(split, seed: seed)
    let path = setting.workspace.model(of: run, split: split.id, seed: seed)
    try Workspace.create(folder: setting.workspace.folder(of: run) + "/models")
    let model = try train(split, key: key, seed: seed)
    try model.write(to: path)
    try ledger.finishFit(
      key, checkpoint: path, hash: try FileHash.sha256(path: path), keptEpoch: model.keptEpoch + 1)
    try? FileManager.default.removeItem(
      atPath: setting.workspace.checkpoint(of: run, split: split.id, seed: seed))
    return try Recognizer(model: model)
  }

  /// Where the spectrograms of originals are kept from one training to the next; `nil` where they
  /// are not.
  private func exampleCache() throws -> ExampleCache? {
    guard let folder = FeatureCachePlace.folder() else { return nil }
    FeatureCache.trim(folder: folder)
    return ExampleCache(
      features: try FeatureCache(
        folder: folder, settings: setting.plan.recipe.features, readRate: Waveform.speechRate)
    ) { [heard = setting.heard] in $0.copyNumber == nil ? try? heard.path(of: $0) : nil }
  }

  /// The emotions that a model must be able to learn: those of the audited corpus, between corpora
  /// those of its own.
  private func classes(of split: Split) -> [Emotion] {
    guard split.evaluationProtocol == .crossCorpus else { return corpus.emotions }
    let present = Set(utterances(split.train).map(\.emotion))
    return Emotion.allCases.filter(present.contains)
  }

  private func train(_ split: Split, key: ModelKey, seed: UInt64) throws -> TrainedModel {
    let read = evaluation.read
    let loader = try ExampleLoader(
      recipe: setting.plan.recipe, seed: seed, cache: try exampleCache(), read: read)
    let features = StageProgress(
      "Features \(split.id)", total: split.train.count + split.dev.count,
      console: setting.console)
    // Where copies were made before the split, they are in it, and none are made after it.
    let makesCopies = split.evaluationProtocol != .augmentBeforeSplit
    let data = try TrainingData(
      split: split, corpus: setting.heard.corpus, classes: classes(of: split), loader: loader,
      copies: makesCopies
    ) { done throws(TrainingError) in
      features.update(done: done)
      if Interruption.isRequested { throw .interrupted(checkpoint: nil) }
    }
    features.finish("\(data.train.count) training, \(data.dev.count) dev utterances")
    if let finding = data.omissions?.finding(of: split.id, seed: seed) {
      setting.console.warn(finding.message)
    }
    let records = try data.copyRecords()
    if !records.isEmpty {
      try Workspace.write(
        records, to: setting.workspace.copies(of: run, split: split.id, seed: seed))
    }
    return try train(on: data, key: key, seed: seed)
  }

  /// Fits a model; each epoch stands in the ledger as soon as it is over, and what stood there is
  /// left until it is known that the training can begin or go on.
  private func train(on data: TrainingData, key: ModelKey, seed: UInt64) throws -> TrainedModel {
    let fitting = FitProgress(
      of: "\(data.split), seed \(seed)",
      epochs: setting.plan.recipe.optimization.epochs(forUtterances: data.train.count),
      console: setting.console)
    var unwritten: (any Error)?
    func keep(_ write: () throws -> Void) {
      guard unwritten == nil else { return }
      do { try write() } catch { unwritten = error }
    }
    var observer = fitting.observer(
      onStart: { [ledger] rows in keep { try ledger.beginFit(key, curve: rows) } },
      onEpoch: { [ledger] row in keep { try ledger.record(row, of: key) } })
    observer.shouldStop = { Interruption.isRequested || unwritten != nil }
    let fitted = Result {
      try Trainer(recipe: setting.plan.recipe, seed: seed).fit(
        data, checkpoint: setting.workspace.checkpoint(of: run, split: data.split, seed: seed),
        provenance: [
          "corpus": setting.source.hash, "tool": setting.plan.version, "run": run,
        ],
        observer: observer)
    }
    if let unwritten { throw unwritten }
    let model = try fitted.get()
    fitting.finish(model)
    return model
  }
}
