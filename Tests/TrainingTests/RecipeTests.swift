import Configuration
import Foundation
import TestSupport
import Testing
import Training

@Suite struct RecipeTests {
  private var example: String {
    get throws {
      try String(
        contentsOfFile: Repository.root + "/docs/recipe.example.yaml", encoding: .utf8)
    }
  }

  @Test func theExampleShowsEveryDefault() throws {
    #expect(try Recipe(text: example) == Recipe())
  }

  /// Every stored value stands in the example, so none is left undocumented.
  @Test func theExampleNamesEveryKey() throws {
    let text = try example
    let data = try JSONEncoder().encode(Recipe())
    let groups = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
    for (group, values) in groups {
      #expect(text.contains("\n\(group):"), "\(group)")
      for key in values.keys { #expect(text.contains("\n  \(key):"), "\(group).\(key)") }
    }
  }

  @Test func anUnknownKeyIsRefusedWithTheNearestKnownOne() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try Recipe(text: "optimization:\n  learningrate: 0.1\n")
    }
    #expect(error?.description.contains("learningRate") == true)
  }

  @Test func aLimitInStepsGivesASmallPartMoreEpochs() {
    var settings = OptimizationSettings()
    (settings.epochs, settings.steps) = (40, 0)
    #expect(settings.epochs(forUtterances: 10) == 40)
    settings.steps = 800
    // 62 steps an epoch; 13 epochs are 806 steps.
    #expect(settings.epochs(forUtterances: 1959) == 13)
    #expect(settings.epochs(forUtterances: 909) == 28)
    #expect(settings.epochs(forUtterances: 50) == 40)
    settings.steps = 1
    #expect(settings.epochs(forUtterances: 50) == 1)
  }

  @Test(
    "epochs are whole, of whole batches: none more where steps or utterances come out even",
    arguments: [
      (64, 4, 2), (64, 5, 3), (65, 4, 2), (65, 3, 1), (63, 6, 3), (1, 3, 3), (0, 3, 3),
      (33, 10_000, 200),
    ])
  func evenEpochs(utterances: Int, steps: Int, expected: Int) {
    var settings = OptimizationSettings()
    (settings.batchSize, settings.epochs, settings.steps) = (32, 200, steps)
    #expect(settings.epochs(forUtterances: utterances) == expected)
  }

  @Test("a stored recipe is read as it was trained with, though versions know more keys")
  func oldOptimization() throws {
    let stored = Data(#"{"learningRate": 0.01, "batchSize": 8}"#.utf8)
    var expected = OptimizationSettings()
    (expected.learningRate, expected.batchSize, expected.speakerBalance) = (0.01, 8, 0)
    #expect(try JSONDecoder().decode(OptimizationSettings.self, from: stored) == expected)
  }

  /// A property that its hand-written keys forget would be lost from every stored model.
  @Test func everySettingOfTheOptimizationIsStoredAndReadAgain() throws {
    let text = """
      optimization: {learningRate: 0.1, batchSize: 2, epochs: 3, steps: 4, patience: 5, labelSmoothing: 0.6,
        classWeights: balanced, mixup: 0.7, speakerBalance: 0.8, weightDecay: 0.9, clipNorm: 1, averaging: 0.5}
      """
    let settings = try Recipe(text: text).optimization
    let stored = try JSONEncoder().encode(settings)
    let keys = try #require(try JSONSerialization.jsonObject(with: stored) as? [String: Any]).keys
    let names = Mirror(reflecting: settings).children.compactMap(\.label)
    #expect(Set(keys) == Set(names))
    let defaults = Dictionary(
      uniqueKeysWithValues: Mirror(reflecting: OptimizationSettings()).children
        .map { ($0.label ?? "", "\($0.value)") })
    for child in Mirror(reflecting: settings).children {
      #expect("\(child.value)" != defaults[child.label ?? ""], "\(child.label ?? "")")
    }
    #expect(try JSONDecoder().decode(OptimizationSettings.self, from: stored) == settings)
  }

  @Test("a schedule that would raise the rate, or outlast the training, is refused by its key")
  func impossibleSchedules() throws {
    let raising = #expect(throws: ConfigurationError.self) {
      try Recipe(text: "optimization: {learningRate: 0.001}\nschedule:\n  minimum: 0.01\n")
    }
    #expect(
      raising?.description
        == "recipe, line 3, schedule.minimum: found the number 0.01, expected "
        + "at most the learningRate (0.001).")
    let warming = #expect(throws: ConfigurationError.self) {
      try Recipe(text: "optimization: {epochs: 4}\nschedule:\n  warmUpEpochs: 5\n")
    }
    #expect(
      warming?.description
        == "recipe, line 3, schedule.warmUpEpochs: found the number 5, expected "
        + "at most the epochs (4).")
    #expect(
      try Recipe(text: "schedule: {minimum: 0.002, warmUpEpochs: 200}").schedule.warmUpEpochs == 200
    )
    // The default minimum is above this rate.
    for text in ["", "\nschedule: {kind: plateau}"] {
      let recipe = try Recipe(text: "optimization: {learningRate: 1e-6}" + text)
      #expect(recipe.schedule.minimum == 1e-6)
    }
  }

  @Test(
    "a network that leaves nothing of the features is refused by the key and line that say so",
    arguments: [
      (
        "features:\n  melBands: 5\n",
        "line 2, features.melBands: found the number 5, expected at least 16, by which "
          + "network.pooledBands divide it."
      ),
      (
        "features: {maximumFrames: 7}\nnetwork:\n  pooledFrames: [2, 2, 2, 1]\n",
        "line 3, network.pooledFrames: found a list of 4, expected pools that leave some of the 7 "
          + "frames of features.maximumFrames; these divide them by 8."
      ),
      (
        "network:\n  pooledFrames: [64, 1, 1, 1]\n  pooledBands: [4, 2, 2, 2]\n",
        "line 3, network.pooledBands: found 4 bands x 64 frames in the first block, expected at "
          + "most 255 pixels in a window there."
      ),
      (
        "network: {channels: [], pooledBands: [], pooledFrames: []}\n",
        "line 1, network.channels: found [], expected one count of at least 1 a block."
      ),
    ])
  func networksWithoutInput(text: String, words: String) {
    let error = #expect(throws: ConfigurationError.self) { try Recipe(text: text) }
    #expect(error?.description == "recipe, " + words)
  }

  @Test(
    "more bands than there are bins for are refused by key and line, also where they are left out",
    arguments: [
      (
        "features:\n  minimumHertz: 100\n  maximumHertz: 101\n  melBands: 512\n",
        "line 4, features.melBands: found the number 512, expected so few that every band holds a "
          + "bin (band 0 holds none)."
      ),
      (
        "network: {}\nfeatures: {minimumHertz: 100, maximumHertz: 101}\n",
        "line 2, features.melBands: found the number 64 (left out), expected so few that every "
          + "band holds a bin (band 0 holds none)."
      ),
      (
        "features: {fftLength: 4, frameLength: 2, hopLength: 1, melBands: 2}\n",
        "line 1, features.melBands: found the number 2, expected so few that every band holds a "
          + "bin (band 0 holds none)."
      ),
    ])
  func bandsWithoutBins(text: String, words: String) {
    let error = #expect(throws: ConfigurationError.self) { try Recipe(text: text) }
    #expect(error?.description == "recipe, " + words)
  }

  private func model(_ change: (inout Recipe) -> Void) throws -> String {
    var recipe = Recipe()
    change(&recipe)
    let scratch = try ScratchFolder()
    let path = scratch.file("model.safetensors")
    try TrainedModel(
      recipe: recipe, split: "s", trainedOn: [], seed: 0, keptEpoch: 0, curve: [], provenance: [:],
      state: []
    ).write(to: path)
    return path
  }

  @Test("a model whose recipe no file could hold is refused by its key, in one sentence")
  func modelsOutOfRange() throws {
    let changes: [(change: (inout Recipe) -> Void, words: String)] = [
      (
        { $0.network.hiddenSize = 4096 },
        "the number 4096 as network.hiddenSize, expected a whole number from 1 to 2048"
      ),
      (
        { $0.features.hopLength = 1025 },
        "the number 1025 as features.hopLength, expected 1 to frameLength samples"
      ),
      (
        { $0.features.melBands = 512 },
        "the number 512 as features.melBands, expected so few that every band holds a bin "
          + "(band 0 holds none)"
      ),
    ]
    for (change, words) in changes {
      let path = try model(change)
      let error = #expect(throws: TrainingError.self) { try TrainedModel(path: path) }
      #expect(
        error?.description
          == "\(path) does not hold a model of this suite: its recipe has \(words). Give a file "
          + "that `ser-audit train` wrote.")
    }
  }

  @Test("a model with any recipe that a file may hold is read")
  func modelsWithinRange() throws {
    let path = try model {
      ($0.features.melBands, $0.features.fftLength, $0.features.slopes) = (512, 65_536, true)
      ($0.features.dynamicRangeDecibels, $0.features.trimDecibels) = (nil, 0.5)
      ($0.features.sampleRate, $0.features.maximumHertz) = (8000, 4000)
    }
    let features = try TrainedModel(path: path).recipe.features
    #expect(features.melBands == 512 && features.sampleRate == 8000)
    #expect(features.dynamicRangeDecibels == nil && features.trimDecibels == 0.5)
  }

  @Test("as much as fits is read, and more pools than can be multiplied are refused")
  func networksAtTheLimit() throws {
    #expect(try Recipe(text: "features: {melBands: 16}").features.melBands == 16)
    #expect(throws: ConfigurationError.self) { try Recipe(text: "features: {melBands: 15}") }
    let blocks = 12
    func list(_ value: Int) -> String {
      "[" + [String](repeating: "\(value)", count: blocks).joined(separator: ", ") + "]"
    }
    let text =
      "network: {channels: \(list(1)), pooledFrames: \(list(1)), pooledBands: \(list(64))}"
    let error = #expect(throws: ConfigurationError.self) { try Recipe(text: text) }
    #expect(error?.description.contains("network.pooledBands") == true)
    // What they divide by is beyond any number, so none is named.
    #expect(error?.description.hasSuffix("of the 64 bands of features.melBands.") == true)
  }

  @Test("mixup is 0 or as much as weights can be drawn for")
  func tinyMixup() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try Recipe(text: "optimization:\n  mixup: 0.0001\n")
    }
    #expect(
      error?.description.hasSuffix(
        "optimization.mixup: found the number 0.0001, expected 0 or a number from 0.01 to 10.0.")
        == true)
    for mixup in [0, 0.01, 10] {
      #expect(try Recipe(text: "optimization: {mixup: \(mixup)}").optimization.mixup == mixup)
    }
  }

  @Test(arguments: [
    "network:\n  channels: [8, 8]\n", "optimization:\n  epochs: 0\n",
    "features:\n  fftLength: 512\n", "schedule:\n  kind: steps\n", "network: 3\n",
    "optimization:\n  speakerBalance: 1.5\n", "optimization:\n  mixup: -1\n",
    "optimization:\n  steps: 16777216\n", "optimization:\n  classWeights: even\n",
  ])
  func whatCannotBeUsedIsRefused(text: String) {
    #expect(throws: ConfigurationError.self) { try Recipe(text: text) }
  }
}
