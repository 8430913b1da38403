import Corpora
import Metrics
import Probes
import Testing

@Suite("A probe finds the shortcut it looks for, and no other")
struct ShortcutTests {
  private static let single = ["duration", "level", "silence", "noise-floor", "spectrum", "file"]

  /// UAR of a probe on the words that it was not fitted on.
  private static func recall(of name: String, _ table: ProbeTable) throws -> Double {
    let probe = try #require(Probe.named(name))
    let train = ToyRecordings.utterances.filter { ($0.word ?? "").count == 2 }
    let test = ToyRecordings.utterances.filter { ($0.word ?? "").count == 3 }
    let outcome = try FittedProbe(probe, table: table, train: train).predict(test)
    #expect(outcome.predictions.map(\.utterance) == test.map(\.id))
    let clusters = try ClusterTable(outcome.predictions)
    let metric = try #require(SummedMetric(.uar, classes: ToyRecordings.emotions))
    return try #require(clusters.value(of: metric))
  }

  @Test(
    "where one property alone goes with the emotion",
    arguments: ["duration", "level", "silence", "spectrum", "file"])
  func findsIts(shortcut: String) throws {
    let table = ToyRecordings.table(try #require(.init(rawValue: shortcut)))
    let own = try Self.recall(of: shortcut, table)
    #expect(own > 0.8, "\(own)")
    let all = try Self.recall(of: "all-shortcuts", table)
    #expect(all > 0.8, "\(all)")
    // The longer the silence, the lower the RMS under the same peak: level knows of silence.
    let kin = shortcut == "silence" ? "level" : shortcut
    for other in Self.single where other != shortcut && other != kin {
      let recall = try Self.recall(of: other, table)
      #expect(recall < 0.55, "\(other) \(recall)")
    }
  }

  @Test("where the noise between the words goes with the emotion")
  func findsTheNoiseFloor() throws {
    let table = ToyRecordings.table(.noiseFloor)
    #expect(try Self.recall(of: "noise-floor", table) > 0.8)
    for other in ["duration", "level", "silence", "file"] {
      #expect(try Self.recall(of: other, table) < 0.55, "\(other)")
    }
  }

  @Test("and stays near chance where nothing goes with the emotion")
  func staysAtChance() throws {
    let table = ToyRecordings.table(.none)
    for probe in Probe.all {
      #expect(try Self.recall(of: probe.name, table) < 0.55, "\(probe.name)")
    }
  }
}
