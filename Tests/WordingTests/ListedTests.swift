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

  @Test("are named up to a number, and the others counted")
  func first() {
    #expect([String]().listed(first: 2) == "")
    #expect(["A", "B"].listed(first: 2) == "A, B")
    #expect(["A", "B", "C", "D"].listed(first: 2) == "A, B and 2 more")
  }
}
