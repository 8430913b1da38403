import Audio
import Features
import Foundation
import Interchange
import Networks
import TestSupport
import Testing
import Training

@Suite(
  "Under onnxruntime a written model answers as it does here",
  .enabled(if: Python.isWanted, Python.reason))
struct AgreementTests {
  /// The largest absolute differences of a model's outputs, as the script prints them.
  private struct Differences: Decodable {
    let probabilities: Double
    let logits: Double
    let attention: Double
    /// From the least to the greatest probability that was given.
    let span: Double
    let batches: Int
  }

  @Test("to synthetic speech, for any number of utterances and frames")
  func toSyntheticSpeech() throws {
    let waveforms = try Utterances.synthetic()
    let small = Models.smallRecipe()
    try expectAgreement(
      waveforms,
      [
        "small": try Models.random(small, seed: 1), "odd": try Models.random(small, seed: 2),
        "default": try Models.random(Recipe(), seed: 3),
      ])
  }

  @Test(
    "to real recordings of both actresses of TESS and of RAVDESS",
    .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA names no folder of real recordings"))
  func toRealRecordings() throws {
    let recordings = try Utterances.real()
    #expect(recordings.count >= 20)
    #expect(recordings.contains { $0.waveform.sampleRate == 96_000 })
    let waveforms = recordings.map(\.waveform)
    let extractor = try FeatureExtractor()
    let padded = try waveforms.prefix(14).map { try extractor.extract($0).padded(to: 192) }
    try expectAgreement(
      waveforms,
      [
        "trained": try Models.trained(on: padded, labels: padded.indices.map { $0 % 7 }),
        "random": try Models.random(Recipe(), seed: 4),
      ])
  }

  @Test("and an answer that is no number is no agreement")
  func notNumbers() throws {
    let folder = try ScratchFolder()
    let model = try Models.random(Models.smallRecipe(), seed: 1)
    try write(model, as: "small", in: folder, heard: try Utterances.synthetic()) { array in
      guard array.name == "alone/logits" else { return array }
      return try NamedArray(
        name: array.name, shape: array.shape, values: array.values.dropLast() + [.nan])
    }
    #expect(throws: Python.Failure.self) { try Python.run("agreement.py", folder.path) }
  }

  /// Writes a model and, beside it, what it answers to recordings.
  private func write(
    _ model: TrainedModel, as name: String, in folder: ScratchFolder, heard waveforms: [Waveform],
    changed change: (NamedArray) throws -> NamedArray = { $0 }
  ) throws {
    let extractor = try FeatureExtractor(model.recipe.features)
    let batches = try Batch.all(
      of: waveforms.map { try extractor.extract($0) },
      frames: model.recipe.features.maximumFrames)
    let path = folder.path + "/" + name
    try SafeTensors(arrays: Batch.arrays(batches, model).map(change), metadata: [:])
      .write(to: path + ".safetensors")
    try ONNXExport(model, from: name, version: "1.2.3").write(to: path + ".onnx")
  }

  private func expectAgreement(
    _ waveforms: [Waveform], _ models: [String: TrainedModel]
  ) throws {
    let folder = try ScratchFolder()
    for (name, model) in models { try write(model, as: name, in: folder, heard: waveforms) }
    let found = try JSONDecoder().decode(
      [String: Differences].self, from: Python.run("agreement.py", folder.path))
    #expect(found.keys.sorted() == models.keys.sorted())
    for (name, differences) in found {
      #expect(differences.probabilities < 1e-4, "\(name)")
      #expect(differences.attention < 1e-4, "\(name)")
      #expect(differences.logits < 1e-4, "\(name)")
      #expect(differences.batches == 6)
      #expect(differences.span > 0.3, "\(name) says the same of everything")
    }
  }
}
