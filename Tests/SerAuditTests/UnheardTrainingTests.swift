import Audio
import Foundation
import Testing

@Suite("Recordings that training cannot hear")
struct UnheardTrainingTests {
  private static let emotions = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]

  /// Writes a recording of 45 ms, shorter than a frame, of each emotion and word, and gives their
  /// rows of a manifest.
  private static func blinks(
    of speaker: String, words: [String], in folder: String, _ sandbox: Sandbox
  ) throws -> String {
    var rows = ""
    for (place, word) in words.enumerated() {
      for (index, emotion) in emotions.enumerated() {
        let step = 0.1 + 0.01 * Float(7 * place + index)
        let samples = (0..<720).map { 0.5 * sin(Float($0) * step) }
        let name = "\(word)_\(emotion).wav"
        try sandbox.write(
          folder + "/" + name,
          bytes: Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .pcm16))
        rows += "\(name),\(emotion),\(speaker),\(word),en\n"
      }
    }
    return rows
  }

  @Test("are counted by a finding, also where `audit` finds the models fitted, and even if quiet")
  func areCounted() async throws {
    let sandbox = try Sandbox()
    let rows = try Self.blinks(
      of: "v1", words: ["blink", "wink", "tick", "tock"], in: "tiny", sandbox)
    try sandbox.write("tiny/manifest.csv", try sandbox.text("tiny/manifest.csv") + rows)
    let train = try await sandbox.audit("train", "--quiet")
    #expect(train.exitCode == 0, "\(train.errors)")
    #expect(train.errors.contains("dev recordings of random were left out of the training"))
    #expect(train.errors.contains("(the recording has "), "\(train.errors)")
    let audit = try await sandbox.audit("audit")
    #expect([0, 1, 3].contains(audit.exitCode), "\(audit.errors)")
    #expect(!audit.errors.contains("epoch 1/"))
    let subjects = try await sandbox.query(
      """
      SELECT subject, status, importance FROM findings WHERE check_name = 'training-data'
      ORDER BY subject
      """)
    #expect(
      subjects
        == "random, seed 0|failed|warning\nspeaker-disjoint/v1, seed 0|failed|warning")
    let message = try await sandbox.query(
      "SELECT message FROM findings WHERE check_name = 'training-data' AND subject LIKE 'random%'")
    #expect(train.errors.contains(message), "\(message)")
    let run = try #require(sandbox.names(in: "reports").first)
    for page in ["findings.json", "report.md"] {
      #expect(try sandbox.text("reports/\(run)/\(page)").contains("training-data"), "\(page)")
    }
    // What is tested and too short is told by its own reason.
    #expect(
      audit.errors.contains("ms of sound without the silence at its ends, expected at least 64 ms"),
      "\(audit.errors)")
    #expect(!audit.errors.contains("says nothing of it"))
  }

  @Test("are an error where they are all that a companion has: it would be claimed unheard")
  func areAllOfACompanion() async throws {
    let sandbox = try Sandbox()
    let rows = try Self.blinks(of: "f", words: ["blink", "wink"], in: "friends", sandbox)
    try sandbox.write("friends/manifest.csv", "path,emotion,speaker,word,language\n" + rows)
    let outcome = try await sandbox.run(
      "full", "--corpus", "tiny", "--data", ".", "--recipe", "tiny.yaml", "--preset", "quick",
      "--companion", "friends")
    #expect(outcome.exitCode == 4, "\(outcome.errors)")
    #expect(outcome.errors.contains("No training recording of friends of "))
    #expect(
      outcome.errors.contains(" is left: 14 cannot be used, for example friends/"),
      "\(outcome.errors)")
    #expect(try await sandbox.query("SELECT count(*) FROM models") == "0")
  }
}
