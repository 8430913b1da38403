import ArgumentParser
import Audits
import Corpora
import Perturbations
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
    case .release: [.random, .augmentBeforeSplit, .wordDisjoint, .speakerDisjoint]
    }
  }

  /// Which perturbations are swept, on how many words.
  var sweep: RobustnessSweep {
    let small: [Perturbation] = [.whiteNoise, .gainUp, .gainDown, .lowPass]
    switch self {
    case .quick:
      return RobustnessSweep(perturbations: small, words: 20)
    case .standard:
      return RobustnessSweep(perturbations: small, words: nil)
    case .release:
      return RobustnessSweep(
        perturbations: small + [
          .pinkNoise, .highPass, .clipping, .muLaw, .telephone, .reverb,
        ], words: nil)
    }
  }

  /// The recipe within the steps that the preset's time allows.
  func adapted(_ recipe: Recipe) -> Recipe {
    guard self == .quick else { return recipe }
    var quick = recipe
    quick.optimization.steps =
      recipe.optimization.steps > 0
      ? min(recipe.optimization.steps, Self.quickSteps) : Self.quickSteps
    return quick
  }

  /// Thirteen epochs over 1,960 utterances; three such models are trained in about 2 minutes.
  private static let quickSteps = 800
}
