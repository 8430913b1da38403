import Metrics
import Reports
import Testing

@Suite("Where the thirds of what was measured lie")
struct ThirdsTests {
  @Test("is said beside each third, in its unit, and beside no other group")
  func isSaid() throws {
    let groups = ["duration", "f0", "level", "arousal"].flatMap { attribute in
      ["low", "middle", "high"].map { (attribute, $0) }
    }
    let page = try Page {
      var summary = FairnessSummary(
        origin: ExampleReport.onYAF, counts: [],
        groups: groups.map {
          .init(
            attribute: $0.0, group: $0.1, count: 60, accuracy: Measure(0.5), uar: Measure(0.5),
            ece: Measure(0.1))
        }, gaps: [], words: [], findings: [])
      summary.thirds = [
        "f0": .init(low: 182.44, middle: 231, unit: "Hz"),
        "duration": .init(low: 1.987, middle: 2.2, unit: "s"),
        "level": .init(low: -24.25, middle: -20, unit: "dB of full scale"),
      ]
      $0.fairness = summary
    }
    let cells = try page.table("Each group").all("td").map(\.text)
    for text in [
      "low (up to 182.4 Hz)", "middle (to 231.0 Hz)", "high (over 231.0 Hz)", "low (up to 1.99 s)",
      "low",
    ] { #expect(cells.contains(text), "\(text): \(cells)") }
    #expect(cells.contains { $0.hasPrefix("low (up to −24.") && $0.hasSuffix("dB of full scale)") })
  }
}
