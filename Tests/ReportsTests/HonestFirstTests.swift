import Corpora
import Metrics
import Reports
import Testing

@Suite("What does not leak stands first")
struct HonestFirstTests {
  /// The example with what leaks before what does not.
  private func page(isAllLeaky: Bool = false) throws -> Page {
    var report = ExampleReport.report()
    func turned<Value>(_ values: [Value], _ origin: (Value) -> Origin) -> [Value] {
      values.filter { origin($0).isLeaky }
        + (isAllLeaky ? [] : values.filter { !origin($0).isLeaky })
    }
    report.classes = turned(report.classes, \.origin)
    report.confusions = turned(report.confusions, \.origin)
    report.speakers = turned(report.speakers, \.origin)
    let diagram = try #require(report.reliability.first)
    report.reliability =
      [.init(origin: ExampleReport.random, ece: diagram.ece, bins: diagram.bins)]
      + (isAllLeaky ? [] : report.reliability)
    return try Page(report)
  }

  static let sections = ["speakers", "classes", "confusions", "reliability"]

  @Test("A split that leaks is folded under a heading that says so", arguments: sections)
  func folded(id: String) throws {
    let section = try page().section(id)
    let folds = section.all("details").filter {
      $0.all("summary").first?.text == "The same of LEAKY splits (1)"
    }
    let fold = try #require(folds.first)
    #expect(folds.count == 1)
    let stamps = section.all(class: "stamp").count
    #expect(stamps > 0 && fold.all(class: "stamp").count == stamps, "none of it stands open")
  }

  @Test("It stands open where there is nothing else", arguments: sections)
  func alone(id: String) throws {
    let section = try page(isAllLeaky: true).section(id)
    #expect(section.all(class: "stamp").count > 0)
    #expect(section.all("summary").allSatisfy { !$0.text.contains("LEAKY splits") })
  }
}
