import KnownAnswers
import Testing

@Suite("What an audit must find of each known-answer model")
struct WordingTests {
  @Test(
    "Each model has the sentence of its fault, with the number it was made with",
    arguments: [
      (
        KnownAnswerModel.perfect,
        "Accuracy and UAR are 1, ECE is 0, and no check fails."
      ),
      (
        .random,
        "UAR is chance, so that no check of fairness or robustness counts as passed."
      ),
      (
        .guessing(sharpness: 8),
        "UAR is chance, so that no check of fairness or robustness counts as passed."
      ),
      (
        .majority,
        "UAR is exactly chance, and the recall of every emotion but one has collapsed to 0."
      ),
      (
        .always(.fear),
        "UAR is exactly chance, and the recall of every emotion but one has collapsed to 0."
      ),
      (
        .labelPermuted, "Accuracy and every recall are 0 at an MCC below 0."
      ),
      (
        .calibrated(skill: 2),
        "The temperature that fits is 1, up to the noise of the test set."
      ),
      (
        .miscalibrated(skill: 2, factor: 4),
        "The temperature that fits is 4.0."
      ),
      (
        .miscalibrated(skill: 2, factor: 0.4),
        "The temperature that fits is 0.4."
      ),
      (
        .biased(hitRate: 0.95, loss: 0.15, among: ["u"]),
        "Accuracy in the named subgroup is lower by 0.15."
      ),
      (
        .durationOnly(DurationCue(of: [])),
        "UAR is no better than that of a probe that hears nothing but durations."
      ),
      (
        .memorising(speakers: ["OAF"]),
        "Accuracy is 1 where speakers are shared, UAR is chance on speakers never heard."
      ),
    ])
  func words(model: KnownAnswerModel, expectation: String) {
    #expect(model.expectation == expectation)
  }
}
