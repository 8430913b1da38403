import Corpora
import Metrics
import Reports
import Testing

@Suite("The paragraph that says what the numbers say")
struct ReadingTests {
  private func row(
    _ value: Double?, _ origin: Origin, chance: Double? = 1 / 7, inflation: Double? = nil,
    count: Int = 100, seeds: [Double]? = nil, unit: ConfidenceInterval.Unit = .word
  ) -> LadderRow {
    var row = LadderRow(
      origin: origin, count: count, accuracy: .undetermined,
      uar: value.map { .about($0, 0.0625, unit: unit) } ?? .undetermined, chance: chance,
      majorityShare: nil, inflation: inflation.map { Measure($0) })
    row.seeds = seeds.map { .init(uars: $0, deviation: nil) }
    return row
  }

  private func text(
    _ rows: [LadderRow], _ change: (inout AuditReport) -> Void = { _ in }
  ) throws -> String {
    try Page { report in
      report.ladder = rows
      change(&report)
    }.reading()
  }

  /// So many test sets, each of one speaker.
  private func many(_ count: Int, inflation: Double? = nil) -> [LadderRow] {
    (0..<count).map {
      row(
        0.25 + 0.125 * Double($0), .of(.speakerDisjoint, "others", "s\($0)"),
        inflation: inflation.map { $0 }, count: 1_000 + $0)
    }
  }

