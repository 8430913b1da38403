import Corpora
import Fairness
import Findings
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("The gate before every question of fairness")
struct SkillGateTests {
  private let design = CrossedDesign(speakers: ["a"], wordCount: 20).utterances

  /// Answers of which the first of every so many words are wrong.
  private func predictions(wrongWords: Int) -> [Prediction] {
    design.map {
      let word = Int(($0.word ?? "").dropFirst(4)) ?? 0
      let next = Emotion.allCases[($0.emotion.index + 1) % 7]
      return Prediction(
        utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion,
        predicted: word < wrongWords ? next : $0.emotion)
    }
  }

  @Test("The gate says UAR, its interval and chance, and whether that is better than guessing")
  func sentences() throws {
    let open = try SkillGate(predictions(wrongWords: 10))
    #expect(open.isOpen && agrees(open.value, 0.5) && agrees(open.chance, 1.0 / 7))
    let interval = try #require(open.interval)
    let start = "UAR is 0.500 (\(interval.wording)), chance is 0.143"
    #expect(open.sentence == start + ": the model does better than guessing.")
    let leaky = try SkillGate(predictions(wrongWords: 10), isLeaky: true)
    #expect(
      leaky.sentence == start
        + ", on a test that is LEAKY: that is no evidence of skill, so what the model passes is "
        + "shown apart and does not count.")
    let closed = try SkillGate(predictions(wrongWords: 18))
    #expect(!closed.isOpen && closed.status == .failed)
    #expect(
      closed.sentence.hasSuffix(
        "chance is 0.143: nothing says that the model does better than guessing, so what it passes "
          + "is shown apart and does not count."))
    let none = try SkillGate(predictions(wrongWords: 10), settings: .none)
    #expect(none.status == .undetermined && !none.isOpen)
    #expect(
      none.sentence
        == "UAR has no interval here, so nothing says that the model does better than guessing: "
        + "what it passes is shown apart and does not count.")
  }

  @Test("Chance is one over the emotions of the corpus, and UAR is over those alone")
  func classes() throws {
    let two = predictions(wrongWords: 10).filter { $0.truth == .happy || $0.truth == .sad }
    let gate = try SkillGate(two, classes: [.happy, .sad])
    #expect(gate.chance == 0.5 && agrees(gate.value, 0.5))
    #expect(gate.status == .failed, "half right of two is guessing")
    #expect(try SkillGate(two).value == nil, "five of seven never occur")
  }

  @Test("A pass counts behind an open gate alone, and what fails or is open stays so behind any")
  func gated() throws {
    let open = try SkillGate(predictions(wrongWords: 2))
    let closed = try SkillGate(predictions(wrongWords: 18))
    let leaky = try SkillGate(predictions(wrongWords: 2), isLeaky: true)
    for status in Status.allCases {
      #expect(open.gated(status).status == status && !open.gated(status).isVacuous)
      for gate in [closed, leaky] {
        let found = gate.gated(status)
        #expect(found.status == (status == .failed ? .failed : .undetermined))
        #expect(found.isVacuous == (status == .passed))
        #expect(found.doubt == (status != .passed ? nil : gate.isLeaky ? .leaky : .unsure))
      }
    }
  }

  @Test("Without a value or an interval the gate says so, and that skill is not judged")
  func unjudged() throws {
    // All that is asked is right, and five of seven emotions never occur.
    let two = predictions(wrongWords: 0).filter { $0.truth == .happy || $0.truth == .sad }
    let valueless = try SkillGate(two)
    #expect(
      valueless.sentence
        == "UAR has no value here, so nothing says that the model does better than guessing: "
        + "what it passes is shown apart and does not count.")
    let rangeless = try SkillGate(predictions(wrongWords: 2), settings: .none)
    for gate in [valueless, rangeless] {
      let pass = gate.gated(.passed)
      #expect(pass.isVacuous && pass.doubt == .unmeasured)
    }
  }

  @Test("An interval with chance in it, one that is chance and one below it are three things")
  func doubts() throws {
    let unsure = try SkillGate(predictions(wrongWords: 18))
    let around = try #require(unsure.interval)
    #expect(around.lower < unsure.chance && around.upper > unsure.chance)
    // Of 40 words without any that is right, the exact bound is 1 - 0.025^(1/40) = 0.088.
    let below = try SkillGate(
      CrossedDesign(speakers: ["a"], wordCount: 40).utterances.map {
        Prediction(
          utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion,
          predicted: Emotion.allCases[($0.emotion.index + 1) % 7])
      })
    let constant = try SkillGate(
      design.map {
        Prediction(
          utterance: $0.id, speaker: $0.speaker, word: $0.word, truth: $0.emotion,
          predicted: .sad)
      })
    let rangeless = try SkillGate(predictions(wrongWords: 20), settings: .none)
    for (gate, doubt, words) in [
      (unsure, SkillDoubt.unsure, "nothing says that the model does better than guessing, so"),
      (below, .belowChance, "the model does worse than guessing, so"),
      (constant, .atChance, "UAR has no interval here"),
      (rangeless, .atChance, "UAR has no interval here"),
    ] {
      #expect(gate.status == .failed && gate.gated(.passed).doubt == doubt, "\(gate.sentence)")
      #expect(gate.sentence.contains(words), "\(gate.sentence)")
    }
  }

  @Test("Probabilities that are no distribution are refused before anything is said")
  func bad() {
    let bad = Prediction(
      utterance: "u", speaker: "a", word: nil, truth: .sad, probabilities: [0.5, 0.5])
    #expect(throws: MetricError.self) { try SkillGate([bad]) }
  }
}
