import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("Coverage of the interval of ECE, which is reported and not promised")
struct CalibrationErrorCoverageTests {
  @Test(
    "Of 500 data sets with 100 words of an over-confident model, at least 85 % hold the true ECE",
    arguments: [1.5, 2.5])
  func coverage(factor: Double) throws {
    let model = KnownAnswerModel.miscalibrated(skill: 1.2, factor: factor)
    let many = CrossedDesign(speakers: ["s"], wordCount: 20_000).utterances
    // Every bin is over-confident, so that 140,000 utterances give the true value without a bias.
    let truth = try #require(
      try PredictionTable(model.predictions(of: many)).value(of: .ece))
    let metric = try #require(SummedMetric(.ece))
    let design = CrossedDesign(speakers: ["s"], wordCount: 100).utterances
    var hits = 0
    for dataSet in 0..<500 {
      let table = try ClusterTable(
        model.predictions(of: design, seed: UInt64(dataSet) + 1), unit: .word)
      let interval = try #require(
        table.intervals(
          of: [metric], settings: IntervalSettings(replicateCount: 400, seed: UInt64(dataSet)))[0])
      hits += interval.lower <= truth && truth <= interval.upper ? 1 : 0
    }
    #expect((425...497).contains(hits), "\(hits) of 500 hold \(truth)")
  }
}
