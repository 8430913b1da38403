import Audits
import Corpora
import Findings
import Testing

@Suite("Leakage of models whose training nobody can look at")
struct ClaimedTrainingTests {
  private static let corpus = Corpus(
    name: "toy", root: "/toy",
    utterances: ["A", "B"].flatMap { (speaker: String) in
      ["x", "y"].map { (word: String) in
        Utterance(
          id: "\(speaker)_\(word)", corpus: "toy", speaker: speaker, emotion: .sad, word: word,
          path: "\(speaker)_\(word).wav")
      }
    }, speakers: ["A", "B"].map { Speaker(id: $0) })

  private func finding(
    trainedOn: [String], train: [String] = [], dev: [String] = [],
    rung: EvaluationProtocol = .speakerDisjoint, splits: SplitOrigin = .claim
  ) -> (LeakageJudgement, Finding) {
    let test = TestSet(evaluationProtocol: rung, testedOn: ["B"], utterances: ["B_x", "B_y"])
    let split = Split(
      id: "theirs", evaluationProtocol: rung, trainedOn: trainedOn, train: train, dev: dev,
      calibration: [], tests: [test])
    let judgement = LeakageJudge.judge(split: split, testSet: test, corpus: Self.corpus)
    return (
      judgement,
      LeakageAudit.finding(of: judgement, test: test, trainedOn: trainedOn, splits: splits)
    )
  }

  @Test("Where nobody says anything, nothing is judged, and nothing is evidence")
  func unknown() {
    let (judgement, finding) = finding(trainedOn: ["unknown"], rung: .random)
    #expect(judgement.isLeaky)
    #expect(finding.check == "leakage" && finding.subject == "random unknown > B")
    #expect(finding.status == .undetermined && finding.importance == .critical)
    #expect(
      finding.message == "Not judged: nobody says what the model was trained on, so each tested "
        + "utterance must be taken for one that it has heard. Every number of it is stamped LEAKY, "
        + "and none counts as evidence.")
    #expect(
      finding.advice == "Say what it was trained on (--trained-on), or give its split (--split), "
        + "and audit again.")
  }

  @Test("Of a split file without a train part it is not advised to give a split file")
  func unknownDespiteFile() {
    let (_, finding) = finding(trainedOn: ["unknown"], rung: .random, splits: .file)
    #expect(finding.status == .undetermined)
    #expect(
      finding.advice == "Add rows of the part train to the split file that name recordings here, "
        + "or leave --split out and say what it was trained on (--trained-on), and audit again.")
  }

  @Test("What is said and not at hand is taken at its word, and said to be")
  func unheard() {
    let (judgement, finding) = finding(trainedOn: ["msp", "iemocap"])
    #expect(!judgement.isLeaky)
    #expect(finding.subject == "speaker-disjoint msp+iemocap > B")
    #expect(finding.status == .undetermined && finding.importance == .note)
    #expect(
      finding.message == "Not verified: the model is said to be trained on msp and iemocap, which "
        + "is taken at its word: no recording of that was compared with what is tested.")
    #expect(
      finding.advice
        == "Where those recordings are at hand, judge both sides by `ser-audit leakage`.")
  }

  @Test("A model that was trained on nothing has no recordings to be judged beside what is tested")
  func untrained() {
    let (judgement, finding) = finding(trainedOn: [Split.noTraining], rung: .crossCorpus)
    #expect(!judgement.isLeaky && finding.status == .undetermined)
    #expect(finding.importance == .note && finding.advice == nil)
    #expect(
      finding.message == "Not verified: the model is said to be trained on nothing, which is taken "
        + "at its word: then nothing that is tested can have been heard.")
  }

  @Test("What is at hand is compared, and then neither is said")
  func heard() {
    let (clean, finding) = finding(trainedOn: ["A"], train: ["A_x"])
    #expect(!clean.isLeaky && finding.status == .passed && finding.advice == nil)
    #expect(
      finding.message == "No speaker, recording or parent utterance stands on both sides, as far "
        + "as what was declared of training goes. Noted: word-overlap shared by 1 of 2 tested "
        + "utterances; unhashed: 2 of 2 tested utterances.")
    let (leaky, told) = self.finding(trainedOn: ["A", "B"], train: ["A_x", "B_x"], dev: ["B_y"])
    #expect(leaky.isLeaky && told.status == .failed && told.importance == .critical)
    #expect(
      told.message == "LEAKY: recording shared by 1 of 2 tested utterances; selection shared by 1 "
        + "of 2 tested utterances; speaker shared by 2 of 2 tested utterances; speaker+word shared "
        + "by 2 of 2 tested utterances. Noted: unhashed: 2 of 2 tested utterances.")
    #expect(told.advice == "No number on it is evidence. \(SplitOrigin.claim.mending)")
  }

  @Test("The same leak on a rung that leaks by design is a note, with what it is good for")
  func byDesign() {
    for (origin, start) in [
      (SplitOrigin.planned, "The rung is made to leak and shows what that is worth; never"),
      (.file, "The split file has speakers on both sides. Its numbers show what that is worth;"),
      (.claim, "The model is said to have heard these speakers. The numbers show what that is"),
    ] {
      for rung in EvaluationProtocol.allCases {
        let (_, finding) = finding(
          trainedOn: ["B"], train: ["B_x"], rung: rung, splits: origin)
        #expect(finding.status == .failed)
        #expect(finding.importance == (rung.leaksByDesign ? .note : .critical), "\(rung)")
        let advice = finding.advice ?? ""
        #expect(advice.hasPrefix(start) == rung.leaksByDesign, "\(advice)")
        #expect(advice.hasPrefix("No number on it is evidence.") != rung.leaksByDesign)
      }
    }
  }
}
