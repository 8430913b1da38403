import Corpora
import Metrics

/// How often a model that errs errs like a probe.
struct ErrorAgreement {
  /// The model's errors.
  let count: Int
  /// The share of them on which the probe errs too; `nil` without an error.
  let shared: Double?
  /// The share of them on which the probe gives the same wrong answer.
  let alike: Double?
  /// `shared` if the probe's answers were dealt anew among the utterances of each intended emotion.
  let sharedByChance: Double?
  /// `alike` if they were.
  let alikeByChance: Double?

  /// Compares predictions of the same utterances, in any order.
  init(model: [Prediction], probe: [Prediction]) {
    let rates = ConfusionMatrix(probe).rates
    let answers = Dictionary(
      probe.map { ($0.utterance, $0.predicted) }, uniquingKeysWith: { first, _ in first })
    let errors = model.filter { $0.predicted != $0.truth }
    func share(_ value: (Prediction) -> Double) -> Double? {
      errors.isEmpty ? nil : errors.reduce(0) { $0 + value($1) } / Double(errors.count)
    }
    func rate(_ truth: Emotion, _ answer: Emotion) -> Double {
      rates[truth.index]?[answer.index] ?? 0
    }
    count = errors.count
    shared = share { answers[$0.utterance] == $0.truth ? 0 : 1 }
    alike = share { answers[$0.utterance] == $0.predicted ? 1 : 0 }
    sharedByChance = share { 1 - rate($0.truth, $0.truth) }
    alikeByChance = share { rate($0.truth, $0.predicted) }
  }
}
