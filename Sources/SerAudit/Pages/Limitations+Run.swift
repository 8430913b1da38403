import Corpora
import Ledger
import Wording

/// What a run cannot show on any corpus: by its model, by what it was asked, and by how it split.
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

  /// That training heard every word that unheard speakers were tested on, of a corpus about which
  /// nothing of the kind is written down; by the judgements of leakage.
  ///
  /// - Parameter corpus: the name of the audited corpus.
  static func words(of splits: [StoredLeakage], on corpus: String?) -> [String] {
    guard let corpus, !CorpusRegistry().isKnown(corpus) else { return [] }
    let honest = splits.flatMap { (try? $0.judgements()) ?? [] }.filter {
      !$0.evaluationProtocol.leaksByDesign && !$0.isLeaky
    }
    let areHeard = honest.allSatisfy { judgement in
      judgement.notes.contains { $0.kind == .wordOverlap && $0.count == $0.tested }
    }
    return honest.isEmpty || !areHeard
      ? []
      : [
        "Training heard every word or sentence that was tested, from other speakers: nothing here "
          + "is about words that are new to the model."
      ]
  }

  /// What any model is claimed to be for.
  static let use =
    "No intended use is claimed. Nothing here supports using the model to judge, rank, monitor or "
    + "decide about a person, or on speech unlike the recordings that were tested."

  /// Sentences on how the suite's own model was chosen.
  ///
  /// - Parameter corpora: the names of the run's corpora.
  static func choice(of run: Run, on corpora: [String]) throws -> [String] {
    var sentences: [String] = []
    let facts = run.provenance.facts
    if facts["Model"] == nil {
      if !corpora.contains(choosing), try Preset.hasDefaultRecipe(run) {
        sentences.append(
          "The settings of the model, the default recipe, were chosen on six actors of RAVDESS "
            + "(docs/decisions/0006).")
      }
      if facts[AuditSetting.levelFact] != nil {
        sentences.append(
          "Features keep the level of a recording, so a gain may change answers: see gain-up and "
            + "gain-down under perturbations. level: rms in a recipe makes them independent of it.")
      }
      if corpora.contains("tess") {
        sentences.append(
          "TESS test parts were looked at in earlier runs too (docs/decisions/0006): the number of "
            + "looks counts this run alone.")
      }
    }
    return sentences
  }
}
