import Foundation
import Testing

@Suite("The stamp LEAKY")
struct PageStampTests {
  private func report(_ sandbox: Sandbox, _ name: String) throws -> String {
    let run = try #require(sandbox.names(in: "reports").first)
    return try sandbox.text("reports/\(run)/\(name)")
  }

  /// Lines of a Markdown page in which a number, a chart or a table of some origin is named.
  private func lines(_ page: String, naming labels: [String]) -> [String] {
    page.split(separator: "\n").map(String.init).filter { line in
      labels.contains { line.contains($0) }
    }
  }

  @Test("stands on every line of the page that names a split which leaks, and on no honest one")
  func everyLine() async throws {
    let sandbox = try await FinishedAudit.copy()
    let page = try report(sandbox, "report.md")
    let origins = try await sandbox.query(
      """
      SELECT DISTINCT protocol, trained_on, tested_on, leaky FROM reported_metrics
      WHERE metric = 'uar' AND perturbation IS NULL AND speaker IS NULL
      """)
    var labels: [Bool: [String]] = [:]
    for line in origins.split(separator: "\n") {
      let parts = line.split(separator: "|").map(String.init)
      let who = parts[1] == parts[2] ? "\(parts[1]), both sides" : "\(parts[1]) → \(parts[2])"
      labels[parts[3] == "1", default: []].append("\(parts[0]) · \(who)")
    }
    let leaky = lines(page, naming: labels[true] ?? [])
    // Ladder, speakers, classes, confusions, reliability and attention each name them.
    #expect(leaky.count > 20)
    for line in leaky { #expect(line.contains("LEAKY"), "\(line)") }
    let honest = lines(page, naming: labels[false] ?? [])
    #expect(honest.count > 20)
    // Prose may set a leaky number beside honest ones; no sentence that names an honest rung is
    // stamped.
    let sentences = honest.filter { !leaky.contains($0) }.joined(separator: "\n")
      .replacing(". ", with: ".\n")
    for sentence in lines(sentences, naming: labels[false] ?? []) {
      #expect(!sentence.contains("LEAKY"), "\(sentence)")
    }
    #expect(page.contains("### **LEAKY** random, seed 0"), "the curve of its fit is stamped too")
    #expect(!page.contains("### **LEAKY** speaker-disjoint/"))
  }

  @Test("stands in the ledger's rows and the findings' numbers of every rung that leaks by design")
  func ledgerAndJSON() async throws {
    let sandbox = try await FinishedAudit.copy()
    let unstamped = try await sandbox.query(
      """
      SELECT count(*) FROM reported_metrics
      WHERE protocol IN ('random', 'augment-before-split', 'word-disjoint') AND leaky = 0
      """)
    #expect(unstamped == "0")
    let json = try JSONSerialization.jsonObject(
      with: Data(try report(sandbox, "findings.json").utf8))
    var seen = 0
    func visit(_ value: Any) {
      if let object = value as? [String: Any] {
        if let rung = object["evaluationProtocol"] as? String,
          let leaky = object["isLeaky"] as? Bool
        {
          seen += 1
          #expect(leaky == ["random", "augment-before-split", "word-disjoint"].contains(rung))
        }
        object.values.forEach(visit)
      }
      (value as? [Any])?.forEach(visit)
    }
    visit(json)
    #expect(seen > 0)
  }

  @Test("comes to an honest rung with near-duplicates across it, and keeps it from passing")
  func nearDuplicateAcrossSpeakers() async throws {
    let sandbox = try Sandbox()
    var manifest = try sandbox.text("tiny/manifest.csv")
    // Of every word, so that some stand on the fitted side and some are tested.
    for name in sandbox.names(in: "tiny/v1") where name.hasSuffix("_sad.wav") {
      try sandbox.write("tiny/dup/" + name, bytes: Self.shortened(sandbox, "v1/" + name))
      manifest = manifest.replacingOccurrences(
        of: "v2/v2" + name.dropFirst(2) + ",", with: "dup/" + name.dropFirst(3) + ",")
      try FileManager.default.moveItem(
        atPath: sandbox.path + "/tiny/dup/" + name,
        toPath: sandbox.path + "/tiny/dup/" + name.dropFirst(3))
    }
    try sandbox.write("tiny/manifest.csv", manifest)
    let full = try await sandbox.audit()
    #expect(full.exitCode != 0, "\(full.output)")
    let honest = try await sandbox.query(
      "SELECT count(*) FROM reported_metrics WHERE protocol = 'speaker-disjoint' AND leaky = 0")
    #expect(honest == "0")
    let why = try await sandbox.query(
      "SELECT leakage FROM splits WHERE protocol = 'speaker-disjoint'")
    #expect(why.contains("near-duplicate"))
    let page = try report(sandbox, "report.md")
    let named = lines(page, naming: ["speaker-disjoint · v1 → v2", "speaker-disjoint · v2 → v1"])
      .filter { !$0.contains("speaker-word-disjoint") }
    #expect(!named.isEmpty)
    for line in named { #expect(line.contains("LEAKY"), "\(line)") }
  }

  /// A recording without its last tenth.
  private static func shortened(_ sandbox: Sandbox, _ name: String) throws -> [UInt8] {
    let source = try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/tiny/" + name))
    var copy = Array(source.prefix(44 + (source.count - 44) / 20 * 18))
    for (offset, value) in [(4, copy.count - 8), (40, copy.count - 44)] {
      for byte in 0..<4 { copy[offset + byte] = UInt8(value >> (8 * byte) & 255) }
    }
    return copy
  }
}
