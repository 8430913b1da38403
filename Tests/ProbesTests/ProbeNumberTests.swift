import Corpora
import Metrics
import Probes
import Testing

@Suite("Probes in numbers worked by hand")
struct ProbeNumberTests {
  @Test(
    "At the optimum errors and penalty balance, whatever the penalty, and intercepts go free",
    arguments: [0.05, 1, 20])
  func optimum(c: Double) throws {
    // Three emotions of unequal number that overlap in both features.
    let labels = (0..<40).map { [Emotion.angry, .happy, .sad, .sad][($0 * 7) % 11 % 4] }
    let rows = labels.enumerated().map { index, label in
      [
        Double((index * 5) % 13) / 6 - 1 + 0.4 * Double(label.index % 3),
        Double((index * 3) % 7) / 3 - 1 - (label == .sad ? 0.5 : 0),
      ]
    }
    let model = LogisticRegression(rows, labels: labels, c: c)
    let answers = rows.map(model.probabilities)
    for emotion in [Emotion.angry, .happy, .sad] {
      let errors = zip(answers, labels).map { $0[emotion.index] - ($1 == emotion ? 1 : 0) }
      #expect(abs(errors.reduce(0, +)) < 1e-3, "intercept of \(emotion)")
      for feature in 0..<2 {
        let pull = zip(errors, rows).reduce(0) { $0 + $1.0 * $1.1[feature] }
        let weight = model.weight(of: feature, for: emotion)
        #expect(abs(pull + weight / c) < 1e-3, "\(feature) of \(emotion)")
        #expect(weight != 0)
      }
    }
    #expect(answers.allSatisfy { $0[Emotion.fear.index] == 0 }, "never seen in training")
  }

  private func answer(_ name: String, _ truth: Emotion, _ predicted: Emotion) -> Prediction {
    Prediction(
      utterance: name, speaker: "b", word: name, truth: truth, predicted: predicted)
  }

  @Test("Shared and alike errors, and what chance makes of each, of six utterances")
  func errors() throws {
    let probe = [
      answer("1", .sad, .sad), answer("2", .sad, .fear), answer("3", .sad, .fear),
      answer("4", .sad, .happy), answer("5", .fear, .fear), answer("6", .fear, .sad),
    ]
    // Four errors: of the first the probe makes none, of the second and last the same one, of the
    // third another.
    let model = [
      answer("6", .fear, .sad), answer("1", .sad, .fear), answer("2", .sad, .fear),
      answer("3", .sad, .happy), answer("4", .sad, .sad), answer("5", .fear, .fear),
    ]
    let context = MetricContext(
      evaluationProtocol: .speakerDisjoint, trainedOn: "a", testedOn: "b", isLeaky: false)
    let rows = try ProbeComparison.rows(
      model: model, probe: probe, name: "x", context: context, settings: .none)
    let expected = [
      "errors-shared": 0.75, "errors-alike": 0.5,
      // The probe errs in three of four sad ones and one of two of fear.
      "errors-shared-chance": (3 * 0.75 + 0.5) / 4,
      // It calls sad fear in two of four and happy in one, and fear sad in one of two.
      "errors-alike-chance": (2 * 0.5 + 0.25 + 0.5) / 4,
    ]
    for (metric, value) in expected {
      let own = rows.filter { $0.metric == metric }
      #expect(own.map(\.value) == [value, value] && own.map(\.speaker) == [nil, "b"])
      #expect(own.allSatisfy { $0.count == 4 }, "\(metric)")
    }
  }

  @Test("Features vary by the root of the mean square about the mean, and tiny ones not at all")
  func standardization() {
    let rows: [[Double?]] = [[1, 1e6], [3, 1e6 + 1e-9], [nil, nil], [8, 1e6]]
    let found = Standardization(rows)
    // 1, 3 and 8 lie 3, 1 and 4 beside 4.
    #expect(found.means[0] == 4)
    #expect(abs(found.deviations[0] - (26.0 / 3).squareRoot()) < 1e-12)
    #expect(found.deviations[1] == 0, "rounding is no variation")
    #expect(abs(found.apply([8, 5])[0] - 4 / (26.0 / 3).squareRoot()) < 1e-12)
    #expect(found.apply([nil, 5]) == [0, 0])
  }

  @Test("Ours agrees with a figure up to the tolerance beside its range, and else says which way")
  func published() throws {
    #expect(PublishedFigure.ofTESS.count == 6)
    let random = try #require(
      PublishedFigure.ofTESS.first {
        $0.probe == "duration" && $0.evaluationProtocol == .random
      })
    for (value, start) in [
      (0.331, "Agrees."), (0.38, "Agrees."), (0.429, "Agrees."), (0.329, "Ours is lower. "),
      (0.431, "Ours is higher. "),
    ] { #expect(random.comment(on: value).hasPrefix(start), "\(value)") }
    #expect(random.comment(on: nil) == "Ours could not be determined.")
    #expect(random.wording == ".35 to .41 (duration alone, several classifiers)")
    #expect(random.toleranceWording == "± .02")
    #expect(PublishedFigure.ofTESS.contains { $0.wording.hasPrefix("near .99 (480 MFCC") })
  }

  @Test("A figure is set beside the tests that it was measured on alone")
  func covered() throws {
    for figure in PublishedFigure.ofTESS {
      let isRandom = figure.evaluationProtocol == .random
      #expect(figure.covers(trainedOn: "OAF+YAF", testedOn: "OAF+YAF") == isRandom)
      #expect(figure.covers(trainedOn: "OAF", testedOn: "YAF") == !isRandom)
      #expect(!figure.covers(trainedOn: "OAF", testedOn: "OAF"))
    }
  }
}
