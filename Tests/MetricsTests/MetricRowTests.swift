import Corpora
import Foundation
import Metrics
import TestSupport
import Testing

@Suite("Rows of an audit")
struct MetricRowTests {
  private static let context = MetricContext(
    evaluationProtocol: .crossCorpus, trainedOn: "a+b", testedOn: "c", isLeaky: true, seed: 4,
    perturbation: "white-noise", severity: 2, attribute: "sex", subgroup: "female",
    classes: [.sad, .happy])

  private static let predictions = ["z", "c"].flatMap { speaker in
    (0..<3).flatMap { word in
      [Emotion.sad, .happy].map {
        Prediction(
          utterance: "\(speaker)\(word)\($0)", speaker: speaker, word: "w\(word)", truth: $0,
          predicted: word == 1 ? .fear : $0)
      }
    }
  }

  @Test("The names of metrics are those that ledgers, policies and anyone's SQL hold")
  func names() {
    #expect(
      Metric.allCases.map(\.rawValue) == [
        "accuracy", "uar", "macro-f1", "mcc", "kappa", "top2-accuracy", "nll", "brier", "ece",
        "mce", "ece-equal-mass", "ece-debiased", "ece-classwise", "auc", "aurc", "recall",
        "precision", "f1", "predicted-share",
      ])
  }

  @Test("A row bears every column of its context, with the metric, speaker and class it is of")
  func columns() throws {
    let rows = try MetricTable.rows(
      predictions: Self.predictions, context: Self.context, settings: .none)
    for row in rows {
      #expect(row.evaluationProtocol == .crossCorpus && row.isLeaky && row.seed == 4)
      #expect(row.trainedOn == "a+b" && row.testedOn == "c")
      #expect(row.perturbation == "white-noise" && row.severity == 2)
      #expect(row.attribute == "sex" && row.subgroup == "female")
      #expect((row.emotion != nil) == (Metric(rawValue: row.metric)?.isPerClass ?? false))
      #expect(row.interval == nil)
    }
    let named = Self.context.labelled("fold", nil).row(
      named: "gap", speaker: "z", emotion: .sad, value: 0.5, count: 7)
    #expect(named.attribute == "fold" && named.subgroup == nil && named.perturbation != nil)
    #expect(named.metric == "gap" && named.speaker == "z" && named.emotion == .sad)
    #expect(named.value == 0.5 && named.count == 7 && named.severity == 2 && named.isLeaky)
    #expect(Self.context.attribute == "sex", "labelling makes a copy")
  }

  @Test("All speakers come first, then each by name: all classes, each class, what else is named")
  func order() throws {
    let rows = try MetricTable.rows(
      predictions: Self.predictions, context: Self.context, settings: .none)
    let overall = Metric.allCases.filter { !$0.isPerClass }.map(\.rawValue)
    let perClass = Metric.allCases.filter(\.isPerClass).map(\.rawValue)
    // A third of the answers are fear, which is none of the two that are asked for.
    let each = overall + perClass + perClass + ["predicted-share"]
    #expect(rows.map(\.metric) == each + each + each)
    let speakers = [nil, "c", "z"].flatMap { [String?](repeating: $0, count: each.count) }
    #expect(rows.map(\.speaker) == speakers)
    let classes = rows.prefix(each.count).compactMap(\.emotion)
    #expect(classes == [.sad, .sad, .sad, .sad, .happy, .happy, .happy, .happy, .fear])
    let unasked = try #require(rows.first { $0.emotion == .fear })
    #expect(agrees(unasked.value, 1.0 / 3) && unasked.count == 12)
  }

  @Test("Means over classes are over those of the context, in rows and by table alike")
  func classes() throws {
    let rows = try MetricTable.rows(
      predictions: Self.predictions, context: Self.context, settings: .none)
    func value(_ metric: String, _ emotion: Emotion? = nil) -> Double? {
      rows.first { $0.metric == metric && $0.emotion == emotion && $0.speaker == nil }?.value
    }
    // Of six sad and six happy ones four each are found and nothing else is called so: F1 is .8.
    #expect(agrees(value("uar"), 2.0 / 3) && agrees(value("macro-f1"), 0.8))
    #expect(value("precision", .sad) == 1 && agrees(value("predicted-share", .happy), 1.0 / 3))
    let table = try PredictionTable(Self.predictions)
    let indices = [Emotion.sad.index, Emotion.happy.index]
    #expect(agrees(table.value(of: .uar, classes: indices), 2.0 / 3))
    #expect(agrees(table.value(of: .macroF1, classes: indices), 0.8))
    #expect(table.value(of: .uar) == nil, "five of seven never occur")
    #expect(table.value(of: .uar, classes: []) == nil)
  }

  @Test("Accuracy and UAR can be named without asking whether there are such metrics")
  func named() {
    #expect(SummedMetric.accuracy == SummedMetric(.accuracy))
    #expect(SummedMetric.uar() == SummedMetric(.uar))
    #expect(SummedMetric.uar(over: [.sad]) == SummedMetric(.uar, classes: [.sad]))
  }

  @Test("A metric is a function of sums exactly where rows have an interval, with a class or none")
  func summed() {
    for metric in Metric.allCases {
      let (plain, ofClass) = (SummedMetric(metric), SummedMetric(metric, of: .fear))
      #expect((plain != nil) == (metric.hasInterval && !metric.isPerClass), "\(metric)")
      #expect((ofClass != nil) == (metric.hasInterval && metric.isPerClass), "\(metric)")
    }
  }

  @Test("A direction goes with its range: best is an end that the range has")
  func directions() {
    for metric in Metric.allCases {
      let definition = metric.definition
      switch definition.direction {
      case .higherIsBetter: #expect(definition.most == 1, "\(metric)")
      case .lowerIsBetter: #expect(definition.least == 0, "\(metric)")
      case .neither: #expect(metric == .predictedShare)
      }
      if let chance = metric.chance() {
        #expect((definition.least ?? 0) <= chance && chance < (definition.most ?? 1))
      }
      #expect(definition.metric == metric)
    }
    #expect(Metric.nll.definition.most == nil && Metric.brier.definition.most == 2)
    #expect(Metric.kappa.definition.least == -1 && Metric.mcc.definition.least == -1)
  }

  @Test("Models of several seeds share a test set, rungs and sides tell others apart")
  func testSets() {
    var row = Self.context.row(named: "uar", value: nil, count: 0)
    let name = row.testSet
    #expect(name.title == "cross-corpus a+b > c")
    (row.seed, row.speaker, row.perturbation, row.metric) = (9, "c", nil, "ece")
    #expect(row.testSet == name)
    for change in [\MetricRow.trainedOn, \.testedOn] {
      var other = row
      other[keyPath: change] = "d"
      #expect(other.testSet != name)
    }
    row.evaluationProtocol = .random
    #expect(row.testSet != name)
  }

  @Test("Groups stand in the order in which their keys first occur, and in them elements as before")
  func grouped() {
    let groups = ["b1", "a1", "b2", "c1", "a2", "b3"].grouped { $0.first }
    #expect(groups.map(\.key) == ["b", "a", "c"])
    #expect(groups.map(\.elements) == [["b1", "b2", "b3"], ["a1", "a2"], ["c1"]])
    #expect([Int]().grouped { $0 }.isEmpty)
    #expect(["b", "a", "b", "c", "a"].distinct() == ["b", "a", "c"])
  }
}
