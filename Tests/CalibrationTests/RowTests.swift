import Calibration
import Corpora
import Findings
import KnownAnswers
import Metrics
import Testing

@Suite("Calibrations and conformal sets as rows of an audit")
struct RowTests {
  static func context(_ speaker: String) -> MetricContext {
    MetricContext(
      evaluationProtocol: .speakerDisjoint, trainedOn: "a", testedOn: speaker, isLeaky: false,
      seed: 0)
  }

  static func utterances(_ speaker: String, words: Range<Int>) -> [Utterance] {
    CrossedDesign(speakers: [speaker], wordCount: words.upperBound).utterances.filter { utterance in
      words.contains { utterance.word == "word\($0)" }
    }
  }

  static func transfer(unseen: KnownAnswerModel) throws -> CalibrationTransfer {
    let model = KnownAnswerModel.miscalibrated(skill: 2, factor: 3)
    let all = try CalibrationTransfer.compareAll(
      dev: model.predictions(of: utterances("a", words: 0..<40)), trainingSpeakers: ["a"],
      known: model.predictions(of: utterances("a", words: 40..<80)),
      unseen: unseen.predictions(of: utterances("b", words: 0..<80)))
    return try #require(all.first { $0.method == "temperature" && $0.metric == .nll })
  }

  @Test(
    "what mends an over-confident model mends it on an unseen speaker who is like the known one")
  func transferPasses() throws {
    let transfer = try Self.transfer(unseen: .miscalibrated(skill: 2, factor: 3))
    let finding = transfer.finding(unseen: Self.context("b"))
    #expect(finding.status == .passed)
    #expect((transfer.survivingShare ?? 0) > 0.5)
  }

  @Test("and harms one for whom the model was well calibrated")
  func transferFails() throws {
    let transfer = try Self.transfer(unseen: .calibrated(skill: 2))
    let finding = transfer.finding(unseen: Self.context("b"))
    #expect(finding.status == .failed)
    #expect(finding.message.contains("it harms them"))
  }

  @Test("the change is after minus before, and the finding rests on a row")
  func changes() throws {
    let transfer = try Self.transfer(unseen: .calibrated(skill: 2))
    let rows = transfer.rows(known: Self.context("a"), unseen: Self.context("b"))
    func value(_ metric: String, on speaker: String) -> Double? {
      rows.first { $0.metric == metric && $0.testedOn == speaker }?.value
    }
    for (speaker, change) in [("a", transfer.known), ("b", transfer.unseen)] {
      let before = try #require(change.before)
      let after = try #require(value("nll", on: speaker))
      #expect(value("nll-change", on: speaker) == after - before)
    }
    let evidence = try #require(transfer.finding(unseen: Self.context("b")).evidence)
    #expect(rows.contains(evidence))
  }

  @Test("without a test on the training speakers there is the unseen half, and what is missing")
  func unseenAlone() throws {
    let dev = try KnownAnswerModel.miscalibrated(skill: 2, factor: 3)
      .predictions(of: Self.utterances("a", words: 0..<40))
    for (model, status, words) in [
      (KnownAnswerModel.miscalibrated(skill: 2, factor: 3), Status.passed, "it helps them."),
      (.calibrated(skill: 2), .failed, "it harms them."),
    ] {
      let unseen = try model.predictions(of: Self.utterances("b", words: 0..<80))
      let all = try CalibrationTransfer.compareAll(
        dev: dev, trainingSpeakers: ["a"], known: [], unseen: unseen)
      let alone = try #require(all.first { $0.method == "temperature" && $0.metric == .nll })
      #expect(alone.survivingShare == nil)
      let beside = try Self.transfer(unseen: model)
      #expect(alone.unseen == beside.unseen)
      let rows = alone.rows(known: nil, unseen: Self.context("b"))
      let both = beside.rows(known: Self.context("a"), unseen: Self.context("b"))
      #expect(rows.prefix(2) == both.suffix(3).prefix(2))
      #expect(rows.map(\.metric) == ["nll", "nll-change", "nll-surviving-share"])
      #expect(rows.last?.value == nil && rows.allSatisfy { $0.testedOn == "b" })
      let finding = alone.finding(unseen: Self.context("b"))
      #expect(finding.status == status)
      #expect(finding.message.contains("on unseen speakers: \(words)"), "\(finding.message)")
      #expect(finding.message.hasSuffix("so what it gains there cannot be told."))
      #expect(!finding.message.contains("undetermined"))
    }
  }

  @Test("sets hold what they promise on the calibrated speaker, and a broken promise is a failure")
  func coverage() throws {
    let model = KnownAnswerModel.calibrated(skill: 2)
    let audit = try ConformalAudit(
      calibration: model.predictions(of: Self.utterances("a", words: 0..<60)), score: .adaptive)
    let like = try audit.coverages(of: model.predictions(of: Self.utterances("a", words: 60..<200)))
    let unlike = try audit.coverages(
      of: KnownAnswerModel.labelPermuted.predictions(of: Self.utterances("b", words: 0..<60)))
    let (good, bad) = (try #require(like.first), try #require(unlike.first))
    #expect(good.finding(in: Self.context("a"), by: audit.predictor).status == .passed)
    let finding = bad.finding(in: Self.context("b"), by: audit.predictor)
    #expect(finding.status == .failed)
    #expect(finding.message.contains("were the speakers like those of the calibration"))
    let rows = bad.rows(in: Self.context("b"), by: audit.predictor)
    #expect(
      rows.map(\.metric) == ["coverage", "set-size", "coverage-band-lower", "coverage-band-upper"])
    #expect(rows.allSatisfy { $0.subgroup == "aps marginal" })
    let evidence = try #require(finding.evidence)
    #expect(rows.contains(evidence))
  }
}
