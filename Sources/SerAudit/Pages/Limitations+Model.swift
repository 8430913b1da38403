import Corpora
import Ledger

extension Limitations {
  /// Sentences on a model of somebody else's; none on the suite's own.
  static func sentences(of run: Provenance, _ evaluations: [StoredEvaluation]) -> [String] {
    guard let name = run.facts["Model"] else { return [] }
    var sentences = [
      "The model \(name) was made elsewhere. How it was fitted, and what it was chosen by, is "
        + "known here only as far as somebody said it."
    ]
    if evaluations.contains(where: { $0.trainedOn == Split.unknownTraining }) {
      sentences.append(
        "Nobody says what the model was trained on. It may have heard every recording that it was "
          + "asked about, so all of its numbers are stamped LEAKY, none is evidence about new "
          + "speakers, and the verdict cannot be passed.")
    }
    return sentences
  }
}
