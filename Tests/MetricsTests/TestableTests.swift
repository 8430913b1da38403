import Metrics
import Testing

@Suite("Which tests are worth asking together")
struct TestableTests {
  @Test(
    "As many as can each be a finding beside the others",
    arguments: [
      ([0.001, 0.001, 0.001], [true, true, true]),
      // Of 51 alike, none: 51 times .001 is more than .05. Fifty would all be.
      (Array(repeating: 0.001, count: 51), Array(repeating: false, count: 51)),
      (Array(repeating: 0.001, count: 50), Array(repeating: true, count: 50)),
      // What cannot be found is not counted, so that it takes nothing from the rest.
      ([0.02, 0.02, 1, 1, 1, 0.5], [true, true, false, false, false, false]),
      ([0.02, 0.02, 0.02], [false, false, false]), ([0.06], [false]), ([0.05], [true]), ([], []),
    ] as [([Double], [Bool])])
  func testable(smallest: [Double], expected: [Bool]) {
    #expect(AdjustedPValues.testable(smallest, alpha: 0.05) == expected)
  }

  @Test("Every one that is asked would be a finding if each came out as small as it can")
  func reach() {
    var generator = Draws(seed: 12)
    for _ in 0..<300 {
      let smallest = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
        1 / Double(Int.random(in: 1...2_000, using: &generator))
      }
      let asked = AdjustedPValues.testable(smallest, alpha: 0.05)
      let own = zip(smallest, asked).compactMap { $1 ? $0 : nil }
      let together = AdjustedPValues.holm(own)
      #expect(together.allSatisfy { $0 <= 0.05 + 1e-12 }, "\(smallest)")
    }
  }
}
