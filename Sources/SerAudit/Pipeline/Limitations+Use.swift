import Ledger

extension Limitations {
  /// Sentences on how the suite's own model was chosen, and on what any model is claimed to be for.
  ///
  /// - Parameter corpora: the names of the run's corpora.
  static func use(of run: Provenance, on corpora: [String]) -> [String] {
    var sentences: [String] = []
    if run.facts["Model"] == nil {
      if !corpora.contains(choosing) {
        sentences.append("The default recipe was chosen on six actors of RAVDESS.")
      }
      if run.facts[AuditSetting.levelFact] != nil {
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
    return sentences + ["No intended use is claimed."]
  }
}
