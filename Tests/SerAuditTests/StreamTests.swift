import Foundation
import Testing

@Suite("A stream on standard input")
struct StreamTests {
  /// Runs a line of the shell in which `predict` stands for the command with the audit's model.
  private static func shell(_ line: String) async throws -> Program.Outcome {
    let sandbox = try await FinishedAudit.copy()
    let predict = "\(Program.path) predict --stream --ledger \(sandbox.path)/ser-audit.sqlite"
    let recording = try #require(sandbox.names(in: "tiny/v1").first { $0.hasSuffix(".wav") })
    return try await Program.tool(
      [
        "bash", "-c",
        line.replacing("predict", with: predict)
          .replacing("FILE", with: "tiny/v1/\(recording)"),
      ], in: sandbox.path)
  }

  private static func lines(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try outcome.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("gives a line of JSON each half second, of a WAV and of its raw samples alike")
  func givesALineEachHalfSecond() async throws {
    let wave = try await Self.shell("cat FILE | predict")
    #expect(wave.exitCode == 0, "\(wave.errors)")
    let lines = try Self.lines(wave)
    #expect(lines.count >= 2)
    for (index, line) in lines.dropLast().enumerated() {
      #expect(line["time"] as? Double == 0.5 * Double(index + 1))
    }
    let told = try #require(lines.first { $0["emotion"] is String })
    let probabilities = try #require(told["probabilities"] as? [String: Double])
    #expect(probabilities.count == 7)
    let sum = probabilities.values.reduce(0, +)
    #expect(abs(sum - 1) < 1e-6)
    #expect(told["emotion"] as? String == probabilities.max { $0.value < $1.value }?.key)
    #expect((told["attention"] as? [Double])?.isEmpty == false)
    let factor = try #require(
      wave.errors.firstMatch(of: /real-time factor ([0-9.]+)/).flatMap { Double($0.1) })
    #expect(factor > 0, "\(wave.errors)")

    let rate = try await Self.shell("od -An -t u4 -j 24 -N 4 FILE")
    let hertz = rate.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let raw = try await Self.shell("tail -c +45 FILE | predict --rate \(hertz)")
    #expect(raw.exitCode == 0)
    #expect(raw.output == wave.output)
  }

  @Test("says at which second of the stream its attention begins")
  func saysWhereItsAttentionBegins() async throws {
    let outcome = try await Self.shell("(head -c 32000 /dev/zero; tail -c +45 FILE) | predict")
    let last = try #require(try Self.lines(outcome).last)
    let time = try #require(last["time"] as? Double)
    let start = try #require(last["attentionStart"] as? Double)
    let weights = try #require(last["attention"] as? [Double]).count
    let seconds = try #require(last["secondsPerWeight"] as? Double)
    #expect((0.9...1.3).contains(start), "\(start)")
    let first = try #require(try Self.lines(outcome).first)
    #expect(first["time"] as? Double == 0.5)
    #expect(first["emotion"] is NSNull && first["attentionStart"] is NSNull, "\(first)")
    #expect(start + Double(weights) * seconds < time + 0.2)
  }

  @Test("says that a second file behind the first was not heard")
  func saysThatASecondFileWasNotHeard() async throws {
    let one = try await Self.shell("cat FILE | predict")
    #expect(!one.errors.contains("not heard"), "\(one.errors)")
    let two = try await Self.shell("cat FILE FILE | predict")
    #expect(two.exitCode == 0)
    #expect(two.output == one.output)
    let size = try await Self.shell("cat FILE | wc -c")
    let bytes = size.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(two.errors.contains("standard input: \(bytes) bytes behind"), "\(two.errors)")
  }

