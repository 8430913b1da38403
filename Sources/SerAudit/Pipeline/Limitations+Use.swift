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
      sentences.append(
        "The default features keep the level of a recording, which RAVDESS found to be evidence: "
          + "another gain, distance or microphone changes answers. See the perturbation gain, and "
          + "docs/decisions/0006; level: rms in a recipe does without.")
      if corpora.contains("tess") {
        sentences.append(
          "TESS test parts were looked at in earlier runs too (docs/decisions/0006): the number of "
            + "looks counts this run alone.")
      }
    }
    return sentences + ["No intended use is claimed."]
  }
}
