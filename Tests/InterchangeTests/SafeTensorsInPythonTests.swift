import Foundation
import Networks
import TestSupport
import Testing
import Training

@Suite(
  "The safetensors package of Python reads our model files",
  .enabled(if: Python.isWanted, Python.reason))
struct SafeTensorsInPythonTests {
  /// What the package finds in a file.
  private struct Found: Decodable {
    struct Array: Decodable {
      let dtype: String
      let shape: [Int]
    }
    let arrays: [String: Array]
    let metadata: [String: String]
    /// The metadata's facts, read as JSON there.
    let labels: [String]
    let melBands: Int
    let split: String
  }

  @Test(
    "with names, shapes, types and metadata, and what it writes of them is equal to the last bit")
  func readsAndWrites() throws {
    let folder = try ScratchFolder()
    let (path, again) = (folder.path + "/model.safetensors", folder.path + "/again.safetensors")
    let model = try Models.random(Models.smallRecipe(), seed: 1)
    try model.write(to: path)
    let found = try JSONDecoder().decode(
      Found.self, from: Python.run("reread.py", path, again))
    #expect(found.arrays.keys.sorted() == model.state.map(\.name).sorted())
    for array in model.state {
      #expect(found.arrays[array.name]?.shape == array.shape, "\(array.name)")
      #expect(found.arrays[array.name]?.dtype == "float32", "\(array.name)")
    }
    var metadata = found.metadata
    #expect(metadata.removeValue(forKey: "checksum") != nil)
    #expect(metadata == (try model.metadata()))
    #expect(
      found.labels == ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"])
    #expect(found.melBands == 30)
    #expect(found.split == "speaker-disjoint/v1")
    let read = try TrainedModel(path: again)
    #expect(read.recipe == model.recipe)
    #expect(read.provenance == model.provenance)
    #expect(read.state.count == model.state.count)
    let byName = Dictionary(uniqueKeysWithValues: read.state.map { ($0.name, $0) })
    for array in model.state {
      let values = byName[array.name]?.values.map(\.bitPattern)
      #expect(values == array.values.map(\.bitPattern), "\(array.name)")
    }
  }
}
