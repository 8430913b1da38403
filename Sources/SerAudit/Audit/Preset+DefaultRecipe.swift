import Ledger
import Training

extension Preset {
  /// Whether a run's models were fitted by the recipe that its preset takes where none is given.
  static func hasDefaultRecipe(_ run: Run) throws -> Bool {
    guard let preset = Preset(rawValue: run.preset) else { return false }
    return try RunPlan.fingerprint(of: preset.adapted(Recipe())) == run.provenance.recipeHash
  }
}
