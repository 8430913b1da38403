import Audio
import Foundation
import Testing

@Suite("The emotion of recordings")
struct PredictTests {
  private static let emotions = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]
  private static let files = [
    "tiny/v2/v2_tree_sad.wav", "gone.wav", "tiny/v1/v1_tree_angry.wav", "tiny/v1/v1_tree_fear.wav",
  ]

  /// The seven probabilities of each recording that `--format csv` tells of, by path.
  private static func shares(_ csv: String) throws -> [(path: String, shares: [Double])] {
    try csv.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",")
      let shares = try fields.dropFirst().map { try #require(Double($0)) }
      return (String(fields[0]), shares)
    }
  }

  /// Whether the numbers are the same, but for the last digit that Foundation's parser may lose.
  private static func agree(_ numbers: [Double?]?, _ others: [Double]?) -> Bool {
    guard let numbers, let others else { return (numbers == nil) == (others == nil) }
    return numbers.count == others.count
      && zip(numbers, others).allSatisfy { abs(($0 ?? .nan) - $1) < 1e-14 }
  }

  @Test("is told alike in a table, in CSV, in lines of JSON and in one object, in the order asked")
  func formats() async throws {
    let sandbox = try await FinishedAudit.copy()
    func predict(_ options: String...) async throws -> Program.Outcome {
      let outcome = try await Program.run(["predict"] + options + Self.files, in: sandbox.path)
      #expect(outcome.exitCode == 4, "one recording is not there")
      #expect(outcome.errors.contains("gone.wav: no such file"))
      return outcome
    }
    let known = try Self.shares(try await predict("--format", "csv").output)
    #expect(known.map(\.path) == Self.files.filter { $0 != "gone.wav" })
    #expect(Set(known.map(\.shares)).count == 3, "they can be told apart")

    let table = try await predict().output.split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(table[0] == ["file", "emotion"] + Self.emotions)
    #expect(table.count == 1 + known.count)
    for (row, answer) in zip(table.dropFirst(), known) {
      let most = answer.shares.firstIndex(of: answer.shares.max() ?? 0) ?? 0
      #expect(
        row == [answer.path, Self.emotions[most]]
          + answer.shares.map { String(format: "%.3f", $0) })
    }

    let lines = try await predict("--format", "jsonl").output.split(separator: "\n")
    #expect(lines.count == known.count)
    for (line, answer) in zip(lines, known) {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["path"] as? String == answer.path && object.count == 8)
      #expect(Self.agree(Self.emotions.map { object["p_" + $0] as? Double }, answer.shares))
    }

    let data = try #require(try await predict("--json").json as? [String: Any])["data"]
    let answers = try #require(data as? [[String: Any]])
    #expect(answers.map { $0["path"] as? String } == Self.files)
    for answer in answers {
      let expected = known.first { $0.path == answer["path"] as? String }
      let found = answer["probabilities"] as? [String: Double]
      #expect(Self.agree(found.map { own in Self.emotions.map { own[$0] } }, expected?.shares))
      #expect(answer["emotion"] as? String == found?.max { $0.value < $1.value }?.key)
      #expect((answer["error"] == nil) == (expected != nil))
    }
  }

  /// The model's longest utterance is of 96 hops of 512 samples at 16 kHz: 3.07 s.
  @Test("of the beginning alone comes with how much was heard, and how much was not")
  func beginning() async throws {
    let sandbox = try await FinishedAudit.copy()
    let short = try AudioFile.read(path: sandbox.path + "/tiny/v1/v1_tree_angry.wav")
    for seconds in [3.0, 3.5, 20] {
      let count = Int(seconds * Double(short.sampleRate))
      let samples = (0..<count).map { short.samples[$0 % short.samples.count] }
      try AudioFile.write(
        Waveform(samples: samples, sampleRate: short.sampleRate), to: sandbox.path + "/long.wav")
      let outcome = try await sandbox.run("predict", "long.wav")
      let warning = outcome.errors.firstMatch(
        of: /only the first ([0-9.]+) s of sound were heard.* and ([0-9.]+) s were not/)
      #expect((warning != nil) == (seconds > 3.2), "\(outcome.errors)")
      guard let warning else { continue }
      #expect(warning.1 == "3.1")
      // Silence at both ends is not counted.
      let unheard = try #require(Double(warning.2))
      #expect((seconds - 3.7...seconds - 3).contains(unheard), "\(seconds): \(unheard)")
    }
  }

  @Test("in a stream is at the seconds that its rate and channels give")
  func streamClock() async throws {
    let sandbox = try await FinishedAudit.copy()
    // 64,000 bytes are 32,000 samples.
    for (options, seconds) in [
      ("", 2.0), ("--rate 8000", 4), ("--channels 2", 1), ("--rate 8000 --channels 2", 2),
      ("--rate 48000 --channels 1", 2.0 / 3),
    ] {
      let outcome = try await Program.tool(
        ["bash", "-c", "head -c 64000 /dev/zero | \(Program.path) predict --stream \(options)"],
        in: sandbox.path)
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let times = try outcome.output.split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object?["time"] as? Double)
      }
      let whole = (1...8).map { 0.5 * Double($0) }.filter { $0 <= seconds }
      #expect(times == (whole.last == seconds ? whole : whole + [seconds]), "\(options)")
    }
  }

  @Test("is asked of the latest run that still has a model: of its random split, or of its first")
  func latestModel() async throws {
    let sandbox = try await FinishedAudit.copy()
    func source() async throws -> (split: String?, model: String?) {
      let outcome = try await sandbox.run("export", "--onnx", "m.onnx", "--json")
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      let data = (outcome.json as? [String: Any])?["data"] as? [String: Any]
      #expect(data?["bytes"] as? Int == (try sandbox.bytes("m.onnx").count))
      #expect(data?["labels"] as? [String] == Self.emotions)
      #expect(data?["bands"] as? Int == 32 && data?["maximumFrames"] as? Int == 96)
      #expect(data?["seed"] as? Int == 0 && data?["opset"] as? Int == 17)
      return (data?["split"] as? String, data?["model"] as? String)
    }
    let earlier = try #require(sandbox.names(in: "reports").first)
    #expect(try await source().split == "random")
    let train = try await sandbox.audit("train", "--fresh", "--protocols", "speaker-disjoint")
    #expect(train.exitCode == 0, "\(train.errors)")
    let later = try #require(sandbox.names(in: "reports").first { $0 != earlier })
    let first = try await source()
    #expect(first.split == "speaker-disjoint/v1")
    #expect(first.model?.hasPrefix("reports/\(later)/models/") == true)
    try FileManager.default.removeItem(atPath: sandbox.path + "/reports/\(later)")
    let again = try await source()
    #expect(again.split == "random")
    #expect(again.model?.hasPrefix("reports/\(earlier)/models/") == true)
  }
}
