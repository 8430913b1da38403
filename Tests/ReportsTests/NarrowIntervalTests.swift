import Corpora
import Metrics
import Reports
import Testing

@Suite("An interval whose ends two decimals do not tell apart")
struct NarrowIntervalTests {
  private func shown(
    _ value: Double, _ lower: Double, _ upper: Double, unit: ConfidenceInterval.Unit = .word
  ) throws -> String {
    let interval = ConfidenceInterval(lower: lower, upper: upper, level: 0.95, unit: unit)
    let page = try Page {
      $0.ladder = [
        LadderRow(
          origin: .of(), count: 560, accuracy: .undetermined,
          uar: Measure(value, interval: interval), chance: 1 / 7, majorityShare: nil)
      ]
    }
    return try page.rows(of: "Protocol ladder")[0][2]
  }

  @Test("has the decimals that do, up to four, and never looks like certainty")
  func ends() throws {
    #expect(try shown(0.9982, 0.9955, 1) == ".998 [.996, 1.000]")
    #expect(try shown(0.99964, 0.9993, 1) == "1.000 [.999, 1.000]")
    #expect(try shown(0.9999, 0.9996, 1) == ".9999 [.9996, 1.0000]")
    #expect(try shown(0.99999, 0.99998, 1) == "1.0000 [1.0000, 1.0000]")
    #expect(try shown(0.0018, 0, 0.004) == ".002 [.000, .004]")
    #expect(try shown(0.5021, 0.5011, 0.5031) == ".502 [.501, .503]")
  }

  @Test("has two where they suffice, and where both ends are one number")
  func two() throws {
    #expect(try shown(1, 0.95, 1, unit: .exact) == "1.00 [.95, 1.00]")
    #expect(try shown(0.993, 0.985, 1) == ".99 [.99, 1.00]")
    #expect(try shown(0.5, 0.5, 0.5) == ".50 [.50, .50]")
  }

  @Test("is explained below the ladder beside the wider one of a rung without an error")
  func note() throws {
    let row = LadderRow(
      origin: .of(), count: 560, accuracy: .undetermined, uar: Measure(0.998), chance: nil,
      majorityShare: nil)
    let text = try Page { $0.ladder = [row] }.section("ladder").text
    #expect(text.contains("Read both as few errors or none, and compare no widths"))
  }
}
