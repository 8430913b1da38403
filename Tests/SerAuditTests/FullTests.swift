import Foundation
import Testing

@Suite("A whole audit, from recordings to a verdict")
struct FullTests {
  @Test("writes the ledger and all four documents, and ends with its verdict")
  func writesEverything() async throws {
    let outcome = try await FinishedAudit.outcome()
    let sandbox = try await FinishedAudit.copy()
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let word = [0: "PASSED", 1: "FAILED", 3: "UNDETERMINED"][outcome.exitCode] ?? ""
    #expect(outcome.output.contains("Verdict: \(word)"))
    let run = try #require(sandbox.names(in: "reports").first)
    #expect(
      sandbox.names(in: "reports/" + run) == [
        "findings.json", "junit.xml", "models", "report.html", "report.md", "splits",
      ])
    #expect(outcome.output.contains("reports/\(run)/report.html"))
    #expect(sandbox.names().filter { $0.hasPrefix("reports") } == ["reports"])
    #expect(try await sandbox.query("SELECT id, status FROM runs") == run + "|complete")
    let directions = try await sandbox.query(
      """
      SELECT DISTINCT trained_on || '>' || tested_on FROM reported_metrics
      WHERE protocol = 'speaker-disjoint' AND metric = 'uar' AND attribute IS NULL ORDER BY 1
      """)
    #expect(directions == "v1>v2\nv2>v1")
  }

  @Test("is judged again and not repeated when the same command is given again")
  func isNotRepeated() async throws {
    let first = try await FinishedAudit.outcome()
    let sandbox = try await FinishedAudit.copy()
    let again = try await sandbox.audit()
    #expect(again.exitCode == first.exitCode)
    #expect(again.output == first.output)
    #expect(again.errors.contains("is complete; --fresh begins a new one"))
    #expect(!again.errors.contains("epoch"))
    #expect(try await sandbox.query("SELECT count(*) FROM runs") == "1")
    #expect(try await MetricRows.text(of: sandbox) == FinishedAudit.metrics())
  }

  @Test(
    "leaves with 0, 1 or 3 as the policy's verdict is passed, failed or undetermined",
    arguments: [
      (Int32(0), "PASSED", "at-least: 0.0"), (1, "FAILED", "at-least: 0.999"),
      (3, "UNDETERMINED", "at-least: 0.0\n    least-count: 100000"),
    ])
  func leavesWithTheVerdict(code: Int32, word: String, limit: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("policy.yaml", Self.policy(limit: limit))
    let full = try await sandbox.audit("full", "--policy", "policy.yaml")
    #expect(full.exitCode == code, "\(full.errors)")
    #expect(full.output.contains("Verdict: \(word) by policy \"test\""))
    let gate = try await sandbox.run("gate", "--policy", "policy.yaml")
    #expect(gate.exitCode == code)
    #expect(gate.output.contains("Verdict: \(word) by policy \"test\""))
  }

  @Test("can be made in two steps, with the same numbers")
  func canBeMadeInTwoSteps() async throws {
    let sandbox = try Sandbox()
    let early = try await sandbox.audit("audit")
    #expect(early.exitCode == 2)
    #expect(early.errors.contains("Run `ser-audit train`"))
    let train = try await sandbox.audit("train")
    #expect(train.exitCode == 0, "\(train.errors)")
    #expect(train.output.split(separator: "\n").count == 3)
    let audit = try await sandbox.audit("audit")
    #expect(audit.exitCode == (try await FinishedAudit.outcome().exitCode))
    #expect(!audit.errors.contains("epoch 1/"))
    let fresh = try await sandbox.audit("audit", "--fresh")
    #expect(fresh.exitCode == 2)
    #expect(fresh.errors.contains("train --fresh"), "\(fresh.errors)")
    #expect(try await MetricRows.text(of: sandbox) == FinishedAudit.metrics())
  }

  @Test("is left whole when a model file is gone: nothing is fitted into a complete run")
  func isLeftWhole() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    try FileManager.default.removeItem(atPath: sandbox.path + "/reports/\(run)/models")
    let train = try await sandbox.audit("train")
    #expect(train.exitCode == 5)
    #expect(train.errors.contains("--fresh"))
    let gate = try await sandbox.run("gate")
    #expect(gate.exitCode == (try await FinishedAudit.outcome().exitCode))
    #expect(try await MetricRows.text(of: sandbox) == FinishedAudit.metrics())
  }

  @Test("tells nothing but the result with --quiet, and plain lines where nobody watches")
  func isQuiet() async throws {
    let sandbox = try Sandbox()
    let quiet = try await sandbox.audit("train", "--quiet")
    #expect(quiet.exitCode == 0)
    #expect(quiet.errors.isEmpty)
    let lines = try await sandbox.audit("train", "--fresh").errors
    #expect(lines.contains("epoch 1/3"))
    #expect(lines.contains("last of 3 epochs kept, dev UAR "))
    #expect(!lines.contains("best so far"))
    #expect(!lines.contains("\u{1B}") && !lines.contains("\r"))
  }

  @Test("is reported again from the ledger alone, letter by letter")
  func isReportedAgain() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let before = try sandbox.text("reports/\(run)/report.md")
    try FileManager.default.removeItem(atPath: sandbox.path + "/reports")
    try FileManager.default.removeItem(atPath: sandbox.path + "/tiny")
    let report = try await sandbox.run("report")
    #expect(report.exitCode == 0, "\(report.errors)")
    #expect(try sandbox.text("reports/\(run)/report.md") == before)
  }

  @Test("says what the default recipe was chosen on only where that recipe was taken")
  func recipe() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let page = try sandbox.text("reports/\(run)/report.md")
    #expect(page.contains("\n- No intended use is claimed.") && !page.contains("six actors"))
    #expect(!page.contains("Training heard every word"), "some tested words are new to training")
  }

  @Test("describes the network that it is about, with PyTorch's number of parameters")
  func system() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let page = try sandbox.text("reports/\(run)/report.md")
    let blocks = 1 * 4 * 9 + 2 * 4 + 4 * 8 * 9 + 2 * 8
    // Bands 32 / 16, times 8 channels, are 16 inputs, as many as both directions of 8 give on.
    let recurrent = 2 * 2 * (4 * 8 * (16 + 8) + 2 * 4 * 8)
    let attention = 16 * 8 + 8 + 16 * 8 + 8
    let head = 16 * 8 + 8 + 8 * 7 + 7
    #expect(
      page.contains(
        "| Network | 2 convolution blocks (4, 8 channels), 2 bidirectional LSTM layers of 8 units a "
          + "direction, attention, a dense layer of 8, softmax over 7 emotions; "
          + "\(blocks + recurrent + attention + head) parameters, not pretrained |"))
    #expect(page.contains("| Input | log-mel spectrogram of 32 bands from 50 to 7600 Hz, windows "))
    #expect(page.contains("at most 3 epochs or "))
  }

  @Test("says where training heard every word that was tested")
  func fewWords() async throws {
    let sandbox = try Sandbox()
    let rows = try sandbox.text("tiny/manifest.csv").split(separator: "\n")
    let column = try #require(rows.first?.split(separator: ",").firstIndex(of: "word"))
    let word = { (row: Substring) in row.split(separator: ",")[column] }
    let kept = Set(rows.dropFirst().map(word)).sorted().prefix(6)
    let few = rows.prefix(1) + rows.dropFirst().filter { kept.contains(word($0)) }
    try sandbox.write("tiny/manifest.csv", few.joined(separator: "\n") + "\n")
    let outcome = try await sandbox.audit("full", "--protocols", "speaker-disjoint")
    #expect([0, 1, 3].contains(outcome.exitCode), "\(outcome.errors)")
    let run = try #require(sandbox.names(in: "reports").first)
    #expect(
      try sandbox.text("reports/\(run)/report.md").contains(
        "- Training heard every word or sentence that was tested, from other speakers"))
  }

  @Test("tells the thirds of what was measured from low to high, and where each lies")
  func thirds() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let lines = try sandbox.text("reports/\(run)/report.md").split(separator: "\n")
    let thirds = ["low (up to ", "middle (to ", "high (over "]
    let found = lines.compactMap { line in
      thirds.first { line.hasPrefix("| duration | \($0)") && line.contains(" s) | ") }
    }
    #expect(found == thirds)
  }

  @Test("tells how many utterances stand behind each cell of the sweep")
  func sweepCounts() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let counts = try await sandbox.query(
      """
      SELECT DISTINCT n FROM reported_metrics WHERE speaker IS NULL AND class IS NULL
        AND perturbation = 'white-noise' AND metric IN ('clean-accuracy', 'accuracy')
      """)
    let rows = try sandbox.text("reports/\(run)/report.md").split(separator: "\n")
      .filter { $0.hasPrefix("| white-noise, ") }
    #expect(counts == "70" && rows.count == 12)
    for row in rows { #expect(row.split(separator: "|")[2] == " 70 ", "\(row)") }
    #expect(rows.count { $0.split(separator: "|")[1] == " 4: 10 dB SNR " } == 2)
  }

  @Test("gives a model that names an emotion for each recording")
  func givesAModel() async throws {
    let sandbox = try await FinishedAudit.copy()
    let files = sandbox.names(in: "tiny/v1").prefix(3).map { "tiny/v1/" + $0 }
    let predict = try await Program.run(["predict"] + files, in: sandbox.path)
    #expect(predict.exitCode == 0, "\(predict.errors)")
    #expect(predict.output.split(separator: "\n").count == 4)
    #expect(files.allSatisfy(predict.output.contains))
  }

  @Test("gives its model also to who works in another folder, or says where it was looked for")
  func givesItsModelElsewhere() async throws {
    let sandbox = try await FinishedAudit.copy()
    let elsewhere = sandbox.path + "/tiny"
    let call = ["predict", "--ledger", "../ser-audit.sqlite", "v1/v1_tree_angry.wav"]
    let predict = try await Program.run(call, in: elsewhere)
    #expect(predict.exitCode == 0, "\(predict.errors)")
    try FileManager.default.removeItem(atPath: sandbox.path + "/reports")
    let gone = try await Program.run(call, in: elsewhere)
    #expect(gone.exitCode == 2)
    #expect(gone.errors.contains("(looked for reports/"), "\(gone.errors)")
    #expect(gone.errors.contains(" and ../reports/"), "\(gone.errors)")
  }

  @Test("gives predictions as CSV and JSON lines with the contract's columns")
  func givesPredictionsToPrograms() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.link("a,b.wav", to: sandbox.path + "/tiny/v1/v1_tree_sad.wav")
    let columns = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
      .map { "p_" + $0 }
    let csv = try await sandbox.run("predict", "a,b.wav", "gone.wav", "--format", "csv")
    #expect(csv.exitCode == 4)
    let lines = csv.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines[0] == "path," + columns.joined(separator: ","))
    #expect(lines[1].hasPrefix("\"a,b.wav\","))
    let fromCSV = lines[1].dropFirst("\"a,b.wav\",".count).split(separator: ",").map { Double($0) }
    for (name, field) in [(" ab.wav", "\" ab.wav\""), ("a\"b\".wav", "\"a\"\"b\"\".wav\"")] {
      try sandbox.link(name, to: sandbox.path + "/tiny/v1/v1_tree_sad.wav")
      let odd = try await sandbox.run("predict", name, "--format", "csv")
      #expect(odd.output.contains("\n" + field + ","), "\(odd.output)")
      let line = try await sandbox.run("predict", name, "--format", "jsonl")
      #expect((line.json as? [String: Any])?["path"] as? String == name, "\(line.output)")
    }
    let jsonl = try await sandbox.run("predict", "a,b.wav", "--format", "jsonl")
    #expect(jsonl.output.hasPrefix("{\"path\":\"a,b.wav\",") && jsonl.output.hasSuffix("}\n"))
    let numbers = jsonl.output.replacing("\"path\":\"a,b.wav\",", with: "")
    let object = try JSONDecoder().decode([String: Double].self, from: Data(numbers.utf8))
    let shares = columns.map { object[$0] }
    #expect(shares == fromCSV)
    let sum = shares.reduce(0.0) { $0 + ($1 ?? .nan) }
    #expect(abs(sum - 1) < 1e-5)
  }

  @Test("says how much of a long recording was not heard")
  func saysWhatWasNotHeard() async throws {
    let sandbox = try await FinishedAudit.copy()
    let name = try #require(sandbox.names(in: "tiny/v1").first { $0.hasSuffix(".wav") })
    let wave = [UInt8](
      try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/tiny/v1/" + name)))
    let copies = 20
    func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
    let samples = Array(repeatElement(wave[44...], count: copies).joined())
    try sandbox.write(
      "long.wav",
      bytes: wave[..<4] + little(36 + samples.count) + wave[8..<40] + little(samples.count)
        + samples)
    let short = try await sandbox.run("predict", "tiny/v1/" + name)
    #expect(!short.errors.contains("of sound were heard"), "\(short.errors)")
    let long = try await sandbox.run("predict", "long.wav")
    #expect(long.exitCode == 0)
    #expect(long.errors.contains("long.wav: only the first"), "\(long.errors)")
  }

  private static func policy(limit: String) -> String {
    """
    format: 1
    name: test
    rules:
      - name: accuracy
        metric: accuracy
        per: speaker
        protocols: [speaker-disjoint]
        \(limit)
        decided-on: value
        reason: A test.
    """
  }
}
