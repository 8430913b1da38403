import Networks
import Testing

@Suite("Numbers that overflow are found where they do")
struct NotFiniteTests {
  private func network() throws -> CRNN { try CRNN(Samples.configuration(), seed: 2, workers: 1) }

  @Test("a block that overflows is named, in training and in prediction")
  func block() throws {
    let network = try network()
    try network.change("blocks.1.conv.weight") { $0.map { $0 * 1e30 } }
    #expect(throws: NetworkError.activationNotFinite(block: 1)) {
      try network.computeGradients(
        Samples.input(2), targets: Samples.targets(2), loss: .plain, step: 0)
    }
    // A mean of this size, divided by a deviation of .003, is more than a number holds.
    let other = try self.network()
    try other.change("blocks.2.norm.running_mean") { $0.map { _ in 3e38 } }
    try other.change("blocks.2.norm.running_var") { $0.map { _ in 0 } }
    #expect(throws: NetworkError.activationNotFinite(block: 2)) {
      try other.predict(Samples.input(2))
    }
  }

  @Test("the utterance whose answer is no number is named, and the next batch hears nothing of it")
  func utterance() throws {
    let (network, fresh) = (try network(), try network())
    let plain = try Samples.input(3)
    var features = spread(9, 0, 3 * 320, scale: 2)
    // Finite, but a transform of the second convolution adds sixteen of them.
    for index in (2 * 320)..<(3 * 320) { features[index] *= 1e38 }
    let huge = try NetworkInput(features: features, count: 3, bands: 16, frames: 20)
    #expect(throws: NetworkError.outputNotFinite(utterance: 2)) { try network.predict(huge) }
    // Shorter utterances in the same memory, which holds what is no number behind their ends.
    let short = try NetworkInput(
      features: plain.features.enumerated().map { $0.offset % 20 < 5 ? $0.element : 0 }, count: 3,
      bands: 16, frames: 20, lengths: [5, 3, 1])
    #expect(try network.predict(short) == fresh.predict(short))
  }

  @Test("a target is a distribution: no share below 0, and a sum of 1 but for rounding")
  func targets() throws {
    let network = try network()
    func step(_ target: [Float]) throws {
      _ = try network.computeGradients(
        Samples.input(1), targets: target, loss: .plain, step: 0)
    }
    for target in [[1, 0, 0], [0.5, 0.5004, 0], [0.5, 0, 0.4996]] as [[Float]] { try step(target) }
    for target in [[1.5, -0.5, 0], [0.5, 0.502, 0], [0, 0, 0.998], [0, 0, 0]] as [[Float]] {
      #expect(throws: NetworkError.target(utterance: 0, sum: target.reduce(0, +))) {
        try step(target)
      }
    }
    #expect(throws: NetworkError.self) { try step([.nan, 0, 1]) }
  }

  @Test("a training's own numbers are at fault where they overflow, and nowhere else")
  func divergence() {
    let diverged: [NetworkError] = [
      .activationNotFinite(block: 0), .lossNotFinite(.nan), .gradientNotFinite(.infinity),
      .outputNotFinite(utterance: 0),
    ]
    let given: [NetworkError] = [
      .configuration(field: "a", found: "1", expected: "2"), .emptyBatch, .missingArray("a"),
      .unknownArray("a"), .repeatedArray("a"), .bands(found: 1, expected: 2),
      .arrayShape(name: "a", found: [1], expected: [2]), .arrayNotFinite(name: "a", index: 0),
      .featureNotFinite(utterance: 0, band: 0, frame: 0), .target(utterance: 0, sum: 2),
      .inputVanishes(axis: "frames", found: 1, pooledBy: 2),
      .length(utterance: 0, found: 0, frames: 1), .elementCount(of: "a", found: 1, expected: 2),
    ]
    #expect(diverged.map(\.isDivergence) == diverged.map { _ in true })
    #expect(given.map(\.isDivergence) == given.map { _ in false })
  }

  /// What was found comes first, then what was expected, each in its place.
  @Test("errors tell what was found from what was expected")
  func wording() {
    let phrases: [(NetworkError, String)] = [
      (.configuration(field: "a", found: "1", expected: "2"), "a is 1; expected 2"),
      (
        .inputVanishes(axis: "bands", found: 3, pooledBy: 4),
        "divide bands by 4 and the input has 3: nothing is left"
      ),
      (.elementCount(of: "a", found: 1, expected: 2), "a holds 1 values; expected 2"),
      (.bands(found: 1, expected: 2), "has 1 bands and the network was made for 2"),
      (
        .length(utterance: 1, found: 2, frames: 3),
        "utterance 1 of the batch claims 2 valid frames; expected 1...3"
      ),
      (.featureNotFinite(utterance: 1, band: 2, frame: 3), "utterance 1 of the batch has"),
      (.featureNotFinite(utterance: 1, band: 2, frame: 3), "at band 2, frame 3;"),
      (.target(utterance: 1, sum: 2), "utterance 1 sums to 2.0;"),
      (.missingArray("a"), "the state lacks a;"), (.unknownArray("a"), "the state holds a, which"),
      (.repeatedArray("a"), "holds a more than once"),
      (
        .arrayShape(name: "a", found: [1], expected: [2]),
        "a has shape [1]; this network expects [2]"
      ),
      (.arrayNotFinite(name: "a", index: 3), "a holds NaN or infinity at position 3;"),
      (.activationNotFinite(block: 3), "block 3 computes NaN or infinity"),
      (.lossNotFinite(.infinity), "the loss is inf;"),
      (.gradientNotFinite(.infinity), "norm is inf;"),
      (.outputNotFinite(utterance: 3), "the output for utterance 3 is not finite"),
    ]
    for (error, phrase) in phrases {
      let sentence = error.description
      #expect(sentence.contains(phrase) && !sentence.contains("\n"), "\(sentence)")
    }
  }
}