  @Test("Four test sets are named each; of five the least and the greatest are")
  func range() throws {
    let four = try text(many(4))
    #expect(four.contains("UAR was .25 [.19, .31] for others → s0 (n = 1,000); .38"))
    #expect(four.contains("; and .63 [.56, .69] for others → s3 (n = 1,003), intervals over"))
    #expect(try text(many(2)).contains("for others → s0 (n = 1,000) and .38"))
    #expect(
      try text(many(5).reversed()).contains(
        "On speakers whom training never heard (speaker-disjoint), UAR was between .25 [.19, .31] "
          + "for others → s0 (n = 1,000) and .75 [.69, .81] for others → s4 (n = 1,004) on 5 test "
          + "sets, intervals over words."))
  }

  @Test("What the model left unanswered is told where its numbers are")
  func unanswered() throws {
    func asked(_ row: LadderRow, _ more: Int?) -> LadderRow {
      var row = row
      row.asked = more.map { row.count + $0 }
      return row
    }
    let part = try text([asked(row(0.75, .of(), count: 1_124), 20)])
    #expect(
      part.contains(
        "UAR was .75 [.69, .81] for OAF → YAF (n = 1,124; 20 of 1,144 utterances not answered)"))
    #expect(
      try text([asked(row(nil, .of(), count: 0), 1)])
        .contains("undetermined for OAF → YAF (n = 0; 1 of 1 utterance not answered)."))
    for whole in [0, nil] {
      #expect(try !text([asked(row(0.75, .of()), whole)]).contains("answered"))
    }
    var folds = many(5)
    folds[2] = asked(folds[2], 8)
    #expect(
      try text(folds).contains(
        "on 5 test sets, intervals over words. On 1 of 5 test sets not everything is answered: 8 "
          + "of 1,010 utterances are not, and no number here is of these."))
    #expect(try !text(many(5)).contains("answered"))
  }

  @Test("A model that was trained on nothing is called so, and its test is no other corpus")
  func untrained() throws {
    let text = try text([row(0.5, .of(.crossCorpus, Split.noTraining, "tess"))]) {
      $0.trainingMark = "as declared"
    }
    #expect(
      text.contains(
        "On all of the corpus (cross-corpus, as declared), UAR was .50 [.44, .56] for a model "
          + "trained on nothing, tested on tess (n = 100), intervals over words."))
  }

  @Test("What is undetermined is told beside what is known, and alone where nothing is")
  func undetermined() throws {
    let rows = [row(nil, .of(.crossCorpus, "tess", "a")), row(0.5, .of(.crossCorpus, "tess", "b"))]
    #expect(
      try text(rows).contains(
        "On another corpus (cross-corpus), UAR was .50 [.44, .56] for tess → b (n = 100) and is "
          + "undetermined for tess → a (n = 100), intervals over words."))
    #expect(
      try text([rows[0]]).contains(
        "On another corpus (cross-corpus), UAR is undetermined for tess → a (n = 100)."))
  }

  @Test("Rungs stand in the order of the ladder, whatever the order of the rows")
  func order() throws {
    let text = try text([
      row(0.4, .of(.crossCorpus)), row(0.5, .of(.speakerWordDisjoint)), row(0.6, .of()),
    ])
    let places = [
      "On speakers whom training never heard (speaker-disjoint)",
      "On speakers and words that training never heard (speaker-word-disjoint)",
      "On another corpus (cross-corpus)",
    ].map { text.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test("What reaches chance by its own chance is named: the end of the interval, or the value")
  func chance() throws {
    // The lower ends are .5 - .0625 and that again.
    let fine = row(0.5, .of(), chance: 0.43)
    let reaching = row(0.5, .of(.crossCorpus), chance: 0.4375)
    #expect(try text([fine]).contains("Guessing gives .43."))
    #expect(
      try text([fine, reaching]).contains(
        "Guessing gives .43 or .44, by the number of emotions, which the following do not clearly "
          + "exceed: cross-corpus · OAF → YAF."))
    let bare = LadderRow(
      origin: .of(), count: 1, accuracy: .undetermined, uar: Measure(0.25), chance: 0.25,
      majorityShare: nil)
    #expect(try text([bare]).contains("which the following do not clearly exceed"))
    let high = LadderRow(
      origin: .of(), count: 1, accuracy: .undetermined, uar: Measure(0.9), chance: 0.25,
      majorityShare: nil)
    #expect(
      try text([high, reaching]).contains(
        "Guessing gives .25 or .44, by the number of emotions, which the following do not clearly "
          + "exceed: cross-corpus · OAF → YAF. Without an interval nothing says whether the "
          + "following clearly exceed it: speaker-disjoint · OAF → YAF."))
    #expect(try !text([high]).contains("do not clearly exceed"))
    #expect(try text([row(nil, .of(), chance: 0.25)]).contains("Guessing gives .25."))
    #expect(try !text([row(0.5, .of(), chance: nil)]).contains("Guessing"))
  }

  @Test("Over seeds what single trainings reached stands before their mean and its interval")
  func seeds() throws {
    let rows = [
      row(0.5, .of(), seeds: [0.6, 0.4, 0.5]),
      row(0.7, .of(.speakerDisjoint, "YAF", "OAF"), count: 9, seeds: [0.701, 0.699, 0.7]),
      row(0.5, .of(.speakerWordDisjoint), seeds: [0.1], unit: .speaker),
    ]
    let text = try text(rows)
    #expect(
      text.contains(
        "UAR was .40 to .60 in 3 trainings for OAF → YAF (mean .50 [.44, .56], n = 100) and .70 in "
          + "each of 3 trainings for YAF → OAF (mean .70 [.64, .76], n = 9), intervals of means over "
          + "words."))
    #expect(
      text.contains(
        "A mean's interval holds them fixed: it is about other speakers or words, not about another "
          + "training, which may lie outside the interval and outside the range. Quote no mean and "
          + "no interval without the range of the trainings."))
    #expect(text.contains("was .50 [.44, .56] for OAF → YAF (n = 100), intervals over speakers"))
    #expect(!text.contains("farthest apart"))
    for single in [row(0.5, .of()), row(0.5, .of(), seeds: [0.5])] {
      #expect(try !self.text([single]).contains("rainings"), "one training has no spread")
    }
  }

  @Test("Of many test sets it is told where trainings lie farthest apart")
  func manySeeds() throws {
    let sets = (0..<5).map { set in
      row(0.5, .of(.speakerDisjoint, "o", "s\(set)"), seeds: [0.5, set == 3 ? 0.75 : 0.6])
    }
    let text = try text(sets)
    #expect(
      text.contains("on 5 test sets, each a mean over trainings, intervals of means over words"))
    #expect(
      text.contains(
        "without the range of the trainings. Trainings lie farthest apart for o → s3: by .25."))
  }

  @Test("An exact bound stands for what would have been resampled")
  func exact() throws {
    let faultless = row(1, .of(), seeds: [1, 1], unit: .exact)
    #expect(try text([faultless]).contains("it is about other recordings, not"))
    let other = row(0.7, .of(.speakerDisjoint, "YAF", "OAF"), seeds: [0.7, 0.75])
    let text = try text([faultless, other])
    #expect(text.contains("it is about other words, not") && !text.contains("exact"))
    #expect(text.contains("n = 100), intervals of means over words."))
  }

  @Test("Inflation is of the first rung that has one; of many test sets its range is told")
  func inflation() throws {
    let two = [
      row(0.5, .of(), inflation: 0.375), row(0.25, .of(.speakerWordDisjoint), inflation: 0.625),
    ]
    #expect(
      try text(two).contains(
        "LEAKY: a random split, which shares speakers between training and test, gives the same "
          + "recipe a UAR of .88 (+.38 beside OAF → YAF). The difference is no"))
    let both = { (second: Double) in
      [
        self.row(0.5, .of(), inflation: 0.375),
        self.row(0.25, .of(.speakerDisjoint, "YAF", "OAF"), inflation: second),
      ]
    }
    #expect(
      try text(both(0.625)).contains(
        "a UAR of .88 over all that it tests (+.38 beside OAF → YAF, +.63 beside YAF → OAF). The"
      ))
    #expect(
      try text(both(0.5)).contains(
        "a UAR of .88 (+.38 beside OAF → YAF) and .75 (+.50 beside YAF → OAF). The"))
    #expect(
      try text(many(5, inflation: 0.125)).contains(
        "a UAR of .38 to .88 over all that it tests, more by .13 to .13. The difference"))
    #expect(try !text([row(0.5, .of())]).contains("a random split"))
    #expect(try !text([row(nil, .of(), inflation: 0.125)]).contains("a random split"))
  }

  @Test("That nobody says what a model was trained on is why it is stamped")
  func unknownTraining() throws {
    let unknown = Origin(
      evaluationProtocol: .speakerDisjoint, trainedOn: Split.unknownTraining, testedOn: "YAF",
      isLeaky: true)
    let text = try text([row(0.9, unknown)])
    #expect(text.contains("Nobody says what the model was trained on"))
    #expect(text.contains("nothing here is evidence about a speaker"))
    #expect(!text.contains("speakers in general"), "nothing honest is there to be said of")
    #expect(try !self.text([row(0.5, .of())]).contains("Nobody says"))
  }

  @Test("What rests on somebody's word is marked on each rung, and nothing else is")
  func hearsay() throws {
    let rows = [row(0.5, .of()), row(0.4, .of(.crossCorpus, "ravdess", "tess"))]
    let marked = try text(rows) { $0.trainingMark = "as declared" }
    #expect(
      marked.contains(
        "On speakers whom training never heard (speaker-disjoint, as declared), UAR was .50"))
    #expect(marked.contains("On another corpus (cross-corpus, as declared), UAR was .40"))
    #expect(try text(rows) == marked.replacing(", as declared", with: ""))
  }

  /// A page about one test set of a corpus of 24 speakers.
  private func tested(
    on speakers: String, _ unit: ConfidenceInterval.Unit = .word,
    answered: [(speaker: String, count: Int)] = []
  ) throws -> String {
    let origin = Origin.of(.crossCorpus, "msp", speakers)
    return try text([row(0.5, origin, unit: unit)]) { report in
      report.corpora = [
        CorpusSummary(
          name: "c", isSynthetic: false,
          speakers: (0..<24).map { .init(speaker: Speaker(id: "s\($0)"), counts: [.sad: 1]) },
          wordCount: nil, totalSeconds: nil)
      ]
      report.speakers = answered.map {
        SpeakerRow(
          origin: origin, speaker: $0.speaker, count: $0.count, accuracy: .undetermined,
          uar: .undetermined, ece: .undetermined)
      }
    }
  }

  @Test("Fewer than twenty tested speakers support no claim", arguments: [1, 2, 19, 20])
  func speakers(count: Int) throws {
    let names = (0..<count).map { "s\($0)" }
    let voices = count == 1 ? "1 speaker is tested" : "\(count) speakers are tested"
    let sentence =
      "\(voices): the intervals are about other words of the same "
      + "\(count == 1 ? "voice" : "voices"), and nothing here supports a claim about speakers in "
      + "general."
    let text = try tested(on: names.joined(separator: "+"))
    #expect(text.contains(sentence) == (count < 20))
    #expect(text.contains("speakers in general") == (count < 20))
  }

  @Test("Speakers who are tested are counted, not those of the corpus or without an answer")
  func testedSpeakers() throws {
    #expect(try !tested(on: "c").contains("speakers in general"), "all 24 of it")
    let answered = (0..<24).map { (speaker: "s\($0)", count: $0 < 3 ? 10 : 0) }
    #expect(try tested(on: "c", answered: answered).contains(" 3 speakers are tested: the"))
    let bySpeaker = try tested(on: "s0+s1", .speaker)
    #expect(bySpeaker.contains(" 2 speakers are tested: nothing here supports a claim"))
  }

  @Test("Synthetic speech and a run that is not complete are told first")
  func first() throws {
    let text = try text([row(0.5, .of())]) { report in
      report.corpora = ExampleReport.report(isSynthetic: true).corpora
      let run = report.run
      report.run = RunFacts(
        id: run.id, preset: run.preset, started: run.started, finished: nil, isComplete: false,
        provenance: [])
    }
    #expect(
      text.hasPrefix(
        "All of this was measured on synthetic speech, not on people. The run is not complete: "
          + "what is missing below was not measured. 1 speaker was tested: YAF"))
  }
}