  @Test("says that a second chunk of samples in one file was not heard")
  func saysThatASecondChunkWasNotHeard() async throws {
    let outcome = try await Self.shell(
      "(cat FILE; printf 'data\\020\\000\\000\\000'; head -c 16 /dev/zero) | predict")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("standard input: 24 bytes behind"), "\(outcome.errors)")
  }

  @Test("says once that its channels cancel, where every line is null for that")
  func saysThatChannelsCancel() async throws {
    let sounds = "for i in {1..16000}; do printf '\\x00\\x10\\x00\\xf0'; done"
    let outcome = try await Self.shell("(\(sounds)) | predict --channels 2")
    #expect(outcome.exitCode == 0)
    let lines = try Self.lines(outcome)
    #expect(lines.count == 2 && lines.allSatisfy { $0["emotion"] is NSNull })
    let words = "standard input: the mean of its 2 channels is silence"
    #expect(outcome.errors.components(separatedBy: words).count == 2, "\(outcome.errors)")
  }

  @Test("is an error that names standard input where nothing comes")
  func isAnErrorWithoutSamples() async throws {
    let outcome = try await Self.shell("true | predict")
    #expect(outcome.exitCode == 4)
    #expect(
      outcome.errors.contains("standard input: ended without a sample, expected 16-bit samples"),
      "\(outcome.errors)")
    #expect(outcome.errors.contains("| ser-audit predict --stream"), "\(outcome.errors)")
    let folder = try await Self.shell("predict < /tmp")
    #expect(folder.exitCode == 4)
    #expect(folder.errors.contains("cannot be read: Is a directory"), "\(folder.errors)")
    let header = try await Self.shell("head -c 30 FILE | predict")
    #expect(header.exitCode == 4)
    #expect(header.errors.contains("within its WAV header"), "\(header.errors)")
    let cut = try await Self.shell("head -c 20000 FILE | predict")
    #expect(cut.exitCode == 0)
    #expect(cut.errors.contains("bytes before the end"), "\(cut.errors)")
  }

  @Test("ends quietly where nobody reads the lines any more")
  func endsWhereNobodyReads() async throws {
    let outcome = try await Self.shell(
      "set -o pipefail; (for i in 1 2 3 4 5 6 7 8; do tail -c +45 FILE; sleep 0.05; done)"
        + " | predict --quiet | head -n 1")
    #expect(outcome.output.split(separator: "\n").count == 1)
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test("and files, or --json, are not asked for at once")
  func isNotMixedWithFiles() async throws {
    #expect(try await Self.shell("predict FILE").exitCode == 2)
    #expect(try await Self.shell("predict --json < /dev/null").exitCode == 2)
    #expect(try await Self.shell("predict --rate 1 < /dev/null").exitCode == 2)
  }

  @Test("gives no emotion to what is no samples: text, a page of a server, an MP3")
  func givesNoEmotionToOtherFiles() async throws {
    for (line, found) in [
      ("yes 'not here' | head -n 900", "found text"),
      ("printf '{\"error\":\"not found\"}'", "found text"),
      ("echo '<!DOCTYPE html><html>404</html>'", "found an HTML page"),
      (
        "for i in 1 2 3 4; do printf '\\xff\\xf3\\x88\\xc4'; head -c 284 /dev/zero; done",
        "found an MP3 file"
      ),
    ] {
      let outcome = try await Self.shell("(\(line)) | predict")
      #expect(outcome.exitCode == 4 && outcome.output.isEmpty, "\(outcome.output)")
      #expect(outcome.errors.contains("standard input: " + found), "\(outcome.errors)")
    }
  }

  @Test("is refused by a model that hears less than a frame of it at a time")
  func isRefusedByAShortWindow() async throws {
    // Of the same length, so that the file stays whole; its checksum is taken away.
    let outcome = try await Self.shell(
      #"""
      LC_ALL=C sed 's/hopLength\\":512/hopLength\\":  8/; s/"checksum"/"checksux"/' \
        reports/*/models/random-seed0.safetensors > short.safetensors
      cat FILE | predict --model short.safetensors
      """#)
    #expect(outcome.exitCode == 2 && outcome.output.isEmpty, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("hears 768 samples at a time (maximumFrames 96 times hopLength 8)"),
      "\(outcome.errors)")
  }

  @Test("ends with 130 at Ctrl-C")
  func endsAtAnInterruption() async throws {
    let sandbox = try await FinishedAudit.copy()
    let input = Pipe()
    let program = try RunningProgram(
      path: Program.path, ["predict", "--stream"], in: sandbox.path, environment: [:],
      keyboard: input)
    // A second of a square wave, then nothing more, while the pipe stays open.
    let wave = (0..<16_000).flatMap { $0 / 40 % 2 == 0 ? [0x00, 0x10] : [0x00, 0xF0] as [UInt8] }
    try input.fileHandleForWriting.write(contentsOf: wave)
    try await program.send(SIGINT, at: "probabilities", on: "output")
    #expect(try await program.outcome().exitCode == 130)
    try input.fileHandleForWriting.close()
  }
}
