import Calibration
import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("Lengths that go with emotions")
struct DurationCueTests {
  private let utterances = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 200).utterances

  @Test("Each emotion is longer than the one before by the step, with the spread that was asked")
  func lengths() throws {
    let cue = DurationCue(of: utterances, step: 0.3, spread: 0.05)
    #expect(cue.seconds.count == utterances.count)
    for emotion in Emotion.allCases {
      let own = utterances.filter { $0.emotion == emotion }.compactMap { cue.seconds[$0.id] }
      let mean = own.reduce(0, +) / 400
      let deviation = (own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 399).squareRoot()
      // 400 draws: standard deviations of .0025 and .0018.
      #expect(abs(mean - 1.5 - 0.3 * Double(emotion.index)) < 0.011)
      #expect(abs(deviation - 0.05) < 0.0075)
    }
  }

  @Test("A length depends on its utterance and the seed alone")
  func independence() {
    let cue = DurationCue(of: utterances)
    let few = DurationCue(of: Array(utterances.suffix(3)))
    for utterance in utterances.suffix(3) {
      #expect(few.seconds[utterance.id] == cue.seconds[utterance.id])
    }
    let other = DurationCue(of: utterances, seed: 1)
    #expect(utterances.allSatisfy { other.seconds[$0.id] != cue.seconds[$0.id] })
  }

  /// Its probabilities are those of Bayes, given how lengths vary and how it mishears them.
  @Test(
    "A model that goes by lengths is calibrated, however badly it hears", arguments: [0, 0.05, 0.2])
  func calibrated(blur: Double) throws {
    let cue = DurationCue(of: utterances, blur: blur)
    let predictions = KnownAnswerModel.durationOnly(cue).predictions(of: utterances)
    let fit = try Temperature(fitting: predictions)
    #expect(abs(fit.value - 1) < 0.1, "\(fit.value)")
  }

  @Test(
    "It is right where lengths tell emotions apart, and knows nothing of what it has no length of")
  func extremes() throws {
    let apart = DurationCue(of: utterances, step: 1, spread: 0.05, blur: 0)
    let right = KnownAnswerModel.durationOnly(apart).predictions(of: utterances)
    #expect(ConfusionMatrix(right).accuracy == 1)
    let alike = DurationCue(of: utterances, step: 0)
    let even = KnownAnswerModel.durationOnly(alike).predictions(of: utterances)
    let shares = even.flatMap { $0.probabilities ?? [0] }
    let seventh = 1.0 / 7
    #expect(shares.allSatisfy { abs($0 - seventh) < 1e-12 })
    let unknown = KnownAnswerModel.durationOnly(DurationCue(of: [])).predictions(of: utterances)
    #expect(unknown.allSatisfy { $0.probabilities == [Double](repeating: seventh, count: 7) })
  }
}
