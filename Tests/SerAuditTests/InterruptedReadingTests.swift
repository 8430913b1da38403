import Audio
import Foundation
import Randomness
import Testing

@Suite("Ctrl-C while recordings are read")
struct InterruptedReadingTests {
  /// Recordings of a corpus that takes long to read however many processors there are.
  private static let count = 360

  /// A sandbox with a corpus in the names of CREMA-D, whose notice tells when it is read, of
  /// recordings of 20 s.
  private static func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    let words = [
      "IEO", "TIE", "IOM", "IWW", "TAI", "MTI", "IWL", "ITH", "DFA", "ITS", "TSI", "WSI",
    ]
    let emotions = ["ANG", "DIS", "FEA", "HAP", "NEU", "SAD"]
    var generator = SplitMix64(seed: 1)
    let noise = (0..<320_000).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
    try AudioFile.write(
      Waveform(samples: noise, sampleRate: 16_000), to: sandbox.path + "/long.wav", as: .pcm16)
    try FileManager.default.createDirectory(
      atPath: sandbox.path + "/crema-d", withIntermediateDirectories: true)
    for (actor, word) in (1001...1005).flatMap({ actor in words.map { (actor, $0) } }) {
      for emotion in emotions {
        try sandbox.link(
          "crema-d/\(actor)_\(word)_\(emotion)_XX.wav", to: sandbox.path + "/long.wav")
      }
    }
    let path = "1001_IEO_ANG_XX.wav"
    try sandbox.write("split.csv", "path,part\n\(path),train\n\(path),test\n")
    return sandbox
  }

  @Test(
    "ends with 130, says what is left of the work, and writes nothing",
    arguments: [
      ("corpus check crema-d --data .", SIGINT, "Interrupted; nothing was written."),
      ("corpus features crema-d --data .", SIGTERM, "Interrupted after "),
      ("explore crema-d --data .", SIGINT, "Interrupted; nothing was written."),
      ("full --corpus crema-d --data .", SIGTERM, "Interrupted; nothing was written."),
      (
        "leakage --split split.csv --corpus crema-d --data .", SIGINT,
        "Interrupted; nothing was written."
      ),
    ])
  func endsIt(call: String, signal: Int32, words: String) async throws {
    let sandbox = try Self.sandbox()
    let before = sandbox.names()
    let program = try Program.start(call.split(separator: " ").map(String.init), in: sandbox.path)
    try await program.send(signal, at: "Open Database License")
    let outcome = try await program.outcome()
    #expect(outcome.exitCode == 130, "\(outcome.errors)")
    #expect(outcome.errors.contains("Stopping at the next safe place; once more ends at once."))
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(sandbox.names() == before)
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
      outcome.errors.contains(
        " of \(Self.count) utterances, which are kept; the same command goes on"),
      "\(outcome.errors)")
    let again = try await Program.run(call, in: sandbox.path, environment: cache)
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.output.contains("crema-d: \(Self.count) utterances, "), "\(again.output)")
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
