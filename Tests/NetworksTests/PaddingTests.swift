import Networks
import Testing

@Suite("Padding")
struct PaddingTests {
  let network: CRNN

  init() throws {
    network = try CRNN(Samples.configuration(), seed: 8)
    let adam = Adam(network, settings: try AdamSettings(learningRate: 0.01))
    try Samples.train(network, adam, steps: 0..<8)
  }

  private static let lengths = [20, 19, 13, 8, 7, 2, 1]

  /// The same utterances, each in so many frames.
  private func input(frames: Int) throws -> NetworkInput {
    let (count, bands) = (Self.lengths.count, 16)
    let sound = spread(31, 0, count * bands * 20, scale: 2)
    var features = [Float](repeating: 0, count: count * bands * frames)
    for row in 0..<(count * bands) {
      for frame in 0..<Self.lengths[row / bands] {
        features[row * frames + frame] = sound[row * 20 + frame]
      }
    }
    return try NetworkInput(
      features: features, count: count, bands: bands, frames: frames, lengths: Self.lengths)
  }

  /// The ten pooled frames of 20 rest on twelve of the first block's, two convolutions further, and
  /// so on 24 frames of the input; what comes later is nobody's.
  @Test(
    "behind what the last valid frame rests on, a longer tail changes nothing",
    arguments: [25, 26, 31, 32, 64, 131])
  func tail(frames: Int) throws {
    let short = try network.predict(input(frames: 24))
    let long = try network.predict(input(frames: frames))
    #expect(short.pooledLengths == [10, 9, 6, 4, 3, 1, 1])
    #expect(long.pooledLengths == short.pooledLengths)
    for (found, expected) in zip(long.logits, short.logits) {
      #expect(abs(found - expected) <= 1e-6 + 1e-5 * abs(expected))
    }
    for (row, length) in short.pooledLengths.enumerated() {
      let expected = short.attention[(row * 12)...].prefix(length)
      let weights = long.attention[(row * long.pooledFrames)...].prefix(long.pooledFrames)
      for (found, expected) in zip(weights, expected) {
        #expect(abs(found - expected) <= 1e-6 + 1e-5 * abs(expected))
      }
      #expect(weights.dropFirst(length).allSatisfy { $0 == 0 })
    }
  }

  /// Utterances of one, two and three frames have one pooled frame, which attention must take.
  @Test("attention over one pooled frame is all on it, and over several on each of them")
  func attention() throws {
    let output = try network.predict(input(frames: 24))
    for (row, length) in output.pooledLengths.enumerated() {
      let weights = output.attention[(row * 12)...].prefix(12)
      #expect(weights.prefix(length).allSatisfy { $0 > 0 })
      let sum = weights.reduce(0, +)
      #expect(abs(sum - 1) <= 1e-6)
      if length == 1 { #expect(weights.first == 1) }
    }
  }

  @Test("lengths reach from one frame to all of them, one an utterance")
  func lengths() throws {
    func make(_ lengths: [Int]?) throws -> [Int] {
      try NetworkInput(
        features: [Float](repeating: 0, count: 2 * 3 * 5), count: 2, bands: 3, frames: 5,
        lengths: lengths
      ).lengths
    }
    #expect(try make([1, 5]) == [1, 5])
    #expect(try make(nil) == [5, 5])
    #expect(throws: NetworkError.length(utterance: 1, found: 6, frames: 5)) { try make([5, 6]) }
    #expect(throws: NetworkError.length(utterance: 0, found: -1, frames: 5)) { try make([-1, 5]) }
    for count in [1, 3] {
      #expect(throws: NetworkError.elementCount(of: "lengths", found: count, expected: 2)) {
        try make([Int](repeating: 5, count: count))
      }
    }
    for (count, bands, frames, expected) in [
      (2, 3, 5, 30), (2, 0, 5, 0), (2, 3, -1, 0), (.max, 3, 5, .max), (2, .max, .max, .max),
      (1, .max, 0, 0),
    ] {
      #expect(
        throws: NetworkError.elementCount(
          of: "features [\(count), 1, \(bands), \(frames)]", found: 29, expected: expected)
      ) {
        try NetworkInput(
          features: [Float](repeating: 0, count: 29), count: count, bands: bands, frames: frames)
      }
    }
  }
}
