import ArgumentParser
import Audits
import Corpora
import Training

/// How much time an audit may take.
enum Preset: String, CaseIterable, ExpressibleByArgument, Codable {
  case quick, standard, release

  /// One training seed, or several where the spread over seeds is reported.
  var seeds: [UInt64] {
    switch self {
    case .quick, .standard: [0]
    case .release: [0, 1, 2]
    }
  }

  /// The rungs of the protocol ladder.
  var protocols: [EvaluationProtocol] {
    switch self {
    case .quick, .standard: [.random, .speakerDisjoint]
    case .release: [.random, .wordDisjoint, .speakerDisjoint]
    }
  }

  /// Which perturbations are swept, on how many words.
  var sweep: RobustnessSweep {
    let small = ["white-noise", "gain-up", "gain-down", "low-pass"]
    switch self {
    case .quick:
      return RobustnessSweep(perturbations: small, words: 20)
    case .standard:
      return RobustnessSweep(perturbations: small, words: nil)
    case .release:
      return RobustnessSweep(
        perturbations: small + [
          "pink-noise", "high-pass", "clipping", "mu-law", "telephone", "reverb",
        ], words: nil)
    }
  }

  /// The recipe with the epochs that the preset's time allows.
  func adapted(_ recipe: Recipe) -> Recipe {
    guard self == .quick else { return recipe }
    var quick = recipe
    quick.optimization.epochs = min(recipe.optimization.epochs, 14)
    quick.optimization.patience = min(recipe.optimization.patience, 5)
    return quick
  }
}
