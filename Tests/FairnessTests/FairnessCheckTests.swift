import Corpora
import Fairness
import Findings
import KnownAnswers
import Metrics
import Testing

private let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 60).utterances

private func answers(
  _ model: KnownAnswerModel, on design: [Utterance] = design
) throws -> [FairnessCheck.Answer] {
  let predictions = model.predictions(of: design)
  let attributes = [
    Attribute.speaker,
    Attribute(name: "age-band", level: .speaker, values: ["OAF": "old", "YAF": "young"]),
  ]
  let settings = DisparitySettings(replicateCount: 200, arrangementCount: 499)
  let measures: [DisparityMeasure] = [
    .difference(.accuracy), .difference(.uar), .ratio(.uar), .calibrationGap,
  ]
  let disparities = try attributes.flatMap {
    try Disaggregation(predictions, by: $0, settings: settings).disparities(of: measures)
  }
  return FairnessCheck().answers(
    for: disparities,
    gate: try SkillGate(predictions, settings: IntervalSettings(replicateCount: 500)),
    confounding: Confounding(of: attributes, in: predictions), context: .example)
}

@Suite("Checks of fairness")
struct FairnessCheckTests {
  @Test("A model that is worse for one voice fails, and the finding says for whom and by how much")
  func biased() throws {
    let named = Set(design.filter { $0.speaker == "YAF" }.map(\.id))
    let found = try answers(.biased(hitRate: 0.85, loss: 0.3, among: named))
    let accuracy = try #require(
      found.first { $0.finding.check == "fairness-accuracy-difference" && $0.adjustedP != nil })
    #expect(accuracy.outcome.status == .failed)
    #expect(accuracy.disparity.lowestGroup == "YAF")
    #expect(accuracy.finding.message.contains("between YAF and OAF"))
    #expect(accuracy.finding.message.contains("speaker sorts these speakers as age-band does"))
    #expect(accuracy.finding.evidence?.attribute == "speaker")
    #expect(accuracy.finding.evidence?.subgroup == "YAF")
    #expect(!found.contains { $0.disparity.measure.kind == .ratio })
  }

  @Test("Age of two speakers is undetermined whatever the gap: no p can be small enough")
  func twoSpeakers() throws {
    let named = Set(design.filter { $0.speaker == "YAF" }.map(\.id))
    let found = try answers(.biased(hitRate: 0.85, loss: 0.6, among: named))
    let age = found.filter { $0.disparity.attribute == "age-band" }
    #expect(!age.isEmpty)
    for answer in age {
      #expect(answer.outcome.status == .undetermined)
      #expect(answer.adjustedP == nil)
      #expect(answer.finding.message.contains("with so few units no result"))
    }
  }

  @Test("A model that guesses passes nothing: what it would pass is vacuous and says so")
  func random() throws {
    let found = try answers(.random)
    #expect(found.allSatisfy { $0.outcome.status != .passed })
    let vacuous = found.filter(\.outcome.isVacuous)
    #expect(!vacuous.isEmpty)
    #expect(vacuous.allSatisfy { $0.finding.message.contains("A vacuous pass, shown apart") })
    #expect(vacuous.allSatisfy { $0.finding.status == .undetermined })
  }

  @Test(
    "A perfect model differs by nothing, and passes where enough words could have shown a gap",
    arguments: [(60, false), (120, true)])
  func perfect(words: Int, isEnough: Bool) throws {
    let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: words).utterances
    for answer in try answers(.perfect, on: design) {
      #expect(answer.disparity.value == 0)
      // A confidence that differs too would hide twice the gap.
      let isSeen =
        isEnough && answer.disparity.attribute == "speaker"
        && !answer.disparity.measure.needsProbabilities
      #expect(answer.outcome.status == (isSeen ? .passed : .undetermined))
      #expect(!answer.finding.message.contains(" between "), "\(answer.finding.message)")
    }
  }
}
