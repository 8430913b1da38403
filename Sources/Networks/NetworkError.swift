/// What can be wrong with a network's configuration, its input, its state or its numbers.
public enum NetworkError: Error, Equatable, Sendable {
  /// A configuration value outside its range.
  case configuration(field: String, found: String, expected: String)
  /// The pools leave no frame or no band of the input; what they divide it by is `nil` where no
  /// `Int` is as great.
  case inputVanishes(axis: String, found: Int, pooledBy: Int?)
  /// An input, target or weight array of another length than its shape asks for.
  case elementCount(of: String, found: Int, expected: Int)
  /// Feature bands of the input differ from the network's.
  case bands(found: Int, expected: Int)
  /// A batch without utterances.
  case emptyBatch
  /// The valid length of an utterance lies outside `1...frames`.
  case length(utterance: Int, found: Int, frames: Int)
  /// NaN or infinity among an utterance's features.
  case featureNotFinite(utterance: Int, band: Int, frame: Int)
  /// A target row that is no distribution over classes.
  case target(utterance: Int, sum: Float)
  /// An array that the network needs and the state lacks.
  case missingArray(String)
  /// An array that the network does not have.
  case unknownArray(String)
  /// The same name twice in one state.
  case repeatedArray(String)
  /// An array of another shape than the network's.
  case arrayShape(name: String, found: [Int], expected: [Int])
  /// A shape that no array can have.
  case noShape(name: String, found: [Int])
  /// NaN or infinity in an array to be loaded.
  case arrayNotFinite(name: String, index: Int)
  /// What a block computes is NaN or infinite; weights are unchanged.
  case activationNotFinite(block: Int)
  /// The loss is NaN or infinite; weights are unchanged.
  case lossNotFinite(Float)
  /// The gradient's norm is NaN or infinite; weights are unchanged.
  case gradientNotFinite(Float)
  /// A logit is NaN or infinite.
  case outputNotFinite(utterance: Int)

  /// Whether a training's own numbers are at fault, and not what it was given.
  package var isDivergence: Bool {
    switch self {
    case .activationNotFinite, .lossNotFinite, .gradientNotFinite, .outputNotFinite: true
    default: false
    }
  }

  /// Whether a number is NaN or infinite, in what was given or in what the network makes of it.
  package var isNotFinite: Bool {
    if case .featureNotFinite = self { return true }
    return isDivergence
  }
}
