extension NetworkError: CustomStringConvertible {
  /// What was found, what was expected, and the next step.
  public var description: String {
    switch self {
    case .configuration(let field, let found, let expected):
      "network setting \(field) is \(found); expected \(expected)"
    case .inputVanishes(let axis, let found, let pooledBy):
      "the pools divide \(axis) \(pooledBy.map { "by \($0) " } ?? "")and the input has "
        + "\(found): nothing is left; pool less or give a longer input"
    case .elementCount(let what, let found, let expected):
      "\(what) holds \(found) values; expected \(expected)"
    case .bands(let found, let expected):
      "the input has \(found) bands and the network was made for \(expected); compute features "
        + "with the settings that the network was trained with"
    case .emptyBatch:
      "the batch holds no utterance; expected at least one"
    case .length(let utterance, let found, let frames):
      "utterance \(utterance) of the batch claims \(found) valid frames; expected 1...\(frames)"
    case .featureNotFinite(let utterance, let band, let frame):
      "utterance \(utterance) of the batch has a feature that is NaN or infinite, at band \(band), "
        + "frame \(frame); expected finite features: check the recording and its normalisation"
    case .target(let utterance, let sum):
      "the target of utterance \(utterance) sums to \(sum); expected probabilities of 0 or more "
        + "that sum to 1"
    case .missingArray(let name):
      "the state lacks \(name); load a state saved from a network of the same configuration"
    case .unknownArray(let name):
      "the state holds \(name), which this network does not have; load a state saved from a "
        + "network of the same configuration"
    case .repeatedArray(let name):
      "the state holds \(name) more than once; expected each array once"
    case .arrayShape(let name, let found, let expected):
      "\(name) has shape \(found); this network expects \(expected)"
    case .noShape(let name, let found):
      "\(name) has shape \(found); expected axes of 0 or more and a size that can be counted: the "
        + "file is damaged"
    case .arrayNotFinite(let name, let index):
      "\(name) holds NaN or infinity at position \(index); the file is damaged or its training "
        + "diverged: take an earlier checkpoint"
    case .activationNotFinite(let block):
      "block \(block) computes NaN or infinity; weights are unchanged: they have diverged, lower "
        + "the learning rate or clip the gradient"
    case .lossNotFinite(let loss):
      "the loss is \(loss); weights are unchanged: lower the learning rate or clip the gradient, "
        + "and check the features for NaN"
    case .gradientNotFinite(let norm):
      "the gradient's norm is \(norm); weights are unchanged: lower the learning rate or clip the "
        + "gradient"
    case .outputNotFinite(let utterance):
      "the output for utterance \(utterance) is not finite; check its features for NaN and the "
        + "weights for a diverged training"
    }
  }
}
