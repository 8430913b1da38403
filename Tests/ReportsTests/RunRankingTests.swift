import Corpora
import Findings
import Metrics
import Reports
import Testing

@Suite("Several runs ranked")
struct RunRankingTests {
  /// Words of a speaker, sad and angry each; a model calls sad fear in the first words.
  private func said(wrong: Int, words: Int = 12) -> [[Prediction]] {
    let predictions = (0..<words).flatMap { word in
      [Emotion.sad, .angry].map { truth in
        Prediction(
          utterance: "\(word) \(truth)", speaker: "tess/OAF", word: "w\(word)", truth: truth,
          predicted: truth == .sad && word < wrong ? .fear : truth)
      }
    }
    return [predictions]
  }

  private func group(
    wrong: [Int], words: Int = 12, emotions: [Emotion] = [.angry, .sad],
    speaker: String? = "tess/OAF"
  ) throws -> RankedGroup {
    try RankedGroup(
      speaker: speaker, runs: wrong.indices.map { ("run \($0)", "YAF+\($0)") },
      emotions: emotions,
      try #require(JointAnswers(wrong.map { said(wrong: $0, words: words) })))
  }

  @Test("The best comes first, with its numbers, and of equals the one that was named first")
  func order() throws {
    let group = try group(wrong: [6, 9, 0, 6])
    #expect(group.standings.map(\.run) == ["run 2", "run 0", "run 3", "run 1"])
    #expect(group.standings.map(\.trainedOn) == ["YAF+2", "YAF+0", "YAF+3", "YAF+1"])
    // UAR is the mean of 1 and the recall of sad, here as large as accuracy.
    #expect(group.standings.map(\.uar.value) == [1, 0.75, 0.75, 0.625])
    #expect(group.standings.map(\.accuracy.value) == [1, 0.75, 0.75, 0.625])
    #expect(group.rankedBy == "uar" && group.count == 24 && group.leftOut == 0)
    for standing in group.standings {
      let interval = try #require(standing.accuracy.interval)
      let value = try #require(standing.accuracy.value)
      #expect(interval.lower <= value && value <= interval.upper)
    }
  }

  @Test("P values against the best are corrected over all pairs of runs")
  func distances() throws {
    let group = try group(wrong: [8, 0, 6])
    #expect(group.standings.map(\.run) == ["run 1", "run 2", "run 0"])
    #expect(group.standings[0].toBest == nil)
    let (second, third) = (
      try #require(group.standings[1].toBest), try #require(group.standings[2].toBest)
    )
    // Six words speak for the best and none against it: 2 of 64 arrangements go as far; of eight 2
    // of 256. The two others are a pair as well: three tests, not two.
    #expect(second.p == 2.0 / 64 && third.p == 2.0 / 256)
    #expect(second.adjustedP == 2 * 2.0 / 64 && third.adjustedP == 3 * 2.0 / 256)
    #expect(second.isApart == false && third.isApart == true)
    #expect(second.difference == -0.25)
    let interval = try #require(third.interval)
    #expect(interval.upper < 0 && interval.lower <= -8.0 / 24)
  }

  @Test("P values of single speakers are corrected over all speakers, those of all together not")
  func speakers() throws {
    func ranked(_ speakers: [String?]) throws -> [RankedGroup.Distance] {
      try RunRanking(
        entrants: [],
        groups: speakers.map { try group(wrong: [8, 0, 6], speaker: $0) }, notOfAll: [],
        unshared: []
      ).groups.map { try #require($0.standings[2].toBest) }
    }
    let least = 2.0 / 256
    let alone = try ranked(["tess/OAF"])
    #expect(alone[0].adjustedP == 3 * least && alone[0].isApart == true)
    // Two equal tables: six tests, of which these two have the least p.
    let both = try ranked([nil, "tess/OAF", "tess/YAF"])
    let expected: [Double?] = [3 * least, 6 * least, 6 * least]
    #expect(both.allSatisfy { $0.p == least })
    #expect(both.map(\.adjustedP) == expected)
    #expect(both.allSatisfy { $0.isApart == true })
    let many = try ranked(["a", "b", "c"])
    #expect(many.map(\.isApart) == [false, false, false])
  }

  @Test("Where so few words cannot tell so many pairs apart, nothing is said of it")
  func tooFew() throws {
    // Of four utterances the smallest p is .125.
    let group = try group(wrong: [0, 2, 1], words: 2)
    #expect(group.standings[1].toBest?.isApart == nil)
    #expect(group.standings[1].toBest?.word == "cannot be told")
    // Of six it is .031: enough for one pair of runs, and too much for three.
    let pair = try self.group(wrong: [0, 3], words: 3)
    #expect(pair.standings.last?.toBest?.isApart == false)
    let three = try self.group(wrong: [0, 3, 1], words: 3)
    #expect(three.standings.last?.toBest?.isApart == nil)
  }

  @Test("Accuracy ranks where an emotion that all were asked for has no recording")
  func byAccuracy() throws {
    let group = try group(wrong: [6, 0], emotions: [.angry, .sad, .happy])
    #expect(group.rankedBy == "accuracy" && group.standings[0].run == "run 1")
    #expect(group.standings.allSatisfy { $0.uar.value == nil })
    #expect(group.standings[1].toBest?.difference == -0.25)
  }

  @Test("The page has a table for each speaker, names what training rests on, and what is left out")
  func page() throws {
    let group = try group(wrong: [8, 0, 6])
    let entrants = ["A", "B", "C"].enumerated().map { index, letter in
      RunRanking.Entrant(
        letter: letter,
        side: .init(
          run: "run \(index)", started: "then", preset: "quick", version: "1", model: "m*\(letter)",
          statedTraining: index == 1 ? StatedTraining(.declaration, names: "YAF") : nil),
        seeds: [0], seedsLeftOut: index == 2 ? [1, 2] : [])
    }
    let ranking = RunRanking(
      entrants: entrants, groups: [group], notOfAll: ["tess/YAF"], unshared: ["ravdess/01"])
    let page = RankingPage.render(ranking)
    for words in [
      "# 3 runs compared\n", "- B: run 1, model m\\*B, as declared (quick, then, version 1)\n",
      "## tess/OAF, 24 recordings\n", "| B | YAF+1 (as declared) | 1.000 [", "| best |  |  |\n",
      "| C | YAF+2 | .750 [", "| .063 | no |\n", "| A | YAF+0 | .667 [", "| .023 | yes |\n",
      "- tess/YAF: not every run has answers without having heard the speaker; left out.\n",
      "- ravdess/01: no recording is the same for all; left out.\n",
      "- C: seed 0 compared; left out: seeds 1 and 2.\n",
    ] { #expect(page.contains(words), "\(words) in \(page)") }
  }
}
