import Foundation
import TestSupport
import Testing
import Training

@Suite("What a checkpoint says of its epochs")
struct CheckpointTests {
  /// Two epochs of three steps, each the best so far, and one step of the third.
  private static let trainer = {
    var recipe = ToyData.recipe(epochs: 6)
    recipe.optimization.patience = 0
    return Trainer(recipe: recipe, seed: 5)
  }()

  private static func interrupted() throws -> (path: String, file: SafeTensors, progress: String) {
    let scratch = try ScratchFolder()
    let path = scratch.file("toy.checkpoint")
    var steps = 0
    var observer = TrainingObserver()
    observer.onStep = { _, _, _ in steps += 1 }
    observer.shouldStop = { steps == 7 }
    #expect(throws: TrainingError.interrupted(checkpoint: path)) {
      try trainer.fit(ToyData.data(), checkpoint: path, observer: observer)
    }
    let file = try SafeTensors(path: path)
    return (path, file, try #require(file.metadata["progress"]))
  }

  @Test(
    "is refused where it contradicts itself in one place",
    arguments: [
      [(#""bestEpoch":1"#, #""bestEpoch":2"#)], [(#""bestEpoch":1"#, #""bestEpoch":-1"#)],
      [(#""bestEpoch":1,"#, "")], [(#""epoch":0"#, #""epoch":1"#)],
      [(#""seconds":["#, #""seconds":[0,"#)], [(#""steps":7"#, #""steps":6"#)],
      [(#""steps":7"#, #""steps":8"#)], [(#""steps":1}"#, #""steps":0}"#)],
      // A step of an epoch that has none, one too many, and a loss without a step.
      [(#""steps":1}"#, #""steps":-1}"#), (#""steps":7"#, #""steps":5"#)],
      [(#""steps":1}"#, #""steps":4}"#), (#""steps":7"#, #""steps":10"#)],
      [(#""steps":1}"#, #""steps":0}"#), (#""steps":7"#, #""steps":6"#)],
    ])
  func contradictions(changes: [(found: String, changed: String)]) throws {
    let (path, file, progress) = try Self.interrupted()
    var broken = progress
    for change in changes {
      try #require(broken.contains(change.found), "\(progress)")
      broken = broken.replacing(change.found, with: change.changed, maxReplacements: 1)
    }
    let metadata = file.metadata.merging(["progress": broken]) { $1 }
    try SafeTensors(arrays: file.arrays, metadata: metadata).sealed().write(to: path)
    let error = #expect(throws: TrainingError.self) {
      try Self.trainer.fit(ToyData.data(), checkpoint: path)
    }
    #expect(error?.description.contains("its epochs and steps contradict") == true)
  }

  @Test("is gone on from, with the epochs and steps that were left")
  func resumption() throws {
    let whole = try Self.trainer.fit(ToyData.data())
    let path = try Self.interrupted().path
    var (begun, taken) = ([[EpochReport]](), 0)
    var observer = TrainingObserver()
    observer.onStart = { curve, seconds in
      begun.append(curve)
      #expect(seconds.count == curve.count)
    }
    observer.onStep = { _, _, _ in taken += 1 }
    let model = try Self.trainer.fit(ToyData.data(), checkpoint: path, observer: observer)
    #expect(begun == [Array(whole.curve.prefix(2))] && taken == 11)
    #expect(model.curve == whole.curve)
  }

  @Test("in whose place a pipe, a device or a file without end stands is refused, and this stays")
  func noFile() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.path
    try #require(mkfifo(folder + "/pipe", 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/zero", withDestinationPath: "/dev/zero")
    try Data().write(to: URL(fileURLWithPath: folder + "/holes"))
    try #require(truncate(folder + "/holes", 1 << 40) == 0)
    for (name, reason) in [
      ("pipe", "cannot be read: it is a pipe or device, expected a file"),
      ("zero", "cannot be read: it is a pipe or device, expected a file"),
      ("holes", "the header is no JSON object of arrays"),
    ] {
      let path = folder + "/" + name
      #expect(throws: TrainingError.damagedCheckpoint(path: path, reason: reason)) {
        try Self.trainer.fit(ToyData.data(), checkpoint: path)
      }
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        == ["holes", "pipe", "zero"])
  }

  @Test("is refused with a byte more than was written")
  func trailingByte() throws {
    let path = try Self.interrupted().path
    let longer = try Data(contentsOf: URL(fileURLWithPath: path)) + [0]
    try longer.write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: TrainingError.self) {
      try Self.trainer.fit(ToyData.data(), checkpoint: path)
    }
    #expect(error?.description.contains("and the file goes on to byte") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == longer)
  }
}
