import Corpora
import Metrics
import Testing

@Suite("What is said of predictions that no number can be made of")
struct MetricErrorTests {
  private func said(_ work: () throws -> Void) -> String? {
    do {
      try work()
      return nil
    } catch { return "\(error)" }
  }

  private func answer(
    _ name: String, truth: Emotion = .sad, _ probabilities: [Double]? = nil
  ) -> Prediction {
    probabilities.map {
      Prediction(utterance: name, speaker: "s", word: nil, truth: truth, probabilities: $0)
    } ?? Prediction(utterance: name, speaker: "s", word: nil, truth: truth, predicted: .fear)
  }

  @Test("Probabilities are refused with what was found, what was expected and what to do")
  func probabilities() {
    for (values, expected) in [
      ([1], "OAF_back_sad: 1 probability; expected 7, one for each emotion."),
      ([0.5, 0.5], "OAF_back_sad: 2 probabilities; expected 7, one for each emotion."),
      (
        [2.5, -1.5, 0, 0, 0, 0, 0],
        "OAF_back_sad: a probability of 2.5; expected 0 to 1. Export softmax outputs, not logits."
      ),
      (
        [0.5, -0.25, 0.75, 0, 0, 0, 0],
        "OAF_back_sad: a probability of -0.25; expected 0 to 1. Export softmax outputs, not "
          + "logits."
      ),
      (
        [0.5, 0.25, 0, 0, 0, 0, 0],
        "OAF_back_sad: probabilities sum to 0.75; expected 1 (within 0.001). Export softmax "
          + "outputs over all emotions."
      ),
    ] as [([Double], String)] {
      #expect(said { _ = try PredictionTable([answer("OAF_back_sad", values)]) } == expected)
    }
  }

  @Test("One bad row among bare labels is refused too, though no probability is read then")
  func amongLabels() {
    let bad = answer("OAF_back_sad", [1, 1, 0, 0, 0, 0, 0])
    #expect(
      throws: MetricError.badProbabilities(utterance: "OAF_back_sad", problem: .sum(2))
    ) { try PredictionTable([answer("label"), bad]) }
    let good = answer("good", [1, 0, 0, 0, 0, 0, 0])
    #expect(throws: Never.self) { try PredictionTable([answer("label"), good]) }
  }

  @Test("Lists and class indices that do not belong together are refused in words")
  func indices() {
    #expect(
      said { _ = try PredictionTable(truth: [0, 1, 1], predicted: [0], classCount: 2) }
        == "3 true classes but 1 prediction; expected one prediction for each.")
    #expect(
      said { _ = try PredictionTable(truth: [0], predicted: [0, 1], classCount: 2) }
        == "1 true class but 2 predictions; expected one prediction for each.")
    #expect(
      said { _ = try PredictionTable(truth: [0], predicted: [3], classCount: 3) }
        == "class index 3; expected 0 to 2.")
    #expect(throws: Never.self) {
      try PredictionTable(truth: [2], predicted: [0], classCount: 3)
    }
  }

  @Test("No classes, no bins and a mean over a class that is none are refused in words")
  func numbers() throws {
    for count in [0, -1] {
      #expect(
        said { _ = try PredictionTable(truth: [], predicted: [], classCount: count) }
          == "\(count) classes; expected at least 1.")
    }
    let table = try PredictionTable(
      truth: [0, 1], predicted: [0, 1], probabilities: [0.75, 0.25, 0.5, 0.5], classCount: 2)
    for rule in [ReliabilityDiagram.Rule.equalWidth, .equalMass] {
      for count in [0, -3] {
        #expect(
          said { _ = try ReliabilityDiagram(table, rule: rule, binCount: count) }
            == "\(count) bins; expected at least 1.")
      }
      #expect(try ReliabilityDiagram(table, rule: rule, binCount: 1).bins.map(\.count) == [2])
    }
    for index in [-1, 2] {
      #expect(
        said { _ = try table.areaUnderCurve(over: [0, index]) }
          == "class index \(index); expected 0 to 1.")
    }
  }

  @Test("What needs probabilities, or any prediction, says so")
  func missing() throws {
    let labels = try PredictionTable([answer("u")])
    #expect(
      said { _ = try labels.negativeLogLikelihood() }
        == "a prediction: only a label is known; expected probabilities.")
    #expect(
      said { _ = try PairedTable(first: [], second: []) }
        == "no predictions; expected at least one.")
  }

  @Test("The unit of a bound without draws is none to draw clusters of")
  func exactUnit() throws {
    let answers = [answer("one"), answer("two")]
    for work in [
      { _ = try ClusterTable(answers, unit: .exact) },
      { _ = try PairedTable(first: answers, second: answers, unit: .exact) },
    ] {
      #expect(
        said(work)
          == "clusters of the unit exact, which is that of a bound without draws; expected "
          + "speaker, word or utterance.")
    }
  }

  @Test("Two models that were not asked the same are told apart in words, with an example")
  func pairs() {
    let (one, two, three) = (answer("one"), answer("two"), answer("three"))
    #expect(
      said { _ = try PairedTable(first: [one, two, three], second: [two]) }
        == "2 utterances have a prediction of the first model only and 0 of the second only, for "
        + "example one; expected the same utterances. Audit both models on the same split.")
    #expect(
      throws: MetricError.unpairedUtterances(onlyFirst: 0, onlySecond: 2, example: "one")
    ) { try PairedTable(first: [two], second: [one, two, three]) }
    #expect(
      said { _ = try PairedTable(first: [one, two], second: [two, one, two]) }
        == "two: predicted twice; expected one prediction for each utterance.")
    #expect(throws: MetricError.repeatedUtterance("one")) {
      try PairedTable(first: [one, two, one], second: [one, two])
    }
    for (first, second) in [([], [one]), ([one], [])] as [([Prediction], [Prediction])] {
      #expect(throws: MetricError.noPredictions) { try PairedTable(first: first, second: second) }
    }
    #expect(
      said { _ = try PairedTable(first: [one], second: [answer("one", truth: .happy)]) }
        == "one: the two sets of predictions name different true emotions; expected one. Audit "
        + "both models on the same version of the corpus.")
  }

  @Test("A comparison of seeds names the utterance as the user knows it, in whichever seed it is")
  func seeds() {
    let (one, two) = (answer("one"), answer("two"))
    let good = ModelComparison.Answers(first: [one, two], second: [one, two])
    let twice = ModelComparison.Answers(first: [one, two, two], second: [one, two])
    let other = ModelComparison.Answers(
      first: [one, two], second: [one, answer("two", truth: .happy)])
    #expect(throws: MetricError.repeatedUtterance("two")) {
      try ModelComparison(seeds: [good, twice])
    }
    #expect(throws: MetricError.contradictoryTruth(utterance: "two")) {
      try ModelComparison(seeds: [good, other])
    }
    #expect(throws: Never.self) { try ModelComparison(seeds: [good, good]) }
  }
}
