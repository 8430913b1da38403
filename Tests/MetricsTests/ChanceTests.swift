import Metrics
import TestSupport
import Testing

@Suite("What guessing scores")
struct ChanceTests {
  @Test(
    "Over all answers to one utterance of each class, the mean is what a metric calls chance",
    arguments: [2, 3, 4])
  func mean(classCount: Int) throws {
    let metrics = Metric.allCases.filter { !$0.needsProbabilities && $0.chance() != nil }
    #expect(metrics.count == 6)
    let truth = Array(0..<classCount)
    let answers = truth.reduce([[]]) { lists, _ in
      lists.flatMap { list in truth.map { list + [$0] } }
    }
    for metric in metrics {
      let values = try answers.compactMap { answer in
        try PredictionTable(truth: truth, predicted: answer, classCount: classCount)
          .value(of: metric, label: metric.isPerClass ? 0 : nil)
      }
      let chance = try #require(metric.chance(classCount: classCount))
      #expect(agrees(values.reduce(0, +) / Double(values.count), chance), "\(metric)")
    }
  }

  @Test("Even probabilities score the chance of AUC and of the likeliest two")
  func even() throws {
    for count in [2, 3, 7] {
      let truth = Array(0..<count)
      let table = try PredictionTable(
        truth: truth, predicted: truth.map { _ in 0 },
        probabilities: truth.flatMap { _ in truth.map { _ in 1 / Double(count) } },
        classCount: count)
      for metric in [Metric.auc, .top2Accuracy] {
        let chance = try #require(metric.chance(classCount: count))
        #expect(agrees(table.value(of: metric), chance), "\(metric) of \(count)")
      }
    }
    for metric in [Metric.macroF1, .precision, .f1, .nll, .brier, .ece, .aurc] {
      #expect(metric.chance() == nil, "\(metric) of a guesser depends on more")
    }
  }
}
