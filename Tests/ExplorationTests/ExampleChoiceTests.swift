import Corpora
import Exploration
import Testing

@Suite("Which recordings stand for a speaker")
struct ExampleChoiceTests {
  private typealias Tone = ToneFolder.Tone

  private static func tones(
    _ speaker: String, _ emotion: Emotion, _ words: [String], seconds: Double = 0.2
  ) -> [Tone] {
    words.map { Tone(speaker: speaker, emotion: emotion, word: $0, seconds: seconds) }
  }

  private static let shown: [Emotion] = [.angry, .sad, .neutral]

  private func chosen(_ tones: [Tone]) throws -> [[String]] {
    let folder = try ToneFolder(tones)
    let found = try withExtendedLifetime(folder) { try CorpusExploration.explore(folder.corpus) }
    return try #require(found).examples.map { $0.utterances.map(\.utterance.id) }
  }

  @Test("Of words that are equally near the first in order stands, however they were listed")
  func ties() throws {
    for words in [["q", "p", "r"], ["p", "q", "r"], ["r", "q", "p"]] {
      let tones = Self.shown.flatMap { Self.tones("a", $0, words) }
      #expect(try chosen(tones) == [["a-angry-p", "a-sad-p", "a-neutral-p"]])
    }
  }

  @Test("Where no word has all three, equally near recordings go by their names")
  func noWord() throws {
    let tones =
      Self.tones("a", .angry, ["q", "p"]) + Self.tones("a", .sad, ["s", "r"])
      + Self.tones("a", .neutral, ["u", "t"])
    #expect(try chosen(tones) == [["a-angry-p", "a-sad-r", "a-neutral-t"]])
  }

  @Test("A word that lacks one of the emotions is not chosen, however near the others lie")
  func lacking() throws {
    let tones =
      Self.tones("a", .angry, ["p", "o"]) + Self.tones("a", .sad, ["p", "o"])
      + Self.tones("a", .neutral, ["p"], seconds: 0.4)
      + Self.tones("a", .neutral, ["m", "n"], seconds: 0.2)
    // Word o is as near as p in two emotions and comes first, and has no neutral recording.
    #expect(try chosen(tones) == [["a-angry-p", "a-sad-p", "a-neutral-p"]])
  }

  @Test("Other emotions have no say, and without one of the three nobody is shown")
  func others() throws {
    let all = Self.shown.flatMap { Self.tones("a", $0, ["p"]) }
    let fear = Self.tones("a", .fear, ["b", "c"], seconds: 0.5)
    #expect(try chosen(all + fear) == [["a-angry-p", "a-sad-p", "a-neutral-p"]])
    for emotion in Self.shown {
      #expect(try chosen(all.filter { $0.emotion != emotion } + fear).isEmpty)
    }
  }
}
