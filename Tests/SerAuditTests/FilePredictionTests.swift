import Audio
import Foundation
import Testing

@Suite("What `predict` says of files")
struct FilePredictionTests {
  /// All recordings of the corpus, many times over: their lines are more than a pipe holds.
  private static func manyFiles(in sandbox: Sandbox) -> [String] {
    let files = ["v1", "v2"].flatMap { voice in
      sandbox.names(in: "tiny/" + voice).map { "tiny/\(voice)/\($0)" }
    }
    return Array(repeatElement(files, count: 40).joined())
  }

  /// The program waits for its reader, however fast it is, so the signal comes before its end.
  @Test(
    "comes line by line, and stays where Ctrl-C ends the rest",
    arguments: [("csv", "tiny/v1"), ("jsonl", "p_surprise")])
  func comesLineByLine(format: String, part: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    let files = Self.manyFiles(in: sandbox)
    try sandbox.write("files", files.joined(separator: "\n"))
    let outcome = try await Program.tool(
      [
        "bash", "-c",
        """
        mkfifo lines
        \(Program.path) predict --format \(format) $(cat files) > lines & exec 3< lines
        while read -r line <&3; do
          echo "$line"
          case $line in *\(part)*) kill -INT $!; break;; esac
        done
        cat <&3
        wait $!
        """,
      ], in: sandbox.path)
    #expect(outcome.exitCode == 130, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect((1..<files.count).contains(lines.count))
    #expect(outcome.output.hasSuffix("\n") && lines.last?.contains("tiny/v") == true)
  }

  @Test("ends quietly where nobody reads its lines any more")
  func endsWhereNobodyReads() async throws {
    let sandbox = try await FinishedAudit.copy()
    try sandbox.write("files", Self.manyFiles(in: sandbox).joined(separator: "\n"))
    let outcome = try await Program.tool(
      [
        "bash", "-c",
        "set -o pipefail; \(Program.path) predict --quiet --format csv $(cat files) | head -n 2",
      ], in: sandbox.path)
    #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.split(separator: "\n").count == 2)
  }

  @Test("tells silence, a blink of sound, channels that cancel and a length apart")
  func tellsFaultsApart() async throws {
    let sandbox = try await FinishedAudit.copy()
    let tone = (0..<16_000).map { 0.5 * sin(Float($0) / 5) }
    func write(_ name: String, _ samples: [Float], channels: UInt8 = 1) throws {
      var bytes = Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .pcm16)
      bytes[22] = channels
      bytes[32] = 2 * channels
      try sandbox.write(name, bytes: bytes)
    }
    try write("silent.wav", [Float](repeating: 0, count: 16_000))
    try write("short.wav", Array(tone.prefix(320)))
    try write("nearly.wav", Array(tone.prefix(1_023)))
    try write("opposite.wav", tone.flatMap { [$0, -$0] }, channels: 2)
    var half = Waveform(samples: tone, sampleRate: 16_000).waveBytes(as: .pcm16)
    half.replaceSubrange(40..<44, with: [0x80, 0x3E, 0, 0])
    try sandbox.write("half.wav", bytes: half)
    // Of the 32,000 bytes, in another order, the header counts 16,000: an AU file.
    let header = [0x2E73_6E64, 24, 16_000, 3, 16_000, 1].flatMap { (word: UInt32) in
      withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }
    let samples = Array(half.dropFirst(44))
    let swapped = samples.indices.map { samples[$0 ^ 1] }
    try sandbox.write("half.au", bytes: header + swapped)
    let outcome = try await sandbox.run(
      "predict", "silent.wav", "short.wav", "nearly.wav", "opposite.wav", "half.wav", "half.au",
      "tiny")
    #expect(outcome.exitCode == 4)
    for words in [
      "silent.wav: nothing but silence; expected speech",
      "short.wav: 20 ms of sound without the silence at its ends, expected at least 64 ms",
      "nearly.wav: 63 ms of sound without the silence at its ends, expected at least 64 ms",
      "opposite.wav: the mean of its 2 channels is silence",
      "half.wav: 16000 bytes behind the samples that its header counts were not heard; where "
        + "they are samples, count them: ffmpeg -ignore_length 1 -i FILE OUT.wav",
      "half.au: 16000 bytes behind the samples that its header counts were not heard; where "
        + "they are samples, encode the file again from its source",
      "tiny: a folder, expected an audio file; name those in it: tiny/*.wav",
    ] { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    #expect(outcome.output.contains("half.wav  "), "\(outcome.output)")
  }

  @Test("warns of samples far above full scale, and of none that decoders overshoot by")
  func warnsOfFullScale() async throws {
    let sandbox = try await FinishedAudit.copy()
    for (name, peak) in [("loud.wav", Float(100)), ("over.wav", 1.5)] {
      let samples = (0..<16_000).map { $0 % 2 == 0 ? peak : peak * sin(Float($0) / 5) }
      try sandbox.write(
        name, bytes: Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .float))
    }
    let outcome = try await sandbox.run("predict", "loud.wav", "over.wav")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("loud.wav: its samples reach 100.0 times full scale; expected -1 to"),
      "\(outcome.errors)")
    #expect(!outcome.errors.contains("over.wav"), "\(outcome.errors)")
  }

  @Test("is the same of a recording whose length its recorder never filled in")
  func isTheSameWithoutALength() async throws {
    let sandbox = try await FinishedAudit.copy()
    let bytes = try sandbox.bytes("tiny/v1/v1_tree_sad.wav")
    for (name, length) in [("zero.wav", UInt8(0)), ("pipe.wav", 0xFF)] {
      var unknown = bytes
      unknown.replaceSubrange(40..<44, with: [UInt8](repeating: length, count: 4))
      try sandbox.write(name, bytes: unknown)
    }
    try sandbox.write("known.wav", bytes: bytes)
    let outcome = try await sandbox.run(
      "predict", "--format", "csv", "known.wav", "zero.wav", "pipe.wav")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").dropFirst()
    let shares = Set(lines.map { $0.drop { $0 != "," } })
    #expect(lines.count == 3 && shares.count == 1, "\(outcome.output)")
  }

  @Test("says of a name that is not UTF-8 why no file is found")
  func saysThatANameIsNotUTF8() async throws {
    let sandbox = try await FinishedAudit.copy()
    let outcome = try await Program.tool(
      [
        "bash", "-c",
        "f=$'bad\\xff.wav'; cp tiny/v1/v1_tree_sad.wav \"$f\"; \(Program.path) predict \"$f\"",
      ], in: sandbox.path)
    #expect(outcome.exitCode == 4)
    #expect(outcome.errors.contains("bytes that are not UTF-8: rename it"), "\(outcome.errors)")
  }
}
