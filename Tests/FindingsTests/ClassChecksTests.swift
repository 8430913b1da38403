import Corpora
import Findings
import KnownAnswers
import Metrics
import Testing

private let design = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 30).utterances

private func rows(_ predictions: [Prediction]) throws -> [MetricRow] {
  let context = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "third", testedOn: "OAF+YAF", isLeaky: false)
  return try MetricTable.rows(predictions: predictions, context: context, settings: .none)
}

@Suite("Emotions that are lost, and answers that are too common")
struct ClassChecksTests {
  @Test("A perfect model loses no emotion of any speaker and answers in the right shares")
  func perfect() throws {
    let all = try rows(KnownAnswerModel.perfect.predictions(of: design))
    let collapse = ClassCollapseCheck().findings(for: all)
    #expect(collapse.map(\.status) == [.passed, .passed])
    #expect(collapse.map(\.subject).allSatisfy { $0.contains("speaker") })
    let shares = PredictedShareCheck().findings(for: all)
    #expect(shares.map(\.status) == [.passed, .passed, .passed], "all, OAF and YAF")
  }

  @Test("One emotion that is lost in one speaker alone fails that speaker and is named")
  func oneSpeaker() throws {
    let lost = Set(design.filter { $0.speaker == "YAF" && $0.emotion == .happy }.map(\.id))
    let model = KnownAnswerModel.biased(hitRate: 1, loss: 1, among: lost)
    let found = ClassCollapseCheck().findings(for: try rows(model.predictions(of: design)))
    #expect(found.map(\.status) == [.passed, .failed])
    #expect(found[1].message.hasPrefix("Recall is at or below chance (0.143) for happy (0.000)."))
    #expect(found[1].evidence?.emotion == .happy)
  }

  @Test("A recall of exactly chance has collapsed")
  func atChance() throws {
    let chance = MetricRow(
      evaluationProtocol: .random, trainedOn: "a", testedOn: "b", speaker: "b", emotion: .sad,
      metric: "recall", value: 1.0 / 7, count: 70, isLeaky: false)
    let others = Emotion.allCases.filter { $0 != .sad }.map { emotion in
      var row = chance
      (row.emotion, row.value) = (emotion, 0.9)
      return row
    }
    #expect(ClassCollapseCheck().findings(for: [chance] + others)[0].status == .failed)
  }

  @Test("A recall just below chance, or an end of its interval near it, is not written as chance")
  func nearChance() throws {
    let near = MetricRow(
      evaluationProtocol: .random, trainedOn: "a", testedOn: "b", speaker: "b", emotion: .sad,
      metric: "recall", value: 0.1426,
      interval: ConfidenceInterval(lower: 0.05, upper: 0.14291, level: 0.95, unit: .word),
      count: 70, isLeaky: false)
    let others = Emotion.allCases.filter { $0 != .sad }.map { emotion in
      var row = near
      (row.emotion, row.value) = (emotion, 0.9)
      return row
    }
    let found = ClassCollapseCheck().findings(for: [near] + others)
    let words = "chance (0.14286) for sad (0.14260 [0.05000, 0.14291])."
    #expect(found.count == 1 && found[0].message.contains(words), "\(found[0].message)")
  }

  @Test("Of so few utterances that nothing could be shown, neither a pass nor a loss comes")
  func few() {
    func finding(_ value: Double, _ lower: Double?, count: Int) -> Finding? {
      let rows = Emotion.allCases.map { emotion in
        MetricRow(
          evaluationProtocol: .random, trainedOn: "a", testedOn: "b", speaker: "b",
          emotion: emotion, metric: "recall", value: emotion == .sad ? value : 0.9,
          interval: (emotion == .sad ? lower : 0.8).map {
            ConfidenceInterval(lower: $0, upper: 1, level: 0.95, unit: .word)
          }, count: emotion == .sad ? count : 70, isLeaky: false)
      }
      return ClassCollapseCheck().findings(for: rows).first
    }
    // 0 of 23 have an upper end above one in seven, 0 of 24 one below it.
    for value in [0.5, 0.1, 0] {
      let few = finding(value, nil, count: 23)
      #expect(few?.status == .undetermined)
      #expect(
        few?.message.hasSuffix(
          "fewer than 24 utterances, of which not one being recognised "
            + "would show nothing.") == true, "\(few?.message ?? "")")
      #expect(finding(value, nil, count: 24)?.status == (value > 0.2 ? .passed : .failed))
    }
    #expect(finding(0.5, 0.2, count: 10)?.status == .passed)
    #expect(finding(0.5, 0.1, count: 10)?.status == .undetermined)
  }

  @Test("A model that always says one emotion fails both checks in every speaker")
  func oneClass() throws {
    let all = try rows(KnownAnswerModel.always(.sad).predictions(of: design))
    #expect(ClassCollapseCheck().findings(for: all).allSatisfy { $0.status == .failed })
    let shares = PredictedShareCheck().findings(for: all)
    #expect(shares.allSatisfy { $0.status == .failed && $0.evidence?.emotion == .sad })
  }

  @Test("An emotion that is never named fails, though its share of one in seven is below the limit")
  func neverNamed() throws {
    let lost = Set(design.filter { $0.emotion == .happy }.map(\.id))
    let all = try rows(
      KnownAnswerModel.biased(hitRate: 1, loss: 1, among: lost).predictions(of: design))
    let shares = PredictedShareCheck().findings(for: all)
    #expect(shares.allSatisfy { $0.status == .failed && $0.evidence?.emotion == .happy })
    let words =
      "Happy is 0.000 of the answers and 0.143 of the truths. Its share misses the limit of at "
      + "least 0.071, half of its share of truths."
    #expect(shares.allSatisfy { $0.message.hasPrefix(words) })
  }

  @Test("A share just past the limit is not written as the limit", arguments: [0.1502, 0.15004])
  func shareNearTheLimit(excess: Double) {
    let share = MetricRow(
      evaluationProtocol: .random, trainedOn: "a", testedOn: "b", emotion: .sad,
      metric: Metric.predictedShare.rawValue, value: 0.2 + excess, count: 100, isLeaky: false)
    var recall = share
    (recall.metric, recall.value, recall.count) = (Metric.recall.rawValue, 0.9, 20)
    let found = PredictedShareCheck().findings(for: [share, recall])
    #expect(found.map(\.status) == [.failed])
    let written = found[0].message.matches(of: /[0-9]\.[0-9]+/).compactMap { Double($0.output) }
    // The share of answers, that of truths, the limit of the first, and what it is more.
    #expect(written.count == 4 && written[0] > written[2], "\(found[0].message)")
  }

  @Test("An emotion that never occurs leaves collapse undetermined, and no rows give no findings")
  func absent() throws {
    let some = design.filter { $0.emotion != .fear }
    let all = try rows(KnownAnswerModel.perfect.predictions(of: some))
    #expect(
      ClassCollapseCheck().findings(for: all).map(\.status) == [.undetermined, .undetermined])
    #expect(ClassCollapseCheck().findings(for: []).isEmpty)
    #expect(PredictedShareCheck().findings(for: []).isEmpty)
    let empty = try rows([])
    #expect(PredictedShareCheck().findings(for: empty).map(\.status) == [.undetermined])
  }
}
