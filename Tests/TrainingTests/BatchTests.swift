import Features
import Networks
import Testing
import Training

@Suite("Batches of a training")
struct BatchTests {
  private static func draw(
    _ name: String, frames: Int = ToyData.frames, copies: [LogMelSpectrogram] = []
  ) -> SpeakerSampling.Draw {
    let values: [Float] = (0..<frames * ToyData.bands).map { Float($0 * 37 % 101) / 50 - 1 }
    return SpeakerSampling.Draw(
      example: TrainingExample(
        utterance: name, speaker: "a", emotion: .sad,
        original: LogMelSpectrogram(values: values, frames: frames, bands: ToyData.bands),
        copies: copies), repetition: 0)
  }

  private static func batch(
    _ recipe: Recipe, of draws: [SpeakerSampling.Draw], seed: UInt64 = 4, epoch: Int = 0
  ) throws -> NetworkInput {
    try BatchMaker(recipe: recipe, seed: seed).augmentedBatch(of: draws, epoch: epoch).input
  }

  /// A recipe that changes every hearing.
  private static var restless: Recipe {
    var recipe = ToyData.recipe()
    recipe.spectrogramAugmentation = SpectrogramAugmentation()
    recipe.spectrogramAugmentation.tempoChange = 0
    recipe.spectrogramAugmentation.unchangedShare = 0
    return recipe
  }

  @Test(
    "are as long as the longest and the pools need, in eights, and no longer than asked",
    arguments: [
      ([1], [2, 1], 64, 8), ([8], [2, 1], 64, 8), ([9], [2, 1], 64, 16),
      ([3, 17], [2, 1], 64, 24),
      ([57], [2, 1], 64, 64), ([70], [2, 1], 64, 64), ([57], [2, 1], 60, 60),
      ([1], [4, 8], 64, 32), ([33], [4, 8], 64, 40), ([1], [2, 9], 64, 24), ([1], [4, 8], 32, 32),
    ])
  func frames(lengths: [Int], pools: [Int], longest: Int, expected: Int) throws {
    var recipe = ToyData.recipe()
    recipe.features.maximumFrames = longest
    recipe.network.pooledFrames = pools
    let input = try Self.batch(recipe, of: lengths.map { Self.draw("\($0)", frames: $0) })
    #expect(input.frames == expected)
    #expect(input.lengths == lengths.map { min($0, longest) })
  }

  @Test("of the dev part are as long as a recogniser's, whatever else is in them")
  func plain() throws {
    var recipe = ToyData.recipe()
    recipe.features.maximumFrames = 40
    let maker = try BatchMaker(recipe: recipe, seed: 4)
    let short = Self.draw("short", frames: 9).example
    let alone = try maker.plainBatch(of: [short]).input
    let beside = try maker.plainBatch(of: [short, Self.draw("long", frames: 70).example]).input
    #expect(alone.frames == 40 && beside.frames == 40 && alone.lengths == [9])
    #expect(Array(beside.features.prefix(alone.features.count)) == alone.features)
  }

  @Test("hold what a recogniser would hear of the same spectrograms, in their order")
  func likeARecognizer() throws {
    var recipe = ToyData.recipe()
    recipe.features.maximumFrames = 24
    let draws = [12, 30, 7].map { Self.draw("\($0)", frames: $0) }
    let input = try Self.batch(recipe, of: draws)
    let expected = draws.flatMap {
      $0.example.original.asInput(recipe.features).padded(to: 24).bandMajorValues
    }
    try #require(input.features.count == expected.count)
    let largest = zip(input.features, expected).map { abs($0 - $1) }.max() ?? 1
    #expect(largest < 1e-5)
  }

  @Test("hear an original and each of its copies equally often over the epochs")
  func copies() throws {
    let steady = [5, 6].map {
      LogMelSpectrogram(
        values: [Float](repeating: $0, count: 12 * ToyData.bands), frames: 12,
        bands: ToyData.bands)
    }
    var recipe = ToyData.recipe()
    recipe.features.normalization = .none
    let draw = Self.draw("a", copies: steady)
    let firsts = try (0..<600).map { try Self.batch(recipe, of: [draw], epoch: $0).features[0] }
    for first: Float in [-1, 5, 6] {
      // A standard deviation of 11.5.
      #expect(abs(firsts.count { $0 == first } - 200) < 46)
    }
  }

  @Test("change an utterance by seed, epoch and its name, whoever else is in the batch")
  func companions() throws {
    let draws = ["a", "b", "c"].map { Self.draw($0) }
    let size = ToyData.bands * ToyData.frames
    let together = try Self.batch(Self.restless, of: draws).features
    for (row, draw) in draws.enumerated() {
      let alone = try Self.batch(Self.restless, of: [draw]).features
      #expect(alone.elementsEqual(together[row * size..<(row + 1) * size]))
    }
    let first = try Self.batch(Self.restless, of: [draws[0]]).features
    for (seed, epoch, name) in [(4, 1, "a"), (5, 0, "a"), (4, 0, "b")] as [(UInt64, Int, String)] {
      let other = try Self.batch(Self.restless, of: [Self.draw(name)], seed: seed, epoch: epoch)
      #expect(!other.features.elementsEqual(first), "\(seed), \(epoch), \(name)")
    }
  }

  @Test("are refused where a spectrogram has other bands, a copy's too")
  func otherBands() throws {
    let wide = LogMelSpectrogram(values: [Float](repeating: 0, count: 36), frames: 2, bands: 18)
    #expect(throws: NetworkError.bands(found: 18, expected: ToyData.bands)) {
      try Self.batch(ToyData.recipe(), of: [Self.draw("a"), Self.draw("b", copies: [wide])])
    }
  }

  @Test("are as large as the recipe says, the last of an epoch with what is left")
  func sizes() throws {
    let examples = (0..<13).map { Self.draw("\($0)").example }
    for (size, expected) in [(1, [Int](repeating: 1, count: 13)), (5, [5, 5, 3]), (13, [13])] {
      var recipe = ToyData.recipe()
      recipe.optimization.batchSize = size
      let order = try BatchMaker(recipe: recipe, seed: 1).order(of: examples, epoch: 0)
      #expect(order.map(\.count) == expected)
    }
  }
}
