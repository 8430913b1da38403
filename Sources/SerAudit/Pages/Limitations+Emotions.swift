import Corpora
import Ledger
import Wording

extension Limitations {
  /// That a run was asked for some emotions of its corpus alone.
  static func emotions(of run: Provenance, on corpus: CorpusFacts?) -> [String] {
    guard let corpus, let asked = AskedEmotions.stored(in: run) else { return [] }
    let others = corpus.emotions.filter { !asked.contains($0) }.map(\.rawValue)
    let left = corpus.counts.filter { !asked.contains($0.emotion) }.reduce(0) { $0 + $1.count }
    return [
      "The model was asked for \(asked.map(\.rawValue).listed) alone. The "
        + "\(left, "recording") of \(corpus.name) of \(others.listed) "
        + "\(left == 1 ? "is" : "are") in no number: nothing here says what the model makes of "
        + "such speech, and telling apart fewer emotions is easier, so no number is to be set "
        + "beside one over all emotions of \(corpus.name)."
    ]
  }
}
