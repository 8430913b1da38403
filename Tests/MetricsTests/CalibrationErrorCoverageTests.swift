import Corpora
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Coverage of the interval of ECE, which is reported and not promised")
struct CalibrationErrorCoverageTests {
  @Test(
    "Of 500 data sets with 100 words of an over-confident model, at least 93 % hold the true ECE",
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
    #expect(hits >= 465, "\(hits) of 500 hold \(truth)")
  }
}

@Suite("Intervals of numbers that noise alone makes larger")
struct InflatedIntervalTests {
  @Test("A small number has room above it, a large one the ends of the draws")
  func ends() {
    let noisy = (0...100).map { 0.05 + 0.001 * Double($0) }
    let small = ConfidenceInterval.ofInflated(
      noisy, estimate: 0.02, most: 1, level: 0.9, unit: .word)
    #expect(agrees(small.lower, 0) && agrees(small.upper, 0.145))
    let large = ConfidenceInterval.ofInflated(
      noisy, estimate: 0.1, most: 0.14, level: 0.9, unit: .word)
    #expect(agrees(large.lower, 0.055) && agrees(large.upper, 0.14))
    #expect(large.level == 0.9 && large.unit == .word)
  }

  @Test("Of 300 speakers with 14 utterances at most a few have an ECE all below the true one")
  func fewUtterances() throws {
    // Right in .6 of all answers with a confidence of .7: an ECE of .1.
    let metric = try #require(SummedMetric(.ece))
    let design = CrossedDesign(speakers: ["s"], wordCount: 2).utterances
    let model = KnownAnswerModel.biased(hitRate: 0.6, loss: 0, among: [])
    var below = 0
    for dataSet in 0..<300 {
      let predictions = model.predictions(of: design, seed: UInt64(dataSet)).map { answer in
        let rest = 0.3 / 6
        return Prediction(
          utterance: answer.utterance, speaker: "s", word: answer.word, truth: answer.truth,
          probabilities: Emotion.allCases.map { $0 == answer.predicted ? 0.7 : rest })
      }
      // Where all answers are right, none is drawn that differs.
      let interval = try ClusterTable(predictions, unit: .utterance).intervals(
        of: [metric], settings: IntervalSettings(replicateCount: 400, seed: UInt64(dataSet)))[0]
      below += (interval?.upper ?? 1) < 0.1 ? 1 : 0
    }
    #expect(below <= 9, "\(below) of 300")
  }
}
