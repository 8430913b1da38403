import Findings
import Foundation
import Testing

@Suite("What somebody says of training")
struct StatedTrainingTests {
  @Test("is told with its names, and that nothing verified it, however it was said")
  func sentences() {
    #expect(
      StatedTraining(.declaration, names: "msp-podcast+ravdess").sentence
        == "It rests on what was declared of training (msp-podcast+ravdess), which nothing here "
        + "verified.")
    #expect(
      StatedTraining(.splitFile, names: "theirs").sentence
        == "It rests on what the split says of training (theirs), which nothing here verified.")
    #expect(Set(StatedTraining.Source.allCases.map(\.mark)).count == 2)
  }

  @Test("is an object of two texts for programs")
  func coding() throws {
    let data = try JSONEncoder().encode(StatedTraining(.splitFile, names: "a, b"))
    let object = try JSONSerialization.jsonObject(with: data) as? [String: String]
    #expect(object == ["source": "split-file", "names": "a, b"])
  }
}
