import Corpora
import Exploration
import Foundation
import Reports
import SyntheticSpeech
import TestSupport

/// Explorations of synthetic speech: of two voices, and of five speakers with names that markup
/// could be made of, all of whose recordings are one and the same.
struct ExampleExploration {
  let voices: ExplorationReport
  let alike: ExplorationReport

  private struct Ended: Error {}

  static let found = Result { () throws -> ExampleExploration in
    let folder = try ScratchFolder()
    try SyntheticCorpus(seed: 0, voices: 2, words: 2).write(to: folder.path)
    let corpus = try CorpusReader.read(name: SyntheticCorpus.name, root: folder.path)
    return try withExtendedLifetime(folder) {
      ExampleExploration(voices: try report(corpus), alike: try report(alike(corpus)))
    }
  }

  private static func report(_ corpus: Corpus) throws -> ExplorationReport {
    guard let exploration = try CorpusExploration.explore(corpus) else { throw Ended() }
    return ExplorationReport(
      exploration: exploration, isSynthetic: true, corpusHash: "0123456789abcdef0123",
      toolVersion: "1", limitations: ["Nothing <is> said of people."])
  }

  private static func alike(_ corpus: Corpus) -> Corpus {
    let names = ["<s>1", "s|2", "s`3", "s&4", "s\"5"]
    return Corpus(
      name: "alike", root: corpus.root,
      utterances: names.flatMap { name in
        Emotion.allCases.map { emotion in
          Utterance(
            id: "\(name) \(emotion)", corpus: "alike", speaker: name, emotion: emotion, word: nil,
            path: corpus.utterances[0].path)
        }
      }, speakers: names.map { Speaker(id: $0) })
  }
}
