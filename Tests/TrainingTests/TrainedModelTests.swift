import Corpora
import Features
import Foundation
import Networks
import TestSupport
import Testing
import Training

@Suite("The file of a model")
struct TrainedModelTests {
  /// A model whose facts all differ; its weights are of no network.
  private static func model(
    keptEpoch: Int = 1, speakerMean: SpeakerMean? = mean(bands: ToyData.bands),
    recipe: Recipe = ToyData.recipe(epochs: 7)
  ) throws -> TrainedModel {
    try TrainedModel(
      recipe: recipe, split: "split", trainedOn: ["b", "a"], seed: .max - 1,
      keptEpoch: keptEpoch,
      curve: [epoch(0, "false"), epoch(1, "true"), epoch(2, "false")],
      speakerMean: speakerMean, provenance: ["corpus": "x", "note": "ä \"/\""],
      state: [NamedArray(name: "w", shape: [2], values: [0.1, -.pi])])
  }

  private static func epoch(_ number: Int, _ isBest: String) throws -> EpochReport {
    let json = """
      {"epoch": \(number), "trainingLoss": \(number).1, "developmentLoss": \(number).2,
       "developmentRecall": \(number).3, "learningRate": \(number).4, "isBest": \(isBest)}
      """
    return try JSONDecoder().decode(EpochReport.self, from: Data(json.utf8))
  }

  private static func mean(bands: Int) -> SpeakerMean {
    let values = (0..<3 * bands).map { Float($0) }
    return SpeakerMean(of: [LogMelSpectrogram(values: values, frames: 3, bands: bands)])
  }

  @Test("gives back every fact and weight, with a mean of speakers or without")
  func roundTrip() throws {
    for mean in [Self.mean(bands: ToyData.bands), nil] {
      let (model, scratch) = (try Self.model(speakerMean: mean), try ScratchFolder())
      let path = scratch.file("model.safetensors")
      try model.write(to: path)
      let read = try TrainedModel(path: path)
      #expect(read.recipe == model.recipe && read.split == "split" && read.trainedOn == ["b", "a"])
      #expect(read.seed == .max - 1 && read.keptEpoch == 1 && read.curve == model.curve)
      #expect(read.curve[2].trainingLoss == 2.1 && read.curve[2].developmentLoss == 2.2)
      #expect(read.curve[2].developmentRecall == 2.3 && read.curve[2].learningRate == 2.4)
      #expect(read.speakerMean == mean && read.provenance == model.provenance)
      #expect(read.state == model.state)
    }
  }

  @Test("says what of its split it could not hear, and nothing where it heard all")
  func omissions() throws {
    let leftOut = ["b": "silent", "a": "gone", "d": "short", "c": "short"]
    let omissions = try #require(
      TrainingOmissions(train: ["a", "b", "d", "x"], dev: ["c", "y"], leftOut: leftOut))
    let whole = try Self.model()
    let scratch = try ScratchFolder()
    for expected in [omissions, nil] {
      let path = scratch.file(expected == nil ? "whole" : "part")
      try TrainedModel(
        recipe: whole.recipe, split: "split", trainedOn: ["a"], seed: 1, keptEpoch: 1,
        curve: whole.curve, omissions: expected, provenance: [:], state: whole.state
      ).write(to: path)
      #expect(try TrainedModel(path: path).omissions == expected)
    }
    #expect(omissions.examples.map(\.utterance) == ["a", "b", "c"])
    #expect(omissions.train.leftOut == 3 && omissions.dev.leftOut == 1)
    #expect(try #require(whole.metadata()["facts"]).contains("omissions") == false)
  }

  @Test("is refused where one bit of a weight is another, and taken where it has no checksum")
  func altered() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("model.safetensors")
    try Self.model().write(to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var bytes = whole
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(
      throws: TrainingError.foreignFile(
        path: path, reason: "its bytes are not those that were written")
    ) { try TrainedModel(path: path) }
    let model = try Self.model()
    try SafeTensors(arrays: model.state, metadata: model.metadata()).write(to: path)
    #expect(try TrainedModel(path: path).state == model.state)
  }

  @Test("is the same bytes for the same model, as those of no other")
  func reproducible() throws {
    let scratch = try ScratchFolder()
    let paths = (0..<3).map { scratch.file("\($0).safetensors") }
    try Self.model().write(to: paths[0])
    try Self.model().write(to: paths[1])
    try Self.model(keptEpoch: 0).write(to: paths[2])
    let bytes = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(bytes[0] == bytes[1])
    #expect(bytes[0] != bytes[2])
  }

  @Test("names the epoch that was kept as files that are there already do")
  func nameOfTheEpoch() throws {
    let facts = try #require(try Self.model(keptEpoch: 2).metadata()["facts"])
    #expect(facts.contains(#""bestEpoch":2,"#) && !facts.contains("keptEpoch"), "\(facts)")
  }

  @Test("is refused where its kept epoch, its mean of speakers or its features cannot be")
  func contradictions() throws {
    var odd = ToyData.recipe()
    odd.features.hopLength = odd.features.frameLength + 1
    let zeros = [Double](repeating: 0, count: ToyData.bands)
    let unheard = try JSONDecoder().decode(
      SpeakerMean.self, from: Data(#"{"means": \#(zeros), "frames": 0, "recordings": 0}"#.utf8))
    for (model, words) in [
      (try Self.model(keptEpoch: 3), "the epoch of its weights is not in its curve"),
      (try Self.model(keptEpoch: -1), "the epoch of its weights is not in its curve"),
      (try Self.model(speakerMean: Self.mean(bands: 15)), "does not have 16 bands"),
      (try Self.model(speakerMean: SpeakerMean()), "does not have 16 bands"),
      (try Self.model(speakerMean: unheard), "does not have 16 bands"),
      (try Self.model(recipe: odd), "hopLength"),
    ] {
      let scratch = try ScratchFolder()
      let path = scratch.file("model.safetensors")
      try model.write(to: path)
      let error = #expect(throws: TrainingError.self) { try TrainedModel(path: path) }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
      #expect(error?.description.hasPrefix(path) == true)
    }
    for last in [0, 2] {
      let scratch = try ScratchFolder()
      let path = scratch.file("model.safetensors")
      try Self.model(keptEpoch: last).write(to: path)
      #expect(try TrainedModel(path: path).keptEpoch == last)
    }
  }

  @Test("is refused where its format, its facts or its labels are others")
  func foreign() throws {
    let scratch = try ScratchFolder()
    let path = scratch.file("model.safetensors")
    try Self.model().write(to: path)
    let file = try SafeTensors(path: path)
    let facts = try #require(file.metadata["facts"])
    // The labels in another order would answer with the wrong emotions.
    let swapped = facts.replacing("\"angry\",\"disgust\"", with: "\"disgust\",\"angry\"")
    try #require(swapped != facts)
    let changes: [([String: String], String)] = [
      (["format": "ser-audit-model/2"], "its format is ser-audit-model/2, not ser-audit-model/1"),
      (["facts": "{}"], "cannot be understood"), (["facts": swapped], "its labels are"),
    ]
    for (change, words) in changes {
      let metadata = file.metadata.merging(change) { $1 }
      try SafeTensors(arrays: file.arrays, metadata: metadata).write(to: path)
      let error = #expect(throws: TrainingError.self) { try TrainedModel(path: path) }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
    try SafeTensors(arrays: file.arrays, metadata: [:]).write(to: path)
    let error = #expect(throws: TrainingError.self) { try TrainedModel(path: path) }
    #expect(error?.description.contains("its format is not named") == true)
  }
}
