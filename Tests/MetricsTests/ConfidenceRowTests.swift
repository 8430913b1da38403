import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("What confidence is worth, as rows")
struct ConfidenceRowTests {
  static let utterances = CrossedDesign(speakers: ["a"], wordCount: 60).utterances
  static let context = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "b", testedOn: "a", isLeaky: false)

  @Test(
    "with every answer kept the risk is the error; with fewer kept it is less for a model that knows"
  )
  func risk() throws {
    let predictions = KnownAnswerModel.calibrated(skill: 2).predictions(of: Self.utterances)
    let rows = try SelectiveRisk.rows(of: predictions, context: Self.context)
    let accuracy = Double(predictions.count { $0.truth == $0.predicted }) / 420
    let whole = try #require(rows.last)
    #expect(whole.subgroup == "1.0")
    #expect(abs((whole.value ?? 0) - (1 - accuracy)) < 1e-12)
    #expect(rows.map(\.count) == (1...10).map { $0 * 42 })
    let risks = rows.compactMap(\.value)
    #expect(risks == risks.sorted())
    #expect((risks.first ?? 1) < (1 - accuracy) / 2)
  }

  @Test("labels alone have no risk by coverage")
  func labels() throws {
    let labels = Self.utterances.map {
      Prediction(
        utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion, predicted: .sad)
    }
    #expect(try SelectiveRisk.rows(of: labels, context: Self.context).isEmpty)
  }

  @Test("the parts of the Brier score add up to it")
  func brier() throws {
    let table = try PredictionTable(
      KnownAnswerModel.miscalibrated(skill: 2, factor: 2).predictions(of: Self.utterances))
    let rows = try BrierDecomposition(table).rows(in: Self.context, count: table.count)
    func value(_ part: String) -> Double {
      rows.first { $0.metric == "brier-" + part }?.value ?? .nan
    }
    let sum =
      value("reliability") - value("resolution") + value("uncertainty") + value("within-bins")
    #expect(abs(sum - (try table.brierScore())) < 1e-12)
  }
}
