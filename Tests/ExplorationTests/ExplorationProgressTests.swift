import Corpora
import Exploration
import Testing

@Suite("An exploration of many recordings, and of such as have no pitch")
struct ExplorationProgressTests {
  /// A corpus of as many recordings, all of which are one file.
  private func corpus(_ count: Int, in folder: ToneFolder) -> Corpus {
    let first = folder.corpus.utterances[0]
    return Corpus(
      name: "many", root: folder.corpus.root,
      utterances: (0..<count).map {
        Utterance(
          id: "\($0)", corpus: "many", speaker: first.speaker, emotion: first.emotion,
          word: "w\($0)", path: first.path)
      }, speakers: [Speaker(id: first.speaker)])
  }

  private let folder = Result {
    try ToneFolder([.init(speaker: "a", emotion: .sad, word: "x", seconds: 0.1)])
  }

  @Test("Progress is told after each 64 recordings and at the end, as how many are done")
  func progress() throws {
    let folder = try folder.get()
    for (count, expected) in [(1, [1]), (64, [64]), (65, [64, 65])] {
      var told: [Int] = []
      let found = try CorpusExploration.explore(corpus(count, in: folder)) {
        told.append($0)
        return true
      }
      #expect(told == expected)
      #expect(found?.cells.map(\.count) == [count])
      #expect(abs((found?.totalSeconds ?? 0) - 0.1 * Double(count)) < 1e-9)
    }
  }

  @Test("Whoever watches ends it after the first 64, and hears of no more")
  func ended() throws {
    var told: [Int] = []
    let found = try CorpusExploration.explore(corpus(65, in: try folder.get())) {
      told.append($0)
      return false
    }
    #expect(found == nil && told == [64])
  }

  @Test("Nothing to explore gives nothing, not an error")
  func empty() throws {
    let corpus = Corpus(name: "none", root: "/", utterances: [], speakers: [])
    let found = try #require(try CorpusExploration.explore(corpus))
    #expect(found.cells.isEmpty && found.claims.isEmpty && found.examples.isEmpty)
    #expect(found.omitted.isEmpty && found.totalSeconds == 0)
  }

  @Test("Recordings without a voiced frame have no pitch, and claims on pitch are undetermined")
  func unvoiced() throws {
    let tones = [Emotion.angry, .neutral].map {
      ToneFolder.Tone(speaker: "a", emotion: $0, word: "x", seconds: 0.3, isNoise: true)
    }
    let folder = try ToneFolder(tones)
    let found = try #require(
      try withExtendedLifetime(folder) { try CorpusExploration.explore(folder.corpus) })
    try #require(found.cells.count == 2)
    for cell in found.cells {
      #expect(Set(cell.distributions.keys) == [.duration, .level, .peak])
    }
    let pitch = found.claims.filter { $0.claim.quantity == .pitch }
    #expect(pitch.count == 3)
    for outcome in pitch {
      #expect(outcome.means.isEmpty && outcome.margin == nil && outcome.answer == .undetermined)
    }
    let level = found.claims.filter { $0.claim.quantity == .level }
    #expect(level.allSatisfy { $0.means.count == 2 })
  }

  @Test("Claims stand claim by claim, and within each speaker by speaker")
  func order() throws {
    let tones = ["b", "a"].flatMap { speaker in
      [Emotion.sad, .angry].map {
        ToneFolder.Tone(speaker: speaker, emotion: $0, word: "x", seconds: 0.1)
      }
    }
    let folder = try ToneFolder(tones)
    let found = try #require(
      try withExtendedLifetime(folder) { try CorpusExploration.explore(folder.corpus) })
    let names = Claim.claims(about: "tones").map(\.name)
    #expect(found.claims.map(\.claim.name) == names.flatMap { [$0, $0] })
    #expect(found.claims.map(\.speaker) == names.flatMap { _ in ["a", "b"] })
  }
}
