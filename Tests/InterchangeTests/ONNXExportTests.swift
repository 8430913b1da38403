import Foundation
import Interchange
import Networks
import TestSupport
import Testing
import Training

@Suite("A model that is written as ONNX")
struct ONNXExportTests {
  @Test("gives the same bytes each time, and others for other weights")
  func isReproducible() throws {
    let recipe = Models.smallRecipe()
    let bytes = try [1, 1, 2].map {
      try ONNXExport(Models.random(recipe, seed: $0), from: "m", version: "1").bytes
    }
    #expect(bytes[0] == bytes[1])
    #expect(bytes[0] != bytes[2])
  }

  @Test(
    "is refused where its weights do not fit its recipe or are not finite, with the array's name")
  func isRefused() throws {
    let model = try Models.random(Models.smallRecipe(), seed: 1)
    var other = model.recipe
    other.network.hiddenSize = 8
    let infinite = try model.state.map { array in
      array.name == "head.output.bias"
        ? try NamedArray(
          name: array.name, shape: array.shape,
          values: array.values.dropLast() + [.infinity]) : array
    }
    let lacking = model.state.filter { $0.name != "lstm.weight_hh_l1" }
    for (recipe, state, name) in [
      (other, model.state, "lstm.weight_ih_l0"), (model.recipe, infinite, "head.output.bias"),
      (model.recipe, lacking, "lstm.weight_hh_l1"),
    ] {
      let bad = TrainedModel(
        recipe: recipe, split: "s", trainedOn: [], seed: 0, keptEpoch: 0, curve: [],
        provenance: [:], state: state)
      let error = #expect(throws: TrainingError.self) {
        try ONNXExport(bad, from: "bad.safetensors", version: "1")
      }
      #expect(error?.description.contains("bad.safetensors") == true)
      #expect(error?.description.contains(name) == true, "\(String(describing: error))")
    }
  }

  @Test("replaces a file only when it is complete, and never a folder or a device")
  func isWrittenWhole() throws {
    let folder = try ScratchFolder()
    let export = try ONNXExport(
      Models.random(Models.smallRecipe(), seed: 1), from: "m", version: "1")
    let path = folder.path + "/model.onnx"
    try Data("before".utf8).write(to: URL(fileURLWithPath: path))
    try export.write(to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == export.bytes)
    for taken in [folder.path, "/dev/null", folder.path + "/none/model.onnx"] {
      let error = #expect(throws: TrainingError.self) { try export.write(to: taken) }
      #expect(error?.description.hasPrefix(taken + ": cannot be written") == true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model.onnx"])
    #expect(FileManager.default.isWritableFile(atPath: "/dev/null"))
  }
}
