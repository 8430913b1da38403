import Corpora
import Metrics
import Testing

@Suite("Answers of a file that was rounded")
struct HiddenTruthTests {
  private static func answer(
    _ number: Int, speaker: String = "A", truth: Emotion = .sad, of truthful: Double
  ) -> Prediction {
    var probabilities = [Double](repeating: (1 - truthful) / 6, count: 7)
    probabilities[truth.index] = truthful
    return Prediction(
      utterance: "\(speaker)\(number)", speaker: speaker, word: "w\(number)", truth: truth,
      probabilities: probabilities)
  }

  /// Speaker A is given a zero for one truth, speaker B for none.
  private static let exact =
    (0..<20).map { answer($0, of: $0 == 3 ? 0 : 0.1 + Double($0) / 40) }
    + (0..<20).map { answer($0, speaker: "B", of: 0.1 + Double($0) / 40) }
  private static let rounded = exact.map(\.roundedForAFile)

  private static let context = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "C", testedOn: "A+B", isLeaky: false,
    classes: [.sad])

  @Test("hide the truth where its probability is 0, and nowhere else")
  func marks() {
    #expect(Self.exact.allSatisfy { !$0.hidesTruth })
    #expect(Self.rounded.filter(\.hidesTruth).map(\.utterance) == ["A3"])
    let label = Prediction(
      utterance: "u", speaker: "A", word: nil, truth: .sad, predicted: .angry)
    #expect(!label.roundedForAFile.hidesTruth)
  }

  @Test("have no NLL where one hides the truth; every other number is that of the exact ones")
  func rows() throws {
    let exact = try MetricTable.rows(predictions: Self.exact, context: Self.context)
    let rounded = try MetricTable.rows(predictions: Self.rounded, context: Self.context)
    #expect(exact.count == rounded.count)
    for (known, found) in zip(exact, rounded) {
      if found.metric == "nll" && found.speaker != "B" {
        #expect(known.value != nil && known.interval != nil)
        #expect(found.value == nil && found.interval == nil && found.count == known.count)
      } else {
        #expect(found == known, "\(found.metric) \(found.speaker ?? "")")
      }
    }
  }

  @Test("have no difference of NLL from others, on whichever side they stand, and none from them")
  func differences() throws {
    let nll = try #require(SummedMetric(.nll))
    let brier = try #require(SummedMetric(.brier))
    for (first, second) in [
      (Self.exact, Self.rounded), (Self.rounded, Self.exact), (Self.rounded, Self.rounded),
    ] {
      let pair = try PairedTable(first: first, second: second)
      #expect(pair.difference(of: nll) == nil && pair.interval(of: nll) == nil)
      #expect(pair.difference(of: brier) == 0)
    }
    let exact = try PairedTable(first: Self.exact, second: Self.exact)
    #expect(exact.difference(of: nll) == 0)
  }

  @Test("have no NLL as a table either, which exact ones have")
  func tables() throws {
    #expect(try PredictionTable(Self.rounded).value(of: .nll) == nil)
    #expect(try PredictionTable(Self.rounded).negativeLogLikelihood().isNaN)
    #expect(try PredictionTable(Self.exact).value(of: .nll) != nil)
    let others = Self.rounded.filter { !$0.hidesTruth }
    let same = Self.exact.filter { $0.utterance != "A3" }
    #expect(
      try PredictionTable(others).value(of: .nll) == PredictionTable(same).value(of: .nll))
  }
}
