import Ledger

extension Limitations {
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
