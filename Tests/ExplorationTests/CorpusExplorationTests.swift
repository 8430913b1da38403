import Corpora
import Exploration
import Foundation
import SyntheticSpeech
import TestSupport
import Testing

@Suite("An exploration of a corpus")
struct CorpusExplorationTests {
  private static let found = Result { () throws -> CorpusExploration? in
    let folder = try ScratchFolder()
    try SyntheticCorpus(seed: 0, voices: 2, words: 3).write(to: folder.path)
    let corpus = try CorpusReader.read(name: SyntheticCorpus.name, root: folder.path)
    return try withExtendedLifetime(folder) { try CorpusExploration.explore(corpus) }
  }

  private func exploration() throws -> CorpusExploration {
    let found = try Self.found.get()
    return try #require(found)
  }

  @Test("counts every recording once and measures all of them")
  func counts() throws {
    let found = try exploration()
    #expect(found.cells.count == 14)
    #expect(found.cells.allSatisfy { $0.count == 3 && $0.distributions.count == 4 })
    #expect(found.omitted.isEmpty)
    let seconds = found.cells.reduce(0) {
      $0 + ($1.distributions[.duration]?.mean ?? 0) * Double($1.count)
    }
    #expect(abs(seconds - found.totalSeconds) < 1e-9)
  }

  @Test("shows three emotions of one word for each of two speakers")
  func examples() throws {
    let found = try exploration()
    #expect(found.examples.map(\.speaker) == ["v1", "v2"])
    for (speaker, examples) in found.examples {
      #expect(examples.map(\.utterance.emotion) == [.angry, .sad, .neutral])
      #expect(Set(examples.map(\.utterance.word)).count == 1)
      #expect(examples.allSatisfy { $0.utterance.speaker == speaker })
    }
  }

  @Test("draws outlines as long as the recording and up to its peak")
  func outlines() throws {
    for example in try exploration().examples.flatMap(\.utterances) {
      let seconds = Double(example.outline.count) / ExampleUtterance.outlineSteps
      #expect(abs(seconds - example.measures.durationSeconds) < 0.02)
      let most = example.outline.map { max($0.upperBound, -$0.lowerBound) }.max() ?? 0
      #expect(abs(most - example.measures.peak) < 1e-6)
      #expect(example.spectrogram.count == example.frames * example.bands)
      let places = example.frequencies.map(\.place)
      #expect(places.count == 5 && places == places.sorted())
    }
  }

  @Test("makes general claims about a corpus that is not TESS")
  func claims() throws {
    let found = try exploration()
    #expect(Set(found.claims.map(\.claim)) == Set(Claim.claims(about: "synthetic")))
    #expect(Set(found.claims.map(\.speaker)) == ["v1", "v2"])
  }

  @Test("ends where whoever watches wants it to")
  func ends() throws {
    let corpus = try exploration().corpus
    #expect(try CorpusExploration.explore(corpus) { _ in false } == nil)
  }
}
