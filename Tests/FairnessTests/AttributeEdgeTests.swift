import Fairness
import Metrics
import Testing

@Suite("Attributes at their edges")
struct AttributeEdgeTests {
  private func prediction(_ speaker: String, _ utterance: String = "u") -> Prediction {
    Prediction(
      utterance: utterance, speaker: speaker, word: nil, truth: .sad, predicted: .sad)
  }

  @Test("What was not measured has no tertile, and a third has each where there are three")
  func tertiles() {
    let attribute = Attribute.tertiles(
      name: "snr", level: .utterance,
      of: ["1": 10, "2": 20, "3": 30, "4": .nan, "5": .infinity])
    let groups = ["1", "2", "3", "4", "5", "6"].map { attribute.group(of: prediction("s", $0)) }
    #expect(groups == ["low", "middle", "high", nil, nil, nil])
    let none = Attribute.tertiles(name: "snr", level: .utterance, of: ["1": .nan])
    #expect(none.group(of: prediction("s", "1")) == nil)
  }

  @Test("A speaker without a value is told apart from the others, and is no group")
  func unknown() {
    func attribute(_ name: String, _ values: [String: String]) -> Attribute {
      Attribute(name: name, level: .speaker, values: values)
    }
    let found = Confounding(
      of: [
        attribute("sex", ["a": "f", "b": "m"]), attribute("accent", ["a": "n", "b": "s"]),
        attribute("session", ["a": "1", "b": "2", "c": "3"]),
        attribute("age-band", ["b": "old", "c": "old"]), attribute("language", ["z": "en"]),
        Attribute(name: "mood", level: .word, values: ["w": "good"]),
      ], in: ["a", "b", "c"].map { prediction($0) })
    #expect(found.sameGroups == [["sex", "accent"]])
    #expect(found.constant == ["age-band": "old"], "of a language nothing is known here")
    #expect(found.partners(of: "session") == [] && found.speakerCount == 3)
  }

  @Test("Thirds and bands of age are told from the least to the greatest, others as they come")
  func rising() {
    #expect(Attribute.rising(["high", "low", "middle"]) == ["low", "middle", "high"])
    #expect(Attribute.rising(["high", "low"]) == ["low", "high"])
    #expect(
      Attribute.rising(["30 to 49", "65 and over", "up to 29"])
        == ["up to 29", "30 to 49", "65 and over"])
    #expect(Attribute.rising(["z", "low", "a"]) == ["z", "low", "a"])
    #expect(Attribute.rising([]) == [])
  }

  @Test("An intersection has no group where one part has none, and none of nothing")
  func intersections() {
    let sex = Attribute(name: "sex", level: .speaker, values: ["a": "f", "b": "m"])
    let age = Attribute(name: "age", level: .speaker, values: ["a": "old"])
    let both = Attribute.intersection([sex, age])
    #expect(both.group(of: prediction("a")) == "f, old")
    #expect(both.group(of: prediction("b")) == nil)
    #expect(Attribute.intersection([]).group(of: prediction("a")) == nil)
  }
}
