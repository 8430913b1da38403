import Corpora
import Randomness
import TestSupport
import Testing

@Suite("What rows of one file say together")
struct RowOrderTests {
  private func corpus(
    _ rows: [String], files: [String] = ["a.wav", "b.wav", "c.wav"], labels: LabelMap = [:]
  ) throws -> Corpus {
    let folder = try ScratchFolder()
    for file in files { try folder.write(file) }
    try folder.write(
      "manifest.csv",
      (["path,emotion,speaker,word,utterance,sex"] + rows).joined(separator: "\n"))
    return try CorpusReader.read(name: "mine", root: folder.path, labels: labels)
  }

  private func kinds(_ corpus: Corpus) -> [String] {
    corpus.problems.map { "\($0.path) \($0.kind.rawValue)" }
  }

  @Test("An identifier that only contradicting rows state is free for another file")
  func freedIdentifier() throws {
    let rows = ["a.wav,sad,s,,U,", "a.wav,happy,s,,V,", "b.wav,fear,s,,U,"]
    for order in [[0, 1, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0]] {
      let corpus = try corpus(order.map { rows[$0] })
      #expect(corpus.utterances.map { "\($0.id) \($0.path)" } == ["U b.wav"], "\(order)")
      #expect(kinds(corpus) == ["a.wav contradicting-rows"], "\(order)")
    }
  }

  @Test("What counts, and what is told of which file, is the same in any order of rows")
  func anyOrder() throws {
    let rows = [
      "a.wav,sad,s,,U,f", "a.wav,happy,s,,V,f", "b.wav,sad,s,w1,,f", "./b.wav,Sad,s,,,m",
      "b.wav,sad,s,w2,,f", "c.wav,mystery,t,,,f", "c.wav,fear,t,,,f", "d.wav,boredom,t,,,f",
      "d.wav,boredom,t,,,f", "e.wav,angry,t,,same,m", "f.wav,angry,t,,same,m",
      "gone.wav,sad,t,,,f", "g.wav,puzzle,t,,,f", "h.wav,fear,u,,,",
    ]
    let files = ["a", "b", "c", "d", "e", "f", "g", "h"].map { $0 + ".wav" }
    let labels: LabelMap = ["boredom": .dropped]
    let expected = try corpus(rows, files: files, labels: labels)
    #expect(expected.utterances.map(\.path) == ["b.wav", "h.wav", "e.wav"])
    #expect(expected.droppedLabels == ["boredom": 1])
    #expect(expected.speakers.first { $0.id == "s" }?.sex == nil)
    var generator = SplitMix64(seed: 1)
    for _ in 0..<30 {
      let other = try corpus(generator.shuffled(rows), files: files, labels: labels)
      #expect(other.utterances == expected.utterances)
      #expect(other.speakers == expected.speakers)
      #expect(other.labelHash == expected.labelHash)
      #expect(other.droppedLabels == expected.droppedLabels)
      let told = { (corpus: Corpus) in
        Set(kinds(corpus).map { $0.replacing("./", with: "") }.filter { !$0.hasSuffix("speaker") })
      }
      #expect(told(other) == told(expected))
    }
  }

  @Test("Of rows that say the same the one that says most counts, and the others are told")
  func fullest() throws {
    let corpus = try corpus(["a.wav,sad,s,,,", "a.wav,sad,s,tree,,"])
    #expect(corpus.utterances.map(\.word) == ["tree"])
    #expect(
      corpus.problems.map(\.explanation) == [
        "line 2 of manifest.csv names a.wav a second time; expected one row for each file and "
          + "kept line 3 of manifest.csv: take one of the two out"
      ])
  }

  @Test(
    "A label that is unknown or dropped contradicts another one of the same file",
    arguments: ["mystery", "boredom"])
  func noEmotion(_ label: String) throws {
    for rows in [
      ["a.wav,angry,s,,,", "a.wav,\(label),s,,,"], ["a.wav,\(label),s,,,", "a.wav,angry,s,,,"],
    ] {
      let corpus = try corpus(rows + ["b.wav,sad,s,,,"], labels: ["boredom": .dropped])
      #expect(corpus.utterances.map(\.path) == ["b.wav"])
      #expect(corpus.droppedLabels.isEmpty)
      #expect(kinds(corpus) == ["a.wav contradicting-rows"])
      for words in ["'angry' by s", "'\(label)' by s"] {
        #expect(corpus.problems[0].explanation.contains(words), "\(corpus.problems)")
      }
    }
  }

  @Test("A copy of a file that cannot be used is told nothing of being kept")
  func nothingKept() throws {
    let folder = try ScratchFolder()
    try folder.write("a.wav", bytes: [])
    try folder.write("b.wav")
    try folder.write(
      "manifest.csv", "path,emotion,speaker\na.wav,sad,s\na.wav,sad,s\nb.wav,sad,s\n")
    let corpus = try CorpusReader.read(name: "mine", root: folder.path)
    #expect(kinds(corpus) == ["a.wav empty"])
  }

  @Test("An empty emotion is to be written down, and contradicts nothing")
  func emptyEmotion() throws {
    let corpus = try corpus(["a.wav,,s,,,", "a.wav,sad,s,,,"])
    #expect(corpus.utterances.map(\.path) == ["a.wav"])
    #expect(kinds(corpus) == ["a.wav unknown-emotion"])
    let words = corpus.problems[0].explanation
    #expect(words.hasPrefix("a.wav: line 2: the emotion is empty; expected one of "))
    #expect(words.hasSuffix(": write one down"))
  }
}
