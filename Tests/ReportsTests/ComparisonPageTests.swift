import Corpora
import Findings
import Metrics
import Reports
import Testing

@Suite("A comparison of two runs")
struct ComparisonPageTests {
  /// Twelve words, sad and angry each; the answer is right where it is said to be.
  private func answers(
    extra: Int = 0, _ isRight: (_ word: Int, _ truth: Emotion) -> Bool
  ) -> [Prediction] {
    let asked = (0..<12).flatMap { word in
      [Emotion.sad, .angry].map { truth in
        Prediction(
          utterance: "\(word)\(truth)", speaker: "s|1", word: "w\(word)", truth: truth,
          predicted: isRight(word, truth) ? truth : .fear)
      }
    }
    return asked
      + (0..<extra).map {
        Prediction(
          utterance: "only \(extra) \($0)", speaker: "s|1", word: nil, truth: .sad, predicted: .sad)
      }
  }

  private func comparison(
    of seeds: ComparedSeeds = ComparedSeeds(first: [0], second: [0])
  ) throws -> RunComparison {
    // A has sad right; B mends angry of nine words and breaks sad of three of them.
    let first = answers(extra: 1) { _, truth in truth == .sad }
    let second = answers(extra: 2) { word, truth in truth == .sad ? word >= 3 : word < 9 }
    func test(
      _ rung: EvaluationProtocol, other: String?, isLeaky: Bool, _ second: [Prediction]
    ) throws -> TestSetComparison {
      try TestSetComparison(
        evaluationProtocol: rung, trainedOn: "OAF", secondTrainedOn: other, testedOn: "s|1",
        isLeaky: isLeaky, seeds: seeds, emotions: [.angry, .sad],
        ModelComparison(seeds: [.init(first: first, second: second)]))
    }
    func side(_ run: String) -> RunComparison.Side {
      .init(run: run, started: "then", preset: "quick", version: "1", model: "crnn")
    }
    return RunComparison(
      first: side("run_a"), second: side("run*b"),
      tests: [
        try test(.speakerDisjoint, other: nil, isLeaky: false, second),
        try test(.random, other: "x*y", isLeaky: true, answers { _, truth in truth == .sad }),
      ], onlyFirst: ["random t|1 > u"], onlySecond: [],
      unshared: ["random t|2 > w"])
  }

  private func cells(_ page: String, _ start: String) throws -> [String] {
    let line = try #require(
      page.components(separatedBy: "\n").first { $0.hasPrefix("| \(start) |") }, "\(start)")
    return line.replacing("\\|", with: "\u{0}").split(separator: "|").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  @Test("P values of a metric are corrected over its test sets, and of no other metric")
  func corrected() throws {
    let tests = try comparison().tests
    for metric in 0..<2 {
      let (one, other) = (tests[0].metrics[metric], tests[1].metrics[metric])
      // Six words speak for B and none against it: 2 of 64 arrangements go as far.
      #expect(one.p == 0.03125 && other.p == 1)
      #expect(one.adjustedP == 0.0625 && other.adjustedP == 1)
      #expect(one.isClear && !other.isClear)
      #expect(other.minimumDetectable == nil, "where nothing flips nothing says how far it could")
    }
  }

