import Corpora
import Ledger
import Metrics
import Wording

extension RunVerification {
  /// Whether what each model is said to have answered is what it found most probable, of each
  /// evaluation and of the parts that calibrations are fitted to.
  static func answers(
    of evaluations: [StoredEvaluation], by models: [ModelKey], _ ledger: LedgerFile
  ) throws -> Tally {
    var tally = Tally()
    for evaluation in evaluations {
      let count = try ledger.read { try $0.contradictedAnswers(of: evaluation.id) }
      tally.count(
        count == 0,
        else: drift(count, evaluation.place, "the emotion with the highest probability"))
    }
    for model in models {
      for part in [Part.dev, .calibration] {
        let count = try ledger.read { try $0.contradictedAnswers(of: part, by: model) }
        tally.count(
          count == 0,
          else: drift(
            count, "\(part.rawValue) of \(model.split), seed \(model.seed)",
            "the emotion with the highest probability of an utterance of that part"))
      }
    }
    return tally
  }

  private static func drift(_ count: Int, _ place: String, _ expected: String) -> Drift {
    Drift(
      kind: .differs, subject: place, metric: "predicted",
      detail: "\(count, "answer") \(count == 1 ? "is" : "are") not \(expected)")
  }
}

extension StoredEvaluation {
  /// The test set, the model and the condition in words.
  var place: String {
    let model = key.model.probe.map { "probe \($0)" } ?? "seed \(key.model.seed)"
    let condition = key.condition.map { ", \($0.perturbation) \($0.severity)" } ?? ""
    return "\(testSet.title)\(condition), \(model)"
  }
}
