import Testing
import Training

@Suite("Errors of training, in words") struct TrainingErrorTests {
  static let errors: [TrainingError] = [
    .classWithoutTraining(emotion: "sad", split: "random"),
    .emptyDevelopmentSet(split: "random"),
    .nothingLeft(
      of: "dev utterance", split: "random", omitted: 2, example: "a", reason: "it is silent"),
    .foreignDevelopmentSpeaker(speaker: "YAF", split: "random"),
    .diverged(epoch: 3, reason: "the loss is not finite"),
    .unusableBatch(epoch: 3, reason: "no header", checkpoint: "a"),
    .foreignFile(path: "a", reason: "no header"),
    .damagedCheckpoint(path: "a", reason: "no header"),
    .checkpointMismatch(path: "a", what: "seed", found: "1", expected: "0"),
    .file(path: "a", reason: "no room"),
    .file(path: "a", reason: "The file doesn’t exist."),
    .unwritable(reason: "Two arrays are named a."),
    .interrupted(checkpoint: "a"), .interrupted(checkpoint: nil),
  ]

  @Test("end in one full stop", arguments: errors)
  func endInOneFullStop(error: TrainingError) {
    #expect(error.description.hasSuffix("."))
    #expect(!error.description.contains(".."))
  }

  @Test("name a file that cannot be read or written, in the system's words")
  func nameTheFile() {
    let reading = #expect(throws: TrainingError.self) { try SafeTensors(path: "/no/such/file") }
    let writing = #expect(throws: TrainingError.self) {
      try SafeTensors(arrays: [], metadata: [:]).write(to: "/no/such/file")
    }
    #expect(writing?.description.contains("No such file or directory. Create its folder") == true)
    for error in [reading, writing] {
      #expect(error?.description.hasPrefix("/no/such/file: cannot be ") == true)
      #expect(error?.description.hasSuffix(".") == true)
      #expect(error?.description.contains("..") == false)
    }
  }
}
