import Audio
import Configuration
import Testing
import Training

@Suite("A recipe that code makes")
struct RecipeValidationTests {
  private static func refusal(_ recipe: Recipe) -> String? {
    do {
      try recipe.validate()
      return nil
    } catch { return error.description }
  }

  @Test("is held to the limits of a file, each key in the same words", arguments: RecipeLimits.all)
  func limits(limits: RecipeLimits) throws {
    for (limit, beside, isBelow) in [
      (limits.range.lowerBound, limits.beside.low, true),
      (limits.range.upperBound, limits.beside.high, false),
    ] {
      let within = try Recipe(text: limits.text(limit, beside: beside))
      #expect(Self.refusal(within) == nil)
      let number = limits.past(limit, isBelow: isBelow)
      let error = #expect(throws: ConfigurationError.self, "\(number)") {
        try limits.assign(number, to: within).validate()
      }
      let ofFile = #expect(throws: ConfigurationError.self) {
        try Recipe(text: limits.text(number, beside: beside))
      }
      guard case .refusedValue(let place, let found, let expected) = error,
        case .refusedValue(let written, _, let expectedOfFile) = ofFile
      else {
        Issue.record("\(String(describing: error)), \(String(describing: ofFile))")
        continue
      }
      #expect(place.key == written.key && place.source == "recipe" && place.line == nil)
      #expect(found == (limits.isWhole ? "the number \(Int(number))" : "the number \(number)"))
      #expect(expected == expectedOfFile)
    }
  }

  private static let numbers: [(key: String, path: WritableKeyPath<Recipe, Double> & Sendable)] = [
    ("features.minimumHertz", \.features.minimumHertz),
    ("features.maximumHertz", \.features.maximumHertz),
    ("network.headDropout", \.network.headDropout),
    ("waveformAugmentation.roomSeconds", \.waveformAugmentation.roomSeconds),
    ("spectrogramAugmentation.tilt", \.spectrogramAugmentation.tilt),
    ("optimization.learningRate", \.optimization.learningRate),
    ("optimization.mixup", \.optimization.mixup),
    ("schedule.minimum", \.schedule.minimum),
  ]

  @Test("has no number that is none, or infinite", arguments: [Double.nan, .infinity, -.infinity])
  func noNumbers(number: Double) {
    for (key, path) in Self.numbers {
      var recipe = Recipe()
      recipe[keyPath: path] = number
      #expect(Self.refusal(recipe)?.hasPrefix("recipe, \(key): found the number \(number)") == true)
    }
  }

  /// What each does, and how its refusal goes on behind `recipe, `.
  private static let contradictions: [(change: @Sendable (inout Recipe) -> Void, words: String)] = [
    (
      { $0.features.trimDecibels = 0 },
      "features.trimDecibels: found the number 0.0, expected above 0, or none."
    ),
    (
      { $0.features.hopLength = 1025 },
      "features.hopLength: found the number 1025, expected 1 to frameLength samples."
    ),
    (
      { $0.features.melBands = 512 },
      "features.melBands: found the number 512, expected so few that every band holds a bin (band "
        + "0 holds none)."
    ),
    (
      { $0.features.melBands = 15 },
      "features.melBands: found the number 15, expected at least 16, by which network.pooledBands "
        + "divide it."
    ),
    (
      { $0.network.channels = [8, 8] },
      "network.channels: found a list of 2, expected as many as pooledBands (4) and pooledFrames "
        + "(4)."
    ),
    (
      { $0.network.pooledFrames[2] = -1 },
      "network.pooledFrames[2]: found the number -1, expected a whole number from 1 to 64."
    ),
    (
      { ($0.network.channels, $0.network.pooledBands, $0.network.pooledFrames) = ([], [], []) },
      "network.channels: found [], expected one count of at least 1 a block."
    ),
    (
      { $0.optimization.mixup = 0.001 },
      "optimization.mixup: found the number 0.001, expected 0 or a number from 0.01 to 10.0."
    ),
    (
      { $0.optimization.learningRate = 1e-6 },
      "schedule.minimum: found the number 1e-05, expected at most the learningRate (1e-06)."
    ),
    (
      { $0.schedule.warmUpEpochs = 201 },
      "schedule.warmUpEpochs: found the number 201, expected at most the epochs (200)."
    ),
  ]

  @Test("is refused where settings contradict one another")
  func refusals() {
    for (change, words) in Self.contradictions {
      var recipe = Recipe()
      change(&recipe)
      #expect(Self.refusal(recipe) == "recipe, " + words)
    }
  }

  @Test("may leave out the floor and the trimming, and is not changed by being looked at")
  func none() throws {
    var recipe = Recipe()
    (recipe.features.dynamicRangeDecibels, recipe.features.trimDecibels) = (nil, nil)
    let before = recipe
    try recipe.validate()
    #expect(recipe == before)
  }

  @Test("is refused before a training begins, and before a recording is read")
  func training() throws {
    for batchSize in [0, -1, 1025] {
      var recipe = ToyData.recipe()
      recipe.optimization.batchSize = batchSize
      let words =
        "recipe, optimization.batchSize: found the number \(batchSize), expected a whole number "
        + "from 1 to 1024."
      #expect(throws: TrainingError.recipe(reason: words)) {
        try Trainer(recipe: recipe, seed: 1).fit(ToyData.data())
      }
      #expect(throws: TrainingError.recipe(reason: words)) {
        try ExampleLoader(recipe: recipe, seed: 1) { _ in Waveform(samples: [], sampleRate: 1) }
      }
    }
  }
}
