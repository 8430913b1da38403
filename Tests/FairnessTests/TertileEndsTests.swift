import Fairness
import Metrics
import Testing

@Suite("The ends of thirds")
struct TertileEndsTests {
  @Test("part the values as the groups do: up to the first low, over the second high")
  func partAsGroups() throws {
    let values = Dictionary(
      uniqueKeysWithValues: (0..<100).map { ("\($0)", Double($0 * $0 % 101)) })
    let ends = try #require(TertileEnds(of: values.values))
    #expect(ends.low < ends.middle)
    let attribute = Attribute.tertiles(name: "f0", level: .utterance, of: values)
    for (utterance, value) in values {
      let prediction = try Prediction(
        utterance: utterance, speaker: "a", word: nil, truth: .sad, predicted: .sad)
      let group = value <= ends.low ? "low" : value <= ends.middle ? "middle" : "high"
      #expect(attribute.group(of: prediction) == group)
    }
  }

  @Test("are of numbers alone, and there are none of nothing")
  func ofNumbers() {
    #expect(TertileEnds(of: [1, 2, .nan, 3, 4, .infinity]) == TertileEnds(of: [4, 3, 2, 1]))
    #expect(TertileEnds(of: []) == nil && TertileEnds(of: [Double.nan]) == nil)
  }
}
