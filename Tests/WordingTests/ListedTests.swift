import Testing
import Wording

@Suite("Parts of a sentence")
struct ListedTests {
  @Test("have commas between them, and \"and\" before the last alone")
  func listed() {
    #expect([String]().listed == "")
    #expect(["A"].listed == "A")
    #expect(["A", "B"].listed == "A and B")
    #expect(["A", "B", "C"].listed == "A, B and C")
  }
}
