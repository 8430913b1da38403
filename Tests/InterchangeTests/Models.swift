import Corpora
import Features
import Networks
import Randomness
import Training

/// Models to be written: their answers vary, so that a wrong graph cannot pass for a right one.
enum Models {
  /// A network whose pools leave remainders: 30 bands and odd windows.
  static func smallRecipe() -> Recipe {
    var recipe = Recipe()
    recipe.features.melBands = 30
    recipe.features.maximumFrames = 96
    recipe.network.channels = [5, 7]
    recipe.network.pooledBands = [4, 2]
    recipe.network.pooledFrames = [2, 3]
    recipe.network.hiddenSize = 6
    recipe.network.attentionSize = 5
    recipe.network.headWidth = 9
    return recipe
  }

  /// Random weights with running statistics as of a training, and a head that exaggerates.
  static func random(_ recipe: Recipe, seed: UInt64) throws -> TrainedModel {
    let network = try CRNN(try recipe.networkConfiguration(), seed: seed, workers: 2)
    var generator = SplitMix64(seed: seed, name: "statistics")
    return model(
      recipe,
      try network.state.map { array in
        let values = array.values.map { value in
          switch array.name {
          case let name where name.hasSuffix("norm.running_var"):
            Float(generator.uniform(in: 0.2...2))
          case let name where name.contains("norm.") && !name.hasSuffix("num_batches_tracked"):
            value + Float(generator.uniform(in: -0.4...0.4))
          case let name where name.hasPrefix("head.output"): value * 9
          case let name where name.hasPrefix("attention"): value * 6
          default: value * 2
          }
        }
        return try NamedArray(name: array.name, shape: array.shape, values: values)
      })
  }

  /// The default network after some steps on the utterances.
  static func trained(on spectrograms: [PaddedSpectrogram], labels: [Int]) throws -> TrainedModel {
    let recipe = Recipe()
    let network = try CRNN(try recipe.networkConfiguration(), seed: 3, workers: 2)
    let optimizer = Adam(network, settings: try recipe.adamSettings())
    let classes = Emotion.allCases.count
    let targets = labels.flatMap { label in (0..<classes).map { $0 == label ? Float(1) : 0 } }
    let input = try Batch.input(spectrograms)
    for step in 0..<20 {
      _ = try network.computeGradients(
        input, targets: targets, loss: LossSettings(), step: UInt64(step))
      _ = try optimizer.step(learningRate: 4e-3)
    }
    return model(recipe, network.state)
  }

  private static func model(_ recipe: Recipe, _ state: [NamedArray]) -> TrainedModel {
    TrainedModel(
      recipe: recipe, split: "speaker-disjoint/v1", trainedOn: ["v1"], seed: 3, keptEpoch: 0,
      curve: [], provenance: ["corpus": "ä \"quoted\" name"], state: state)
  }
}
