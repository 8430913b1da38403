import Audits
import Corpora
import Testing

@Suite("What one answer of somebody's model says")
struct StatedAnswerTests {
  private static let even: [String: String] = Dictionary(
    uniqueKeysWithValues: StatedAnswer.probabilityNames.map { ($0, $0 == "p_sad" ? "0.4" : "0.1") })

  /// Reads an even answer after some of its fields were changed and others left out.
  private func read(
    _ changes: [String: String] = [:], without names: [String] = []
  ) throws(AnswerFault) -> StatedAnswer {
    let fields = Self.even.filter { !names.contains($0.key) }.merging(changes) { $1 }
    return try StatedAnswer { fields[$0] }
  }

  private func fault(_ changes: [String: String] = [:], without names: [String] = [])
    -> AnswerFault?
  {
    do throws(AnswerFault) { _ = try read(changes, without: names) } catch { return error }
    return nil
  }

  private static let all = StatedAnswer.probabilityNames

  @Test("Probabilities are named as the emotions are, in their order")
  func names() {
    #expect(
      StatedAnswer.probabilityNames == [
        "p_angry", "p_disgust", "p_fear", "p_happy", "p_neutral", "p_sad", "p_surprise",
      ])
    #expect(StatedAnswer.labelName == "label")
  }

  @Test("Probabilities count where there are any, whatever label stands beside them")
  func probabilitiesFirst() throws {
    let expected = StatedAnswer.probabilities([0.1, 0.1, 0.1, 0.1, 0.1, 0.4, 0.1])
    #expect(try read() == expected)
    for label in ["angry", "nonsense", ""] { #expect(try read(["label": label]) == expected) }
    #expect(try read(["label": "ps"], without: Self.all) == .label(.surprise))
    let blank = Dictionary(uniqueKeysWithValues: Self.all.map { ($0, "") })
    #expect(try read(blank.merging(["label": "Anger"]) { $1 }) == .label(.angry))
  }

  @Test("The codes of three letters that corpora use are labels, whatever their case")
  func codes() throws {
    let codes: [(String, Emotion)] = [
      ("ANG", .angry), ("DIS", .disgust), ("FEA", .fear), ("hap", .happy), ("neu", .neutral),
      ("Sad", .sad), ("SUR", .surprise),
    ]
    for (code, emotion) in codes {
      #expect(try read(["label": code], without: Self.all) == .label(emotion), "\(code)")
    }
    for code in ["exc", "fru", "oth", "xxx"] {
      #expect(fault(["label": code], without: Self.all) != nil, "\(code)")
    }
  }

  @Test("A probability may be over 1, and a sum off it, by a thousandth and by no more")
  func boundaries() throws {
    let zeros = Dictionary(uniqueKeysWithValues: Self.all.map { ($0, "0") })
    func only(_ value: String) -> AnswerFault? { fault(zeros.merging(["p_fear": value]) { $1 }) }
    for value in ["1", "1.0", "1e0", "0.9991", "1.0009"] { #expect(only(value) == nil, "\(value)") }
    #expect(only("1.0011") == .outOfRange(name: "p_fear", value: 1.0011))
    #expect(only("0.9989") == .sum(0.9989))
    #expect(only("-0.0001") == .outOfRange(name: "p_fear", value: -0.0001))
    guard case .sum(let sum) = fault(["p_sad": "0.4011"]) else {
      Issue.record("a sum of 1.0011 was taken")
      return
    }
    #expect(abs(sum - 1.0011) < 1e-12)
    #expect(fault(zeros) == .sum(0))
  }

  @Test("What is missing is listed, all of it and in order")
  func missing() {
    #expect(
      fault(["p_fear": ""], without: ["p_surprise", "p_angry"])
        == .missingProbabilities(["p_angry", "p_fear", "p_surprise"]))
    #expect(fault(["label": ""], without: Self.all) == .nothing)
    #expect(fault(without: Self.all) == .nothing)
    // A label does not stand in for a probability that was left out.
    #expect(
      fault(["label": "sad"], without: ["p_fear"]) == .missingProbabilities(["p_fear"]))
  }

  private static let sentences: [(AnswerFault, String)] = [
    (
      .nothing,
      "no probabilities and no label; expected p_angry ... p_surprise, or label"
    ),
    (
      .missingProbabilities(["p_angry", "p_sad"]),
      "no p_angry, p_sad; expected all seven probabilities (0 for an emotion that the model does "
        + "not know)"
    ),
    (
      .notANumber(name: "p_sad", text: "high"),
      "p_sad is 'high'; expected a number from 0 to 1"
    ),
    (
      .outOfRange(name: "p_sad", value: 40),
      "p_sad is 40.0; expected 0 to 1 (softmax outputs, not logits or per cent)"
    ),
    (
      .sum(1.0100000000000002),
      "the probabilities sum to 1.010; expected 1 within 0.001: write more digits, or divide each "
        + "row by its sum"
    ),
    (
      .sum(1.0011),
      "the probabilities sum to 1.0011; expected 1 within 0.001: write more digits, or divide each "
        + "row by its sum"
    ),
    (
      .unknownLabel("hapy", nearest: "happy"),
      "the label 'hapy'; expected one of angry, disgust, fear, happy, neutral, sad, surprise in "
        + "any case of letters, a usual synonym such as anger, fearful, happiness or FEA, or a "
        + "label of the corpus (nearest: happy)"
    ),
    (
      .unknownLabel("?", nearest: nil),
      "the label '?'; expected one of angry, disgust, fear, happy, neutral, sad, surprise in "
        + "any case of letters, a usual synonym such as anger, fearful, happiness or FEA, or a "
        + "label of the corpus"
    ),
  ]

  @Test("Every fault says what was found and what was expected", arguments: sentences)
  func words(fault: AnswerFault, expected: String) {
    #expect(fault.description == expected)
  }

  @Test("The nearest label is one of the seven, and there is none for what resembles nothing")
  func nearest() {
    for (label, nearest) in [("hapy", "happy"), ("Sadd", "sad"), ("qqqqqqqq", nil)] {
      #expect(
        fault(["label": label], without: Self.all) == .unknownLabel(label, nearest: nearest))
    }
  }

  @Test("As a prediction it is of the utterance, with its own label or its likeliest emotion")
  func prediction() throws {
    let utterance = Utterance(
      id: "u", corpus: "c", speaker: "s", emotion: .fear, word: "w", path: "u.wav")
    let said = try read().prediction(of: utterance)
    #expect(said.predicted == .sad && said.truth == .fear && said.probabilities?.count == 7)
    #expect(said.utterance == "u" && said.speaker == "s" && said.word == "w")
    let label = StatedAnswer.label(.happy).prediction(of: utterance)
    #expect(label.predicted == .happy && label.truth == .fear && label.probabilities == nil)
    #expect(label.utterance == "u" && label.speaker == "s" && label.word == "w")
  }
}
