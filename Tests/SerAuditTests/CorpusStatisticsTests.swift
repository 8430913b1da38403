import Audio
import Foundation
import Testing

@Suite("Statistics of a corpus")
struct CorpusStatisticsTests {
  /// A recording of nothing but a tone.
  private static func recording(seconds: Double, rate: Int, channels: UInt8 = 1) -> [UInt8] {
    let count = Int((seconds * Double(rate)).rounded()) * Int(channels)
    let samples = (0..<count).map { 0.5 * sin(Float($0) / 5) }
    var bytes = Waveform(samples: samples, sampleRate: rate).waveBytes(as: .pcm16)
    bytes[22] = channels
    bytes[32] = 2 * channels
    return bytes
  }

  private static func sandbox(_ rows: [String]) throws -> Sandbox {
    let sandbox = try Sandbox()
    try sandbox.write("own/a.wav", bytes: recording(seconds: 1, rate: 8_000))
    try sandbox.write("own/b.wav", bytes: recording(seconds: 2, rate: 16_000))
    try sandbox.write("own/c.wav", bytes: recording(seconds: 4, rate: 8_000))
    try sandbox.write("own/d.wav", bytes: recording(seconds: 8, rate: 8_000, channels: 2))
    let header = "path,emotion,speaker,word"
    try sandbox.write("own/manifest.csv", ([header] + rows).joined(separator: "\n") + "\n")
    return sandbox
  }

  private static let rows = [
    "a.wav,sad,s1,tree", "b.wav,sad,s1,tree", "c.wav,happy,s2,", "d.wav,angry,s1,dog",
  ]

  /// Four lengths 1, 2, 4, 8 s have the median (2 + 4) / 2 and the sum 15; three have 2 and 7.
  @Test(
    "have the median of an even and of an odd number of lengths",
    arguments: [(4, 3.0, 8.0, 15.0), (3, 2.0, 4.0, 7.0), (2, 1.5, 2.0, 3.0), (1, 1.0, 1.0, 1.0)])
  func lengths(count: Int, median: Double, most: Double, total: Double) async throws {
    let sandbox = try Self.sandbox(Array(Self.rows.prefix(count)))
    let outcome = try await sandbox.run("corpus", "stats", "own", "--data", "own", "--json")
    let data = try outcome.data(by: "corpus-stats.json")
    let found = try #require(data["durations"] as? [String: Any])
    #expect(found["recordings"] as? Int == count)
    #expect((found["leastSeconds"] as? NSNumber)?.doubleValue == 1)
    #expect((found["medianSeconds"] as? NSNumber)?.doubleValue == median)
    #expect((found["mostSeconds"] as? NSNumber)?.doubleValue == most)
    #expect((found["totalSeconds"] as? NSNumber)?.doubleValue == total)
    let text = try await sandbox.run("corpus", "stats", "own", "--data", "own").output
    let (longest, middle) = (String(format: "%.2f", most), String(format: "%.2f", median))
    #expect(
      text.contains(
        "Lengths: 1.00 s to \(longest) s, median \(middle) s, together "
          + String(format: "%.1f s\n", total)), "\(text)")
  }

  @Test("count speakers, words, rates, channels and formats, the most frequent first")
  func counts() async throws {
    let sandbox = try Self.sandbox(Self.rows)
    let outcome = try await sandbox.run("corpus", "stats", "own", "--data", "own", "--json")
    let data = try outcome.data(by: "corpus-stats.json")
    #expect(data["words"] as? Int == 2 && data["withoutWord"] as? Int == 1)
    #expect(data["sampleRates"] as? [String: Int] == ["8000": 3, "16000": 1])
    #expect(data["channels"] as? [String: Int] == ["1": 3, "2": 1])
    let speakers = try #require(data["speakers"] as? [[String: Any]])
    #expect(speakers.map { $0["id"] as? String } == ["s1", "s2"])
    #expect(speakers.map { $0["utterances"] as? Int } == [3, 1])
    let spoken = (speakers[0]["emotions"] as? [String: Int])?.filter { $0.value > 0 }
    #expect(spoken == ["sad": 2, "angry": 1])
    let text = try await sandbox.run("corpus", "stats", "own", "--data", "own").output
    for words in [
      "own: 4 utterances of 2 speakers, 2 different words or sentences (not known for 1), below ",
      "Sample rates in Hz: 8000 (3), 16000 (1); channels: 1 (3), 2 (1); formats: WAV PCM_16 (4)",
    ] { #expect(text.contains(words), "\(text)") }
  }

  @Test("say of one speaker and of unknown words what is true of them")
  func wording() async throws {
    let sandbox = try Self.sandbox(["a.wav,sad,s1,", "b.wav,happy,s1,"])
    let text = try await sandbox.run("corpus", "stats", "own", "--data", "own").output
    #expect(
      text.hasPrefix("own: 2 utterances of 1 speaker, words are not known, below "), "\(text)")
  }

  @Test("give a length that rounds to sixty seconds in minutes")
  func minutes() async throws {
    for (seconds, words) in [(59.9, "59.9 s"), (59.96, "1 min 00 s"), (61.4, "1 min 01 s")] {
      let sandbox = try Self.sandbox(["e.wav,sad,s1,", "f.wav,sad,s1,"])
      for (name, share) in [("e", 0.5), ("f", 0.5)] {
        try sandbox.write(
          "own/\(name).wav", bytes: Self.recording(seconds: share * seconds, rate: 8_000))
      }
      let text = try await sandbox.run("corpus", "stats", "own", "--data", "own").output
      #expect(text.contains("together \(words)\n"), "\(text)")
    }
  }
}
