import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("How each model was made")
struct MadeModelTests {
  private let utterances = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 200).utterances

  private func predictions(_ model: KnownAnswerModel) -> [Prediction] {
    model.predictions(of: utterances)
  }

  private func accuracy(_ model: KnownAnswerModel) throws -> Double {
    try #require(ConfusionMatrix(predictions(model)).accuracy)
  }

  private func surest(_ prediction: Prediction) -> Double { prediction.probabilities?.max() ?? 0 }

  @Test("A design holds every word of every speaker in every emotion once")
  func design() {
    let design = CrossedDesign(speakers: ["x", "y"], wordCount: 3).utterances
    #expect(design.count == 2 * 3 * 7)
    #expect(Set(design.map { [$0.speaker, $0.word ?? "", $0.emotion.rawValue] }).count == 42)
    #expect(Set(design.map(\.id)).count == 42)
    #expect(design[8].id == "x_word1_disgust" && design[8].path == "x_word1_disgust.wav")
    #expect(design.allSatisfy { $0.id == "\($0.speaker)_\($0.word ?? "")_\($0.emotion)" })
    #expect(CrossedDesign(speakers: [], wordCount: 3).utterances.isEmpty)
  }

  /// How often the largest of seven normal numbers is the one whose mean is `d` and not 0: the
  /// integral of the normal density at `x - d` times the sixth power of the distribution at `x`,
  /// by SciPy 1.17's `quad`.
  @Test(
    "A calibrated model is as often right as classes so far apart are told apart",
    arguments: [(1, 0.41422), (2.35, 0.81936)])
  func skill(skill: Double, expected: Double) throws {
    // 2,800 draws: a standard deviation of at most .0094.
    #expect(abs(try accuracy(.calibrated(skill: skill)) - expected) < 0.035)
  }

  @Test("A factor changes how sure a model is, and no answer")
  func factor() {
    let plain = predictions(.calibrated(skill: 1))
    #expect(predictions(.miscalibrated(skill: 1, factor: 1)) == plain)
    for (factor, isSurer) in [(3.0, true), (0.5, false)] {
      let changed = predictions(.miscalibrated(skill: 1, factor: factor))
      for (new, old) in zip(changed, plain) {
        #expect(new.predicted == old.predicted)
        #expect((surest(new) > surest(old)) == isSurer)
      }
    }
  }

  @Test("A biased model errs evenly among the other six, as sure of each answer")
  func biasedErrors() throws {
    #expect(try accuracy(.biased(hitRate: 0, loss: 0, among: [])) == 0)
    #expect(try accuracy(.biased(hitRate: 1, loss: 0, among: [])) == 1)
    let everybody = Set(utterances.map(\.id))
    #expect(try accuracy(.biased(hitRate: 1, loss: 1, among: everybody)) == 0)
    let wrong = predictions(.biased(hitRate: 0, loss: 0, among: []))
    let steps = wrong.map { ($0.predicted.index - $0.truth.index + 7) % 7 }
    for step in 1...6 {
      // 2,800 draws of a sixth: a standard deviation of 19.7.
      #expect(abs(Double(steps.count { $0 == step }) - 2_800.0 / 6) < 80)
    }
    #expect(wrong.allSatisfy { abs(surest($0) - 9.0 / 15) < 1e-12 })
  }

  @Test("A guesser is flat at a sharpness of 0, and the surer the sharper")
  func sharpness() {
    let flat = predictions(.guessing(sharpness: 0))
    #expect(flat.allSatisfy { $0.probabilities == [Double](repeating: 1.0 / 7, count: 7) })
    #expect(predictions(.guessing(sharpness: 1)) == predictions(.random))
    let models = [0.05, 1, 8].map { predictions(.guessing(sharpness: $0)) }
    for index in utterances.indices {
      let sure = models.map { surest($0[index]) }
      #expect(sure[0] < sure[1] && sure[1] < sure[2])
      #expect(Set(models.map { $0[index].predicted }).count == 1)
    }
  }

  @Test("A memorising model is perfect on whom it knows, and guesses on others")
  func memorising() {
    let known = predictions(.memorising(speakers: ["YAF", "nobody"]))
    let (perfect, random) = (predictions(.perfect), predictions(.random))
    for (index, utterance) in utterances.enumerated() {
      #expect(known[index] == (utterance.speaker == "YAF" ? perfect : random)[index])
    }
  }

  @Test("The majority is counted in the test set, and the first of equally common ones wins")
  func majority() {
    let some = utterances.filter {
      ($0.emotion == .sad || $0.emotion == .fear || $0.emotion == .surprise)
    }
    func answer(_ utterances: [Utterance]) -> Set<Emotion> {
      Set(KnownAnswerModel.majority.predictions(of: utterances).map(\.predicted))
    }
    #expect(answer(some) == [.fear])
    #expect(answer(Array(some.drop { $0.emotion == .fear })) == [.sad])
    #expect(answer(some.filter { $0.emotion != .fear }) == [.sad])
    #expect(KnownAnswerModel.majority.predictions(of: []).isEmpty)
  }

  @Test("Shifted labels go round: each emotion is taken for the next, the last for the first")
  func permuted() {
    for prediction in predictions(.labelPermuted) {
      #expect(prediction.predicted.index == (prediction.truth.index + 1) % 7)
      #expect(surest(prediction) == 1)
    }
  }

  @Test("What is sure is certain, and every answer is a distribution of its utterance")
  func distributions() {
    let cue = DurationCue(of: utterances)
    for model in [
      .perfect, .random, .guessing(sharpness: 8), .majority, .always(.fear), .labelPermuted,
      .calibrated(skill: 2.35), .miscalibrated(skill: 2.35, factor: 4),
      .biased(hitRate: 0.5, loss: 0.1, among: []), .durationOnly(cue), .memorising(speakers: []),
    ] as [KnownAnswerModel] {
      for (prediction, utterance) in zip(predictions(model), utterances) {
        #expect(prediction.utterance == utterance.id && prediction.speaker == utterance.speaker)
        #expect(prediction.word == utterance.word && prediction.truth == utterance.emotion)
        let shares = prediction.probabilities ?? []
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares.allSatisfy { $0 >= 0 })
      }
    }
  }
}
