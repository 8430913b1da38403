import Randomness
import Testing
import Training

/// How often an epoch hears speakers who have unequally many recordings.
@Suite struct SpeakerSamplingTests {
  /// 30 recordings of `long`, 5 of `short`, 3 of `shorter`.
  private static let examples: [TrainingExample] = [("long", 30), ("short", 5), ("shorter", 3)]
    .flatMap { speaker, count in
      (0..<count).map { index in
        TrainingExample(
          utterance: "\(speaker)/\(index)", speaker: speaker, emotion: .happy,
          original: ToyData.spectrogram(.happy, seed: UInt64(index)), copies: [])
      }
    }

  private func heard(_ balance: Double, seed: UInt64 = 1) throws -> [SpeakerSampling.Draw] {
    var generator = SplitMix64(seed: seed)
    return try SpeakerSampling(balance: balance).draws(from: Self.examples, using: &generator)
  }

  private func times(_ draws: [SpeakerSampling.Draw]) -> [String: Int] {
    Dictionary(grouping: draws, by: \.example.speaker).mapValues(\.count)
  }

  @Test func withoutBalanceEveryRecordingIsHeardOnceInItsOrder() throws {
    let draws = try heard(0)
    #expect(draws.map(\.example.utterance) == Self.examples.map(\.utterance))
    #expect(draws.allSatisfy { $0.repetition == 0 })
  }

  @Test func inFullBalanceEverySpeakerIsHeardEquallyOften() throws {
    #expect(try times(heard(1)).values.sorted() == [12, 13, 13])
  }

  @Test("half way, speakers are heard by the square root of their recordings")
  func squareRoot() throws {
    let roots = [30.0, 5, 3].map { $0.squareRoot() }
    let counts = try times(heard(0.5))
    for (speaker, root) in zip(["long", "short", "shorter"], roots) {
      let expected = root / roots.reduce(0, +) * 38
      #expect(abs(Double(counts[speaker] ?? 0) - expected) < 1)
    }
  }

  /// By hand: of 38 turns, 5 and 3 recordings have 38 / 3 each; by square roots 22.035, 8.996 and
  /// 6.968; of 10 turns, 8 and 2 recordings by square roots 6.667 and 3.333.
  @Test("what is left over goes to the largest remainders, and to the first of equal ones")
  func remainders() throws {
    for (balance, recordings, expected) in [
      (1, [30, 5, 3], [13, 13, 12]), (1, [3, 30, 5], [13, 13, 12]), (0.5, [30, 5, 3], [22, 9, 7]),
      (0.5, [8, 2], [7, 3]), (1, [1, 1, 1, 4], [2, 2, 2, 1]), (0, [30, 5, 3], [30, 5, 3]),
      (1, [1, 2], [2, 1]), (0.5, [6], [6]), (1, [], []),
    ] as [(Double, [Int], [Int])] {
      #expect(try SpeakerSampling(balance: balance).quotas(of: recordings) == expected)
    }
  }

  @Test(
    "an epoch stays as long, and hears a recording twice only when all of its speaker were heard",
    arguments: [0, 0.25, 0.5, 0.9, 1])
  func turns(balance: Double) throws {
    let draws = try heard(balance)
    #expect(draws.count == Self.examples.count)
    let speakers = Dictionary(grouping: draws, by: \.example.speaker)
    #expect(speakers.count == 3)
    for (speaker, own) in speakers {
      let counts = Dictionary(grouping: own, by: \.example.utterance)
      let known = Self.examples.filter { $0.speaker == speaker }
      let most = counts.values.map(\.count).max() ?? 0
      let fewest = known.map { counts[$0.utterance]?.count ?? 0 }.min() ?? 0
      #expect(most - fewest <= 1)
      for draws in counts.values {
        #expect(draws.map(\.repetition).sorted() == Array(0..<draws.count))
      }
    }
  }

  @Test("whoever has more recordings than turns is heard with others every epoch")
  func otherRecordings() throws {
    let own = try [UInt64(1), 2].map { seed in
      Set(try heard(1, seed: seed).map(\.example).filter { $0.speaker == "long" }.map(\.utterance))
    }
    #expect(own[0] != own[1])
  }

  @Test(
    "speakers with equally many recordings are heard as without balance, by the same numbers drawn",
    arguments: [0.3, 1])
  func equalSpeakers(balance: Double) throws {
    let examples = Self.examples.prefix(5) + Self.examples.filter { $0.speaker == "short" }
    var (plain, balanced) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
    let once = try SpeakerSampling(balance: 0).draws(
      from: Array(examples), using: &plain)
    let again = try SpeakerSampling(balance: balance).draws(
      from: Array(examples), using: &balanced)
    #expect(once.map(\.example.utterance) == again.map(\.example.utterance))
    #expect(plain.next() == balanced.next())
    #expect(try SpeakerSampling(balance: balance).quotas(of: [7, 7, 7]) == [7, 7, 7])
  }

  @Test func anEpochOfNothingHearsNothing() throws {
    var generator = SplitMix64(seed: 1)
    #expect(try SpeakerSampling(balance: 1).draws(from: [], using: &generator).isEmpty)
  }

  @Test("what is no balance is refused", arguments: [-0.1, 1.1, .nan, .infinity])
  func refused(balance: Double) {
    var recipe = ToyData.recipe()
    recipe.optimization.speakerBalance = balance
    #expect(throws: TrainingError.self) { try Trainer(recipe: recipe, seed: 1).fit(ToyData.data()) }
  }

  @Test("batches of an epoch hear what the recipe's balance says, in an order of the epoch")
  func order() throws {
    var recipe = ToyData.recipe()
    func batches(_ balance: Double, epoch: Int) throws -> [[SpeakerSampling.Draw]] {
      recipe.optimization.speakerBalance = balance
      return try BatchMaker(recipe: recipe, seed: 4).order(of: Self.examples, epoch: epoch)
    }
    let plain = try batches(0, epoch: 2)
    var generator = SplitMix64(seed: 4, names: "order", "2")
    #expect(
      plain.flatMap { $0 }.map(\.example.utterance)
        == generator.shuffled(Self.examples).map(\.utterance))
    #expect(plain.allSatisfy { $0.count <= recipe.optimization.batchSize })
    let balanced = try batches(1, epoch: 2).flatMap { $0 }
    #expect(times(balanced).values.sorted() == [12, 13, 13])
    let next = try batches(1, epoch: 3).flatMap { $0 }
    #expect(balanced.map(\.example.utterance) != next.map(\.example.utterance))
  }

  @Test("a recording that is heard again in an epoch is changed, and mixed, otherwise")
  func changedOtherwise() throws {
    var recipe = ToyData.recipe()
    let hearings = [0, 1].map { SpeakerSampling.Draw(example: Self.examples[0], repetition: $0) }
    let others = Self.examples.suffix(7).map { SpeakerSampling.Draw(example: $0, repetition: 0) }
    func inputs() throws -> [[Float]] {
      try hearings.map {
        try BatchMaker(recipe: recipe, seed: 4).augmentedBatch(of: [$0] + others, epoch: 0)
          .input.features
      }
    }
    let alike = try inputs()
    #expect(alike[0].elementsEqual(alike[1]))
    recipe.optimization.mixup = 0.4
    let mixed = try inputs()
    #expect(!mixed[0].elementsEqual(mixed[1]))
    recipe.optimization.mixup = 0
    recipe.spectrogramAugmentation = SpectrogramAugmentation()
    recipe.spectrogramAugmentation.unchangedShare = 0
    let changed = try inputs()
    #expect(!changed[0].elementsEqual(changed[1]))
  }
}
