import Ledger
import Training

extension Limitations {
  /// Sentences on how the suite's own model was chosen, and on what any model is claimed to be for.
  ///
  /// - Parameter corpora: the names of the run's corpora.
  static func use(of run: Run, on corpora: [String]) throws -> [String] {
    var sentences: [String] = []
    let facts = run.provenance.facts
    if facts["Model"] == nil {
      if !corpora.contains(choosing), try hasDefaultRecipe(run) {
        sentences.append("The default recipe was chosen on six actors of RAVDESS.")
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
    return sentences + ["No intended use is claimed."]
  }

  /// Whether the models were fitted by the recipe that is taken where none is given.
  private static func hasDefaultRecipe(_ run: Run) throws -> Bool {
    guard let preset = Preset(rawValue: run.preset) else { return false }
    return try RunPlan.fingerprint(of: preset.adapted(Recipe())) == run.provenance.recipeHash
  }
}
