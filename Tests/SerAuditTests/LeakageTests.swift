import Foundation
import Testing

@Suite("ser-audit leakage")
struct LeakageTests {
  /// Rows of words that a speaker says, in a part.
  private func rows(_ speaker: String, _ words: [String], _ part: String) -> [String] {
    words.flatMap { word in
      ["sad", "fear", "ps"].map { "downloads/\(speaker)_\(word)_\($0).wav,\(part)" }
    }
  }

  private func run(_ sandbox: Sandbox, _ rows: [String], _ more: String...) async throws
    -> Program.Outcome
  {
    try sandbox.write("split.csv", (["path,part"] + rows).joined(separator: "\n"))
    return try await Program.run(
      ["leakage", "--split", "split.csv"] + more, in: sandbox.path)
  }

  @Test("A fold in the shape of EmoBox's TESS fold is LEAKY: speaker and speaker+word, all of it")
  func emoBox() async throws {
    let sandbox = try Sandbox()
    func lines(_ part: Int) throws -> String {
      try (0..<40).flatMap { index -> [String] in
        try ["OAF", "YAF"].map { speaker in
          let emotion = ["sad", "fear", "happy", "angry"][(index + part) % 4]
          let object: [String: Any] = [
            "key": "tess-\(speaker)-w\(index)-\(emotion)", "dataset": "tess",
            "wav": "downloads/tess/\(speaker)_w\(index)_\(emotion).wav", "type": "raw",
            "sample_rate": 24414, "num_frame": 36322.0, "task": "category", "emo": emotion,
          ]
          return String(
            decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
        }
      }.joined(separator: "\n")
    }
    try sandbox.write("tess_train_fold_1.jsonl", lines(0))
    try sandbox.write("tess_test_fold_1.jsonl", lines(1))
    for call in [
      ["--split", "tess_test_fold_1.jsonl"],
      ["--train", "tess_train_fold_1.jsonl", "--test", "tess_test_fold_1.jsonl"],
    ] {
      let outcome = try await Program.run(["leakage"] + call, in: sandbox.path)
      #expect(outcome.exitCode == 1, "\(outcome.errors)")
      #expect(outcome.output.contains("LEAKY"))
      let lines = outcome.output.split(separator: "\n").map(String.init)
      for reason in ["speaker ", "speaker+word "] {
        #expect(lines.contains { $0.hasPrefix(reason) && $0.contains("80      100.0 %") })
      }
      #expect(outcome.output.contains("not judged  near-duplicate: the recordings are not at hand"))
    }
  }

  @Test("A speaker split is clean with its overlap of words noted, a doubly disjoint one without")
  func clean() async throws {
    let sandbox = try Sandbox()
    let same = try await run(
      sandbox, rows("OAF", ["bar", "dog"], "train") + rows("YAF", ["bar", "cat"], "test"))
    #expect(same.exitCode == 0, "\(same.errors)")
    #expect(same.output.contains("clean by everything that was judged (speaker-disjoint)"))
    #expect(same.output.contains("note  word-overlap: 3 of 6 tested"))
    let doubly = try await run(
      sandbox, rows("OAF", ["bar", "dog"], "train") + rows("YAF", ["cat"], "test"))
    #expect(doubly.exitCode == 0)
    #expect(doubly.output.contains("(speaker-word-disjoint)"))
    #expect(!doubly.output.contains("word-overlap"))
    let strict = try await run(
      sandbox, rows("OAF", ["bar"], "train") + rows("YAF", ["cat"], "test"), "--strict")
    #expect(strict.exitCode == 3)
  }

  @Test("Names that say nothing leave the split undetermined, and one side alone too")
  func undetermined() async throws {
    let sandbox = try Sandbox()
    let unknown = try await run(sandbox, ["x1.wav,train", "x2.wav,test"])
    #expect(unknown.exitCode == 3)
    #expect(unknown.output.contains("not judged  speaker: the speaker of 2 recordings"))
    let onesided = try await run(sandbox, rows("OAF", ["bar"], "train"))
    #expect(onesided.exitCode == 3)
  }

  @Test("Speakers whose names differ only in case leave the split undetermined")
  func spellings() async throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "split.csv", "path,part,speaker,word\na.wav,train,Ben,one\nb.wav,test,ben,two\n")
    let outcome = try await sandbox.run("leakage", "--split", "split.csv")
    #expect(outcome.exitCode == 3, "\(outcome.output)")
    #expect(outcome.output.contains("note  speaker-spelt-alike: 1 of 1 tested"))
    #expect(outcome.output.contains("not judged  speaker: the speaker of 1 tested recording"))
  }

  @Test("With the recordings at hand a changed copy on the other side is a reason")
  func nearDuplicate() async throws {
    let sandbox = try Sandbox()
    let lines = try sandbox.text("tiny/manifest.csv").split(separator: "\n").map(String.init)
    let header = lines[0].split(separator: ",").map(String.init)
    let path = try #require(header.firstIndex(of: "path"))
    let speaker = try #require(header.firstIndex(of: "speaker"))
    var rows: [String] = []
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      rows.append("\(fields[path]),\(fields[speaker] == "v1" ? "train" : "test")")
    }
    let clean = try await run(sandbox, rows, "--corpus", "tiny", "--data", "tiny", "--strict")
    #expect(clean.exitCode == 0, "\(clean.output)\(clean.errors)")
    #expect(!clean.output.contains("near-duplicate"))
    #expect(clean.output.contains("not judged  parent: no column parent says what a row was"))
    #expect(clean.output.contains("a copy at another tempo or speed has another fingerprint"))
    // The same samples without their last tenth, under a name and a label of the other voice.
    let source = try Data(
      contentsOf: URL(fileURLWithPath: sandbox.path + "/tiny/v1/v1_tree_sad.wav"))
    var copy = source.prefix(44 + (source.count - 44) / 20 * 18)
    for (offset, value) in [(4, copy.count - 8), (40, copy.count - 44)] {
      for byte in 0..<4 { copy[offset + byte] = UInt8(value >> (8 * byte) & 255) }
    }
    try sandbox.write("tiny/v9/copy.wav", bytes: Array(copy))
    var added = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    added[path] = "v9/copy.wav"
    added[speaker] = "v9"
    if let id = header.firstIndex(of: "utterance") { added[id] = "v9_copy" }
    try sandbox.write(
      "tiny/manifest.csv", (lines + [added.joined(separator: ",")]).joined(separator: "\n"))
    let leaky = try await run(
      sandbox, rows + ["v9/copy.wav,test"], "--corpus", "tiny", "--data", "tiny")
    #expect(leaky.exitCode == 1, "\(leaky.output)\(leaky.errors)")
    #expect(leaky.output.contains("near-duplicate  1 "))
  }

  @Test("What cannot be read leaves with 4, and a call that names nothing with 2")
  func faults() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("bad.csv", "path,part\na.wav,nowhere\n")
    let bad = try await sandbox.run("leakage", "--split", "bad.csv")
    #expect(bad.exitCode == 4)
    #expect(bad.errors.contains("bad.csv") && bad.errors.contains("nowhere"))
    #expect(try await sandbox.run("leakage", "--split", "none.csv").exitCode == 4)
    #expect(try await sandbox.run("leakage").exitCode == 2)
    #expect(try await sandbox.run("leakage", "--split", "bad.csv", "--data", "x").exitCode == 2)
  }
}
