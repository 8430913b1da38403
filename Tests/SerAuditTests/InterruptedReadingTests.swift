import Foundation
import Testing

@Suite("Ctrl-C while recordings are read")
struct InterruptedReadingTests {
  /// A sandbox with a corpus in the names of CREMA-D, whose notice tells when it was read, of so
  /// many recordings that reading all takes a second.
  private static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let words = [
      "IEO", "TIE", "IOM", "IWW", "TAI", "MTI", "IWL", "ITH", "DFA", "ITS", "TSI", "WSI",
    ]
    let emotions = [
      ("ANG", "angry"), ("DIS", "disgust"), ("FEA", "fear"), ("HAP", "happy"), ("NEU", "neutral"),
      ("SAD", "sad"),
    ]
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/crema-d", withIntermediateDirectories: true)
    for (actor, word) in (1001...1020).flatMap({ actor in words.map { (actor, $0) } }) {
      for (code, emotion) in emotions {
        try sandbox.link(
          "crema-d/\(actor)_\(word)_\(code)_XX.wav",
          to: sandbox.path + "/tiny/v1/v1_tree_\(emotion).wav")
      }
    }
    let path = "1001_IEO_ANG_XX.wav"
    try sandbox.write("split.csv", "path,part\n\(path),train\n\(path),test\n")
    return sandbox
  }

  @Test(
    "ends with 130, says what is left of the work, and writes nothing",
    arguments: [
      ("corpus check crema-d --data .", "Interrupted; nothing was written."),
      ("corpus features crema-d --data .", "Interrupted after "),
      ("explore crema-d --data .", "Interrupted; nothing was written."),
      ("full --corpus crema-d --data .", "Interrupted; nothing was written."),
      (
        "leakage --split split.csv --corpus crema-d --data .",
        "Interrupted; nothing was written."
      ),
    ])
  func endsIt(call: String, words: String) async throws {
    let sandbox = try Self.sandbox()
    let before = sandbox.names()
    for signal in [SIGINT, SIGTERM] {
      let program = try Program.start(
        call.split(separator: " ").map(String.init), in: sandbox.path)
      try await program.send(signal, at: "Open Database License")
      let outcome = try await program.outcome()
      #expect(outcome.exitCode == 130, "\(outcome.errors)")
      #expect(outcome.errors.contains("Stopping at the next safe place; once more ends at once."))
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      #expect(sandbox.names() == before)
    }
  }

  @Test("keeps the spectrograms that were computed before, and the same command finds them")
  func keepsFeatures() async throws {
    let sandbox = try Self.sandbox()
    let call = ["corpus", "features", "crema-d", "--data", "."]
    let cache = ["SER_AUDIT_CACHE": sandbox.path + "/kept"]
    let program = try Program.start(call, in: sandbox.path, environment: cache)
    let folder = sandbox.path + "/kept"
    try await program.send(SIGINT) {
      (FileManager.default.enumerator(atPath: folder)?.allObjects.count ?? 0) > 2
    }
    let outcome = try await program.outcome()
    #expect(outcome.exitCode == 130, "\(outcome.errors)")
    #expect(
      outcome.errors.contains(" of 1440 utterances, which are kept; the same command goes on"),
      "\(outcome.errors)")
    let again = try await Program.run(call, in: sandbox.path, environment: cache)
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.output.contains("crema-d: 1440 utterances, "), "\(again.output)")
  }

  @Test(
    "ends the program at once the second time, whatever it waits for",
    arguments: [SIGINT, SIGTERM])
  func endsAtOnce(second: Int32) async throws {
    let sandbox = try Sandbox()
    // Nobody ever writes to this pipe.
    #expect(mkfifo(sandbox.path + "/answers", 0o600) == 0)
    let before = sandbox.names()
    let program = try Program.start(
      ["full", "--corpus", "tiny", "--data", "tiny", "--predictions", "answers"],
      in: sandbox.path)
    try await program.send(SIGINT, at: "140 recordings of 2 speakers")
    try await program.send(second, at: "once more ends at once")
    let outcome = try await program.outcome()
    #expect(outcome.exitCode == 130)
    #expect(outcome.output.isEmpty)
    #expect(sandbox.names() == before)
  }
}
