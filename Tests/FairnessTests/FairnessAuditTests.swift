import Corpora
import Fairness
import Findings
import KnownAnswers
import Metrics
import Testing

@Suite("All questions of fairness about one model")
struct FairnessAuditTests {
  static let design = CrossedDesign(speakers: ["a", "b"], wordCount: 60)
  static let corpus = Corpus(
    name: "known", root: "/", utterances: design.utterances,
    speakers: [
      Speaker(id: "a", sex: "female", age: 26, language: "en"),
      Speaker(id: "b", sex: "female", age: 64, language: "en"),
    ])
  static let context = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "others", testedOn: "a+b", isLeaky: false,
    seed: 0)

  /// A measure that has nothing to do with anything.
  static let measures = [
    "duration": Dictionary(
      uniqueKeysWithValues: design.utterances.enumerated().map {
        ($1.id, Double(($0 * 7_919) % 1_009))
      })
  ]

  static func audit(_ model: KnownAnswerModel) throws -> FairnessAudit {
    try FairnessAudit(
      model.predictions(of: design.utterances, seed: 3), corpus: corpus, measures: measures,
      context: context)
  }

  @Test("a perfect model fails nothing, a guesser passes nothing")
  func extremes() throws {
    let perfect = try Self.audit(.perfect)
    #expect(perfect.answers.allSatisfy { $0.outcome.status != .failed })
    #expect(perfect.findings.first { $0.check == "skill-gate" }?.status == .passed)
    let guesser = try Self.audit(.random)
    #expect(guesser.answers.allSatisfy { $0.outcome.status != .passed })
    #expect(guesser.standard.allSatisfy { $0.outcome.status != .passed })
    #expect(guesser.answers.contains { $0.outcome.isVacuous })
  }

  @Test("thirds of what was measured are of the tested recordings, whatever else was measured")
  func thirds() throws {
    let predictions = KnownAnswerModel.perfect.predictions(of: Self.design.utterances)
    var measures = Self.measures
    for index in 0..<1_000 { measures["duration"]?["copy \(index)"] = 2_000 + Double(index) }
    func sizes(_ measures: [String: [String: Double]]) throws -> [Int]? {
      try FairnessAudit(
        predictions, corpus: Self.corpus, measures: measures, context: Self.context
      ).disaggregations.first { $0.attribute.name == "duration" }?.counts
    }
    #expect(try sizes(measures) == [280, 280, 280])
    #expect(try sizes(measures) == sizes(Self.measures))
  }

  @Test("a model that serves one speaker worse fails by speaker, with what it is confounded with")
  func bias() throws {
    let among = Set(Self.design.utterances.filter { $0.speaker == "b" }.map(\.id))
    let audit = try Self.audit(.biased(hitRate: 0.9, loss: 0.25, among: among))
    let answer = try #require(
      audit.answers.first {
        $0.disparity.attribute == "speaker"
          && $0.disparity.measure == .difference(.accuracy)
      })
    #expect(answer.outcome.status == .failed)
    #expect(answer.finding.message.contains("sorts these speakers as age-band does"))
    let sentences = audit.findings.filter { $0.check == "confounded-attributes" }.map(\.message)
    #expect(sentences.contains { $0.hasPrefix("speaker and age-band sort the 2 speakers") })
    #expect(sentences.contains { $0.contains("with a known sex is in the group female") })
    #expect(audit.population.isSupported == false)
  }

  @Test("so much is drawn that every question can be answered beside the others, whatever was set")
  func arrangements() throws {
    let among = Set(Self.design.utterances.filter { $0.speaker == "b" }.map(\.id))
    let audit = try FairnessAudit(
      KnownAnswerModel.biased(hitRate: 0.9, loss: 0.25, among: among)
        .predictions(of: Self.design.utterances, seed: 3),
      corpus: Self.corpus, measures: Self.measures, context: Self.context,
      settings: DisparitySettings(replicateCount: 50, arrangementCount: 9))
    let answer = try #require(
      audit.answers.first { $0.disparity.measure == .difference(.accuracy) })
    // Ten arrangements could not give a p below .1.
    #expect(answer.disparity.attribute == "speaker" && answer.outcome.status == .failed)
  }

  @Test("groups too small to be compared, and whoever has no known group, are told")
  func uncompared() throws {
    #expect(try Self.audit(.perfect).uncompared.isEmpty)
    let utterances = Self.design.utterances.enumerated().map { index, plain in
      let room = index < 15 ? "attic" : index < 34 ? "barn" : index < 54 ? "cellar" : nil
      return Utterance(
        id: plain.id, corpus: plain.corpus, speaker: plain.speaker, emotion: plain.emotion,
        word: plain.word, path: plain.path, attributes: room.map { ["room": $0] } ?? [:])
    }
    let corpus = Corpus(
      name: "known", root: "/", utterances: utterances,
      speakers: [
        Speaker(id: "a", sex: "female"), Speaker(id: "b"),
      ])
    let audit = try FairnessAudit(
      KnownAnswerModel.perfect.predictions(of: utterances), corpus: corpus, measures: [:],
      context: Self.context)
    let told = audit.findings.filter { $0.check == "uncompared-groups" }
    #expect(told.allSatisfy { $0.status == .undetermined && $0.importance == .note })
    #expect(
      told.map(\.message) == [
        "420 of 840 predictions have no known sex and are in no group.",
        "By room, 2 groups of fewer than 20 predictions are not compared: barn (n = 19), attic "
          + "(n = 15). 786 of 840 predictions have no known room and are in no group.",
      ])
    #expect(told.last?.subject == "speaker-disjoint others > a+b, room")
  }

  @Test("no two rows are of the same number, and every finding's number is a row")
  func rows() throws {
    let among = Set(Self.design.utterances.filter { $0.speaker == "b" }.map(\.id))
    let audit = try Self.audit(.biased(hitRate: 0.9, loss: 0.25, among: among))
    let rows = try audit.rows()
    var keys = rows
    for index in keys.indices { (keys[index].value, keys[index].interval) = (nil, nil) }
    #expect(Set(keys).count == rows.count)
    for finding in audit.findings {
      if let evidence = finding.evidence { #expect(rows.contains(evidence), "\(finding.check)") }
    }
    func count(_ name: String) -> Double? {
      rows.first { $0.metric == name && $0.subgroup == "disparities" }?.value
    }
    #expect(count("answers-failed") == Double(audit.answers.count { $0.outcome.status == .failed }))
    let words = rows.filter { $0.attribute == "word" && $0.metric == "accuracy" }
    #expect(words.count == 60)
    let mean = words.compactMap(\.value).reduce(0, +) / 60
    let whole = rows.first { $0.attribute == "sex" && $0.metric == "accuracy" && $0.emotion == nil }
    #expect(abs(mean - (whole?.value ?? 0)) < 1e-12)
  }

  @Test("measures and columns that bear the name of another attribute are told apart from it")
  func measuredNames() throws {
    let utterances = Self.design.utterances.enumerated().map { index, plain in
      Utterance(
        id: plain.id, corpus: plain.corpus, speaker: plain.speaker, emotion: plain.emotion,
        word: plain.word, path: plain.path,
        attributes: [
          "level": index.isMultiple(of: 3) ? "high" : "low",
          "age-band": index.isMultiple(of: 2) ? "even" : "odd",
        ])
    }
    let corpus = Corpus(
      name: "known", root: "/", utterances: utterances, speakers: Self.corpus.speakers)
    let values = Self.measures["duration"] ?? [:]
    let audit = try FairnessAudit(
      KnownAnswerModel.calibrated(skill: 2).predictions(of: utterances, seed: 3), corpus: corpus,
      measures: ["level": values, "duration": values], context: Self.context)
    let names = audit.disaggregations.map(\.attribute.name)
    #expect(
      names == [
        "speaker", "sex", "age-band", "language", "column-age-band", "level", "duration",
        "measured-level",
      ])
    var keys = try audit.rows()
    let count = keys.count
    for index in keys.indices {
      (keys[index].value, keys[index].interval, keys[index].count) = (nil, nil, 0)
    }
    #expect(Set(keys).count == count)
  }

  @Test("on a test that leaks no pass counts, and every finding says so")
  func leaky() throws {
    var context = Self.context
    context.isLeaky = true
    let audit = try FairnessAudit(
      KnownAnswerModel.perfect.predictions(of: Self.design.utterances), corpus: Self.corpus,
      measures: Self.measures, context: context)
    #expect(audit.gate.status == .passed && !audit.gate.isOpen)
    let skill = try #require(audit.findings.first { $0.check == "skill-gate" })
    #expect(skill.status == .undetermined && skill.message.contains("LEAKY"))
    #expect(audit.answers.allSatisfy { $0.outcome.status != .passed })
    #expect(audit.standard.allSatisfy { $0.outcome.status != .passed })
    let vacuous = audit.answers.filter(\.outcome.isVacuous)
    #expect(!vacuous.isEmpty && audit.standard.contains { $0.outcome.isVacuous })
    for answer in vacuous {
      #expect(answer.finding.message.contains("the test is LEAKY"))
      #expect(!answer.finding.message.contains("no better than guessing"))
    }
    #expect(
      audit.findings.allSatisfy { $0.subject.hasPrefix("LEAKY speaker-disjoint others > a+b") })
    let rows = try audit.rows()
    #expect(rows.allSatisfy { $0.isLeaky })
    let passed = rows.filter { $0.metric == "answers-passed" }
    #expect(passed.count == 2 && passed.allSatisfy { $0.value == 0 })
  }

  /// The finding of a model that is weak on no group, of the first of some draws of its answers.
  private static func nothingWeak(_ model: KnownAnswerModel) throws -> Finding {
    var found: Finding?
    for seed in 3..<8 where found == nil {
      let audit = try FairnessAudit(
        model.predictions(of: design.utterances, seed: UInt64(seed)), corpus: corpus,
        measures: measures, context: context)
      if audit.subgroups.found.isEmpty, audit.subgroups.testedCount > 0 {
        found = audit.findings.first { $0.check == "weak-subgroup" }
      }
    }
    return try #require(found)
  }

  @Test("where no group is weak, the finding says whether that counts, and if not why")
  func noWeakGroup() throws {
    let skilled = try Self.nothingWeak(.calibrated(skill: 2))
    #expect(skilled.status == .passed && skilled.message.hasPrefix("None of the "))
    #expect(skilled.message.contains(" that could be tested is recognised less often"))
    // Two speakers are too few to tell whether one of them is weak.
    #expect(skilled.message.contains("could not be tested (") && skilled.message.hasSuffix(")."))
    let guesser = try Self.nothingWeak(.random)
    #expect(guesser.status == .undetermined)
    #expect(guesser.message.hasSuffix("shown apart: that the model beats guessing is not shown."))
    // Where every answer is right there is nothing in which groups could differ.
    let perfect = try #require(
      try Self.audit(.perfect).findings.first { $0.check == "weak-subgroup" })
    #expect(perfect.status == .undetermined && perfect.message.hasPrefix("No group could be"))
  }

  @Test("a weak group by two attributes is named by each of them")
  func weakIntersection() throws {
    let durations = Dictionary(
      uniqueKeysWithValues: Self.design.utterances.enumerated().map { ($1.id, Double($0 % 3)) })
    let among = Set(
      Self.design.utterances.filter { $0.speaker == "a" && durations[$0.id] == 2 }.map(\.id))
    let audit = try FairnessAudit(
      KnownAnswerModel.biased(hitRate: 0.9, loss: 0.6, among: among)
        .predictions(of: Self.design.utterances),
      corpus: Self.corpus, measures: ["duration": durations], context: Self.context)
    let weak = try #require(
      audit.findings.first { $0.subject.hasSuffix(", speaker x duration a, high") })
    #expect(weak.message.hasPrefix("Accuracy of speaker a and duration high is 0."))
  }

  @Test("a weak group of speakers is set against its emotions, and no other claim is made")
  func weakSpeakers() throws {
    let names = (0..<12).map { "s\($0)" }
    let design = CrossedDesign(speakers: names, wordCount: 10).utterances
    let corpus = Corpus(
      name: "known", root: "/", utterances: design,
      speakers: names.enumerated().map { index, id in
        Speaker(id: id, sex: index < 4 ? "male" : "female")
      })
    let men = Set(names.prefix(4))
    let among = Set(design.filter { men.contains($0.speaker) }.map(\.id))
    let audit = try FairnessAudit(
      KnownAnswerModel.biased(hitRate: 0.9, loss: 0.3, among: among).predictions(of: design),
      corpus: corpus, measures: [:], context: Self.context)
    let weak = try #require(
      audit.findings.first { $0.check == "weak-subgroup" && $0.subject.hasSuffix(", sex male") })
    #expect(weak.status == .failed)
    #expect(weak.message.contains("Other utterances of the same emotion, where there are any,"))
    let row = try #require(
      try audit.rows().first { $0.metric == "shortfall" && $0.subgroup == "male" })
    let value = try #require(row.value)
    #expect(weak.message.contains("do better by \(decimal(value)) on average"))
  }

  @Test("pairs of attributes are looked at where both vary and say different things")
  func intersections() throws {
    let design = CrossedDesign(speakers: ["a", "b", "c", "d"], wordCount: 12)
    let speakers = [("a", "female", 20), ("b", "female", 60), ("c", "male", 20), ("d", "male", 60)]
    let corpus = Corpus(
      name: "known", root: "/", utterances: design.utterances,
      speakers: speakers.map { Speaker(id: $0, sex: $1, age: $2) })
    let audit = try FairnessAudit(
      KnownAnswerModel.calibrated(skill: 2).predictions(of: design.utterances), corpus: corpus,
      measures: [:], context: Self.context)
    let names = audit.disaggregations.map(\.attribute.name)
    #expect(names == ["speaker", "sex", "age-band", "sex x age-band"])
    #expect(
      try Self.audit(.perfect).disaggregations.allSatisfy { !$0.attribute.name.contains(" x ") })
  }
}
