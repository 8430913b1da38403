import Corpora
import Foundation
import Metrics
import Probes
import TestSupport
import Testing

@Suite(
  "On the real TESS",
  .enabled(if: RealRecordings.areWanted, "SER_AUDIT_DATA names no folder of real recordings"))
struct RealRecordingsTests {
  /// The recordings of every so many words.
  private static func corpus(everyWord step: Int) throws -> Corpus {
    let all = try CorpusReader.read(name: "tess", root: RealRecordings.corpus("tess"))
    let words = Set(all.utterances.compactMap(\.word)).sorted()
    let kept = Set(words.indices.filter { $0.isMultiple(of: step) }.map { words[$0] })
    return Corpus(
      name: all.name, root: all.root,
      utterances: all.utterances.filter { kept.contains($0.word ?? "") }, speakers: all.speakers)
  }

  /// UAR of probes on the first test set of each random and speaker-disjoint split.
  private static func recalls(
    of names: [String], on corpus: Corpus, cues: [Cue]
  ) throws -> [(probe: String, rung: EvaluationProtocol, recall: Double)] {
    let measured = ProbeTable.measure(
      corpus.utterances, path: { corpus.root + "/" + $0.path }, sound: { $1 }, cues: cues)
    let table = try #require(measured)
    #expect(table.omitted.isEmpty)
    let known = Dictionary(uniqueKeysWithValues: corpus.utterances.map { ($0.id, $0) })
    let planner = ProtocolPlanner(corpus: corpus, seed: 0)
    let splits = try planner.plan(.random).splits + planner.plan(.speakerDisjoint).splits
    let metric = try #require(SummedMetric(.uar))
    return try splits.flatMap { split in
      try names.map { name in
        let probe = try #require(Probe.named(name))
        let fitted = try FittedProbe(
          probe, table: table, train: split.train.compactMap { known[$0] })
        let outcome = fitted.predict(split.tests[0].utterances.compactMap { known[$0] })
        let recall = try #require(try ClusterTable(outcome.predictions).value(of: metric))
        return (name, split.evaluationProtocol, recall)
      }
    }
  }

  @Test("duration alone scores what was published, within the tolerance of the comparison")
  func duration() throws {
    let found = try Self.recalls(
      of: ["duration", "duration-gaussian"], on: Self.corpus(everyWord: 1), cues: [.duration])
    #expect(found.count == 6)
    for (probe, rung, recall) in found {
      let figure = try #require(
        PublishedFigure.ofTESS.first { $0.probe == probe && $0.evaluationProtocol == rung })
      #expect(figure.comment(on: recall) == "Agrees.", "\(probe) \(rung) \(recall)")
    }
  }

  @Test("MFCC statistics know emotions of known speakers, and half of them of new ones")
  func cepstra() throws {
    let found = try Self.recalls(
      of: ["mfcc-statistics"], on: Self.corpus(everyWord: 5), cues: Cue.allCases)
    for (_, rung, recall) in found {
      #expect(rung == .random ? recall > 0.9 : recall < 0.7, "\(rung) \(recall)")
    }
  }
}
