import Foundation
import Testing

/// Evaluations that are given unlabelled recordings of the tested speaker.
@Suite("A transductive row")
struct TransductiveTests {
  @Test("stands beside each ordinary one of an unheard speaker, and gates nothing")
  func rows() async throws {
    let sandbox = try await FinishedAudit.copy()
    let tests = try await sandbox.query(
      """
      SELECT DISTINCT protocol, trained_on, tested_on, n, severity FROM reported_metrics
      WHERE perturbation = 'transductive' AND metric = 'uar' AND speaker IS NULL ORDER BY 1, 2
      """)
    #expect(tests == "speaker-disjoint|v1|v2|70|1\nspeaker-disjoint|v2|v1|70|1")
    let ordinary = try await sandbox.query(
      """
      SELECT count(*) FROM reported_metrics WHERE metric = 'uar' AND perturbation IS NULL
      AND protocol = 'speaker-disjoint' AND speaker IS NULL AND attribute IS NULL
      """)
    #expect(ordinary == "2")
    let looks = try await sandbox.query(
      "SELECT count(*) FROM test_looks WHERE perturbation = 'transductive'")
    #expect(looks == "2")
    let decided = try await sandbox.query(
      "SELECT count(*) FROM findings WHERE message LIKE '%transductive%'")
    #expect(decided == "0")
    let run = try #require(sandbox.names(in: "reports").first)
    let page = try sandbox.text("reports/\(run)/report.md")
    #expect(page.contains("speaker-disjoint · v1 → v2 · transductive"))
    #expect(!page.contains("Under transductive"))
  }

  @Test("is what `predict --speaker` says of the same recordings")
  func predictions() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let model = "reports/\(run)/models/speaker-disjoint-v1-seed0.safetensors"
    let files = ["tree_angry", "tree_sad", "tree_neutral"].map { "tiny/v2/v2_\($0).wav" }
    let known = try await Program.run(
      ["predict", "--json", "--model", model, "--speaker", "tiny/v2"] + files, in: sandbox.path)
    #expect(known.exitCode == 0, "\(known.errors)")
    let answers = (known.json as? [String: Any])?["data"] as? [[String: Any]] ?? []
    try #require(answers.count == files.count)
    for (answer, file) in zip(answers, files) {
      let stored = try await sandbox.query(
        """
        SELECT p.p_angry FROM predictions p JOIN evaluations e ON e.id = p.evaluation
          JOIN utterances u ON u.id = p.utterance
        WHERE e.perturbation = 'transductive' AND u.path LIKE '%\(file.dropFirst(5))'
        """)
      let probabilities = try #require(answer["probabilities"] as? [String: Double])
      let expected = try #require(Double(stored), "\(stored)")
      #expect(abs((probabilities["angry"] ?? -1) - expected) < 1e-5, "\(file)")
    }
    let unknown = try await Program.run(
      ["predict", "--json", "--model", model] + files, in: sandbox.path)
    #expect(unknown.exitCode == 0 && unknown.output != known.output)
  }

  @Test(
    "asks for recordings that are there",
    arguments: [
      ("nowhere.wav", Int32(4), "nowhere.wav: there is no such file or folder"),
      ("empty", 4, "the folder is empty"), ("text", 4, "nothing can be heard"),
      ("notes", 4, "the folder holds no recording, only 1 other file"),
    ])
  func badRecordings(place: String, code: Int32, words: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/empty", withIntermediateDirectories: true)
    try sandbox.write("text/notes.wav", "no audio")
    try sandbox.write("notes/deep/notes.txt", "no audio")
    let outcome = try await Program.run(
      ["predict", "--speaker", place, "tiny/v2/v2_tree_sad.wav"], in: sandbox.path)
    #expect(outcome.exitCode == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("leaves out what cannot be heard, and says so")
  func partlyHeard() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("text/notes.wav", "no audio")
    try sandbox.write("text/notes.txt", "no recording by its name, and none that is counted")
    let outcome = try await sandbox.run(
      "predict", "--speaker", "tiny/v2", "--speaker", "text", "tiny/v2/v2_tree_sad.wav")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.contains("1 of 71 files is no recording "), "\(outcome.errors)")
    #expect(outcome.errors.contains("text/notes.wav"))
  }

  @Test("takes the recordings of the folders below a folder too")
  func nested() async throws {
    let sandbox = try await FinishedAudit.copy()
    let names = sandbox.names(in: "tiny/v2").filter { $0.hasSuffix(".wav") }
    for (index, name) in names.enumerated() {
      let folder = index % 2 == 0 ? "voice" : "voice/deep/deeper"
      try FileManager.default.createDirectory(
        atPath: "\(sandbox.path)/\(folder)", withIntermediateDirectories: true)
      try sandbox.link("\(folder)/\(name)", to: "\(sandbox.path)/tiny/v2/\(name)")
    }
    let file = "tiny/v2/v2_tree_sad.wav"
    try sandbox.write("voice/deep/notes.wav", "no audio")
    var outcomes: [Program.Outcome] = []
    for place in ["tiny/v2", "voice"] {
      outcomes.append(
        try await sandbox.run("predict", "--format", "csv", "--speaker", place, file))
    }
    #expect(outcomes.allSatisfy { $0.exitCode == 0 }, "\(outcomes.map(\.errors))")
    let words = "1 of \(names.count + 1) files is no recording or holds nothing but silence"
    #expect(outcomes[1].errors.contains(words), "\(outcomes[1].errors)")
    #expect(outcomes[1].errors.contains("voice/deep/notes.wav"), "\(outcomes[1].errors)")
    let probabilities = outcomes.map { outcome in
      outcome.output.split(separator: "\n").last?.split(separator: ",").compactMap { Double($0) }
        ?? []
    }
    try #require(probabilities.allSatisfy { $0.count == 7 })
    #expect(zip(probabilities[0], probabilities[1]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("is refused where features take the mean of every band away")
  func perBand() async throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "band.yaml",
      Sandbox.recipe.replacing("features:", with: "features:\n  normalization: perBand"))
    let train = try await sandbox.run(
      "train", "--corpus", "tiny", "--data", "tiny", "--recipe", "band.yaml", "--preset", "quick",
      "--protocols", "speaker-disjoint")
    #expect(train.exitCode == 0, "\(train.errors)")
    let outcome = try await sandbox.run(
      "predict", "--speaker", "tiny/v2", "tiny/v2/v2_tree_sad.wav")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.contains("normalization: perBand"), "\(outcome.errors)")
  }
}