  @Test("Each number stands in its column, and what is clear is bold")
  func numbers() throws {
    let page = ComparisonPage.render(try comparison())
    let honest = try cells(page, "speaker-disjoint OAF > s\\|1")
    #expect(honest[1...4] == ["24", "accuracy", ".500", ".750"])
    #expect(honest[5].hasPrefix("**+.250 [") && honest[5].hasSuffix("]**"))
    // As one of two tests (2.2414 + .8416) standard deviations are found; alone 2.8016, .286.
    #expect(honest[6...] == [".031", ".063", ".315"])
    let leaky = try cells(page, "LEAKY random OAF > s\\|1 (B trained on x\\*y)")
    #expect(
      leaky[1...] == [
        "24", "accuracy", ".500", ".500", ".000 [.000, .000]", "1.000", "1.000", "undetermined",
      ])
    let angry = try cells(page, "angry")
    #expect(angry[1...3] == ["12", ".000", ".750"] && angry[5...] == ["9", "0"])
    let sad = try cells(page, "sad")
    #expect(sad[1...3] == ["12", "1.000", ".750"] && sad[5...] == ["0", "3"])
    #expect(sad[4].contains("−.250 ["))
    #expect(try cells(page, "s\\|1")[1...3] == ["24", ".500", ".750"])
  }

  @Test("A difference that rounds to nothing has no sign, whichever side of 0 it lies on")
  func tiny() throws {
    func answers(wrong: Int) -> [Prediction] {
      (0..<2400).map {
        Prediction(
          utterance: "\($0)", speaker: "s", word: "w\($0 % 4)", truth: .sad,
          predicted: $0 == wrong ? .fear : .sad)
      }
    }
    for (first, second) in [(7, -1), (-1, 7)] {
      let test = try TestSetComparison(
        evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", secondTrainedOn: nil,
        testedOn: "s", isLeaky: false, seeds: ComparedSeeds(first: [0], second: [0]),
        emotions: [.sad],
        ModelComparison(
          seeds: [.init(first: answers(wrong: first), second: answers(wrong: second))]))
      let side = RunComparison.Side(
        run: "r", started: "then", preset: "quick", version: "1", model: "crnn")
      let page = ComparisonPage.render(
        RunComparison(first: side, second: side, tests: [test], onlyFirst: [], onlySecond: []))
      let found = try #require(test.metrics.first?.difference)
      #expect(abs(abs(found) - 1 / 2400) < 1e-12)
      #expect(try cells(page, "speaker-disjoint OAF > s")[5].hasPrefix(".000"))
    }
  }

  @Test("Speakers whom neither heard have their own table, corrected over them, also without tests")
  func unheard() throws {
    let first = answers(extra: 1) { _, truth in truth == .sad }
    let second = answers { word, truth in truth == .sad ? word >= 3 : word < 9 }
    func speaker(_ name: String, _ second: [Prediction]) throws -> SpeakerComparison {
      SpeakerComparison(
        speaker: name, trainedOn: "u", secondTrainedOn: "t+v",
        seeds: ComparedSeeds(pairing: [0, 1], with: [1, 2]), emotions: [.angry, .sad],
        try ModelComparison(seeds: [.init(first: first, second: second)]))
    }
    func side(_ run: String, _ stated: StatedTraining?) -> RunComparison.Side {
      .init(
        run: run, started: "then", preset: "quick", version: "1", model: "m",
        statedTraining: stated)
    }
    let unheard = UnheardComparison(
      speakers: [try speaker("c/s|1", second), try speaker("c/s2", first)], onlyFirst: ["c/x"],
      unshared: ["c/y"])
    #expect(unheard.speakers.map { $0.metrics[0].p } == [0.03125, 1])
    #expect(unheard.speakers.map { $0.metrics[0].adjustedP } == [0.0625, 1])
    #expect(!unheard.isWhole && unheard.speakers[0].onlyFirst == 1)
    let page = ComparisonPage.render(
      RunComparison(
        first: side("a", StatedTraining(.declaration, names: "u")), second: side("b", nil),
        tests: [], onlyFirst: [], onlySecond: [], unheard: unheard))
    let row = try cells(page, "c/s\\|1, seed 1")
    #expect(row[1...7] == ["u (as declared)", "t+v", "24", "9", "3", "accuracy", ".500"])
    #expect(row[8] == ".750" && row[9].hasPrefix("**+.250 [") && row[10...11] == [".031", ".063"])
    for words in [
      "## By speaker whom neither heard\n",
      "- only A has answers about c/x without having heard the speaker\n",
      "- c/y: no recording is the same for both\n",
      "- c/s\\|1, seed 1: 1 utterance that only A answered and 0 that only B answered are left out\n",
      "- every speaker: seed 1 is compared, which both have; left out: seed 0 of A, seed 2 of B\n",
    ] { #expect(page.contains(words), "\(words) in \(page)") }
    #expect(!page.contains("| test set |") && !page.contains("## Flips"))
  }

  @Test("Flips, what only one run has, and the names of both are told and escaped")
  func rest() throws {
    let page = ComparisonPage.render(try comparison())
    // McNemar of 3 and 9: twice 299 of 4,096.
    #expect(page.contains("| speaker-disjoint OAF > s\\|1 | 9 | 3 | .146 |"))
    #expect(page.contains("- A: run_a (quick, then, version 1)\n- B: run\\*b ("))
    #expect(page.contains("- only A has random t\\|1 > u\n"))
    #expect(
      page.contains(
        "- speaker-disjoint OAF > s\\|1: 1 utterance that only A answered and 2 that only B "
          + "answered are left out\n"))
    #expect(!page.contains("only B has"))
  }

  @Test("One seed of several is named by every number of it, and those left out are told")
  func seeds() throws {
    let some = ComparedSeeds(first: [0], second: [0], onlySecond: [1, 2])
    let page = ComparisonPage.render(try comparison(of: some))
    #expect(page.contains("| speaker-disjoint OAF > s\\|1, seed 0 | 24 | accuracy |"))
    #expect(page.contains("| speaker-disjoint OAF > s\\|1, seed 0 | 9 | 3 |"))
    #expect(page.contains("## speaker-disjoint OAF > s\\|1, seed 0\n"))
    #expect(
      page.contains(
        "- every test set: seed 0 is compared, which both have; left out: seeds 1 and 2 of B\n"))
    let other = ComparisonPage.render(
      try comparison(of: ComparedSeeds(first: [0], second: [1], onlyFirst: [3])))
    #expect(
      other.contains(
        "- every test set: no seed is common to both; seed 0 of A with seed 1 of B is compared; "
          + "left out: seed 3 of A\n"))
    #expect(!ComparisonPage.render(try comparison()).contains("seed 0"))
  }
}
