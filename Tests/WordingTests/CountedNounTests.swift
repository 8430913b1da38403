import Testing
import Wording

@Suite("Counts with what is counted")
struct CountedNounTests {
  @Test("one of a thing has no s, and none or several have it")
  func regular() {
    #expect("\(1, "file")" == "1 file")
    #expect("\(0, "file") and \(2, "file")" == "0 files and 2 files")
    #expect("\(-1, "step")" == "-1 steps")
  }

  @Test("what is no s alone is given for several, with the verb where there is one")
  func irregular() {
    #expect("\(1, "probability", "probabilities")" == "1 probability")
    #expect("\(3, "row names", "rows name") none" == "3 rows name none")
  }
}
