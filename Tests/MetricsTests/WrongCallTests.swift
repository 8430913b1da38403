import Metrics
import Testing

@Suite("A call that cannot be meant ends the program and says why, in a release build too")
struct WrongCallTests {
  @Test("a level in percent")
  func level() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = IntervalSettings(level: 95)
    }
    check(result, "a level of 95.0; expected one between 0 and 1, as 0.95 for 95 %")
  }

  @Test("a class that a matrix does not have, whichever number is asked for")
  func classes() async throws {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConfusionMatrix([]).recall(of: 9)
    }
    check(none, "classes 9 and 0; expected 0 to 6")
    let mean = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConfusionMatrix([]).unweightedAverageRecall(over: [7])
    }
    check(mean, "classes 7 and 0; expected 0 to 6")
    // This cell is that of another pair of classes in the row behind.
    let cell = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ConfusionMatrix([])[0, 8]
    }
    check(cell, "classes 0 and 8; expected 0 to 6")
  }

  private func check(_ result: ExitTest.Result?, _ words: String) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("Fatal error: " + words))
  }
}
