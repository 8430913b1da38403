import Audits
import Corpora
import Findings
import Testing

@Suite("A judgement of leakage in words") struct LeakageAuditTests {
  private let corpus = Corpus(
    name: "toy", root: "/nowhere",
    utterances: ["A", "B"].flatMap { (speaker: String) in
      (0..<12).flatMap { (word: Int) in
        Emotion.allCases.map { emotion in
          Utterance(
            id: "\(speaker)_\(word)_\(emotion.rawValue)", corpus: "toy", speaker: speaker,
            emotion: emotion, word: "w\(word)", path: "\(speaker)/\(word)_\(emotion.rawValue)")
        }
      }
    }, speakers: ["A", "B"].map { Speaker(id: $0) })

  /// The findings of every test set of a planned protocol.
  private func findings(_ rung: EvaluationProtocol) throws -> [(TestSet, Finding)] {
    try ProtocolPlanner(corpus: corpus).plan(rung).splits.flatMap { split in
      split.tests.map { test in
        let judgement = LeakageJudge.judge(split: split, testSet: test, corpus: corpus)
        return (test, LeakageAudit.finding(of: judgement, test: test, trainedOn: split.trainedOn))
      }
    }
  }

  @Test(
    "What the planner makes fails where the rung leaks by design, as a note, and passes elsewhere",
    arguments: [EvaluationProtocol.random, .wordDisjoint, .speakerDisjoint])
  func planned(rung: EvaluationProtocol) throws {
    for (test, finding) in try findings(rung) {
      let leaks = test.evaluationProtocol.leaksByDesign
      #expect(finding.status == (leaks ? .failed : .passed), "\(finding.subject)")
      #expect(finding.importance == .note)
      #expect(finding.message.hasPrefix("LEAKY: ") == leaks)
      #expect((finding.advice != nil) == leaks)
      #expect(finding.subject.hasPrefix(test.evaluationProtocol.rawValue))
      #expect(finding.subject.hasSuffix("> " + test.testedOn.joined(separator: "+")))
    }
  }

  @Test("A random split counts the tested utterances that share a speaker: all of them")
  func counts() throws {
    let (test, finding) = try #require(try findings(.random).first)
    let all = test.utterances.count
    #expect(finding.message.contains("speaker shared by \(all) of \(all) tested utterances"))
  }

  @Test("Words of another speaker are noted where nothing leaks")
  func notes() throws {
    let (test, finding) = try #require(
      try findings(.speakerDisjoint).first { $0.0.evaluationProtocol == .speakerDisjoint })
    #expect(finding.status == .passed)
    #expect(finding.message.contains("Noted: "))
    #expect(finding.message.contains("of \(test.utterances.count) tested utterances"))
  }

  @Test("Speakers of both sides whose names differ only in case are no pass, and no leak")
  func speltAlike() {
    let spelt = Corpus(
      name: "toy", root: "/nowhere",
      utterances: ["Ben", "ben"].map {
        Utterance(
          id: $0 + "1", corpus: "toy", speaker: $0, emotion: .sad, word: "w", path: $0 + "1.wav")
      }, speakers: ["Ben", "ben"].map { Speaker(id: $0) })
    let test = TestSet(
      evaluationProtocol: .speakerDisjoint, testedOn: ["ben"], utterances: ["ben1"])
    let split = Split(
      id: "fold", evaluationProtocol: .speakerDisjoint, trainedOn: ["Ben"], train: ["Ben1"],
      dev: [], calibration: [], tests: [test])
    let finding = LeakageAudit.finding(
      of: LeakageJudge.judge(split: split, testSet: test, corpus: spelt), test: test,
      trainedOn: ["Ben"])
    #expect(finding.status == .undetermined && finding.importance == .critical)
    #expect(finding.message.contains("differ only in case"))
    #expect(finding.message.contains("speaker-spelt-alike: 1 of 1 tested utterances"))
    #expect(finding.advice?.contains("one spelling a speaker") == true)
  }

  @Test("An honest rung that leaks is critical and says what to mend, by who made the split")
  func honestLeak() {
    let split = Split(
      id: "theirs", evaluationProtocol: .speakerDisjoint, trainedOn: ["A"], train: ["A_0_sad"],
      dev: ["A_1_sad"], calibration: [],
      tests: [
        TestSet(
          evaluationProtocol: .speakerDisjoint, testedOn: ["A", "B"],
          utterances: ["A_1_sad", "B_0_sad"])
      ])
    let judgement = LeakageJudge.judge(split: split, testSet: split.tests[0], corpus: corpus)
    for origin in SplitOrigin.allCases {
      let finding = LeakageAudit.finding(
        of: judgement, test: split.tests[0], trainedOn: ["A"], splits: origin)
      #expect(finding.status == .failed)
      #expect(finding.importance == .critical)
      #expect(finding.message.contains("speaker shared by 1 of 2 tested utterances"))
      #expect(finding.advice == "No number on it is evidence. \(origin.mending)")
    }
  }
}
