import Audits
import Corpora
import Testing

@Suite("The grid of speakers, emotions and words")
struct CoverageGridTests {
  /// Two speakers, two emotions, two words: eight cells, each a bit.
  private static let cells = ["a", "b"].flatMap { (speaker: String) in
    [Emotion.fear, .sad].flatMap { (emotion: Emotion) in
      ["one", "two"].map { (word: String) in
        Utterance(
          id: "\(speaker) \(emotion.rawValue) \(word)", corpus: "toy", speaker: speaker,
          emotion: emotion, word: word, path: "\(speaker)-\(emotion.rawValue)-\(word).wav")
      }
    }
  }

  private static func missing(_ grid: CoverageGrid) -> Set<String> {
    Set(
      grid.holes.flatMap { hole in
        hole.words.map { "\(hole.speaker) \(hole.emotion.rawValue) \($0)" }
      })
  }

  @Test("Of all 255 ways to fill eight cells, holes are the empty ones, from three quarters on")
  func everyFilling() {
    for bits in 1..<256 {
      let there = Self.cells.indices.filter { bits >> $0 & 1 == 1 }.map { Self.cells[$0] }
      let grid = CoverageGrid(there.reversed())
      // The grid is of what occurs at all.
      let speakers = Set(there.map(\.speaker))
      let (emotions, words) = (Set(there.map(\.emotion)), Set(there.compactMap(\.word)))
      let all = Self.cells.filter {
        speakers.contains($0.speaker) && emotions.contains($0.emotion)
          && words.contains($0.word ?? "")
      }
      #expect(grid.words == words.count)
      let empty = Set(all.map(\.id)).subtracting(there.map(\.id))
      let isGrid = 4 * there.count >= 3 * all.count
      #expect(Self.missing(grid) == (isGrid ? empty : []), "\(bits)")
    }
  }

  @Test("Holes come by speaker, then by emotion, with their words in order")
  func order() {
    let names = (0..<9).map { "w\($0)" }
    let all = ["b", "a"].flatMap { (speaker: String) in
      [Emotion.sad, .angry].flatMap { (emotion: Emotion) in
        names.map { (word: String) in
          Utterance(
            id: "\(speaker)\(emotion)\(word)", corpus: "toy", speaker: speaker, emotion: emotion,
            word: word, path: "\(speaker)\(emotion)\(word)")
        }
      }
    }
    let dropped: Set<String> = ["bsadw8", "bsadw3", "bangryw1", "asadw0"]
    let grid = CoverageGrid(all.filter { !dropped.contains($0.id) })
    #expect(
      grid.holes.map { "\($0.speaker) \($0.emotion.rawValue) \($0.words.joined(separator: ","))" }
        == ["a sad w0", "b angry w1", "b sad w3,w8"])
  }

  @Test("What was derived fills no cell, and what has no word is in no grid")
  func leftOut() {
    let first = Self.cells[0]
    let copy = Utterance(
      id: "copy", corpus: "toy", speaker: first.speaker, emotion: first.emotion, word: first.word,
      path: first.path, parent: first.id)
    let wordless = Utterance(
      id: "hum", corpus: "toy", speaker: "c", emotion: .happy, word: nil, path: "hum.wav")
    let grid = CoverageGrid(Self.cells.dropFirst() + [copy, wordless])
    #expect(Self.missing(grid) == [first.id])
    let bare = CoverageGrid([wordless])
    #expect(bare.words == 0 && bare.holes.isEmpty)
    // The same word said twice fills one cell.
    let twice = Self.cells.dropFirst().flatMap { [$0, $0] }
    #expect(Self.missing(CoverageGrid(twice)) == [first.id])
  }
}
