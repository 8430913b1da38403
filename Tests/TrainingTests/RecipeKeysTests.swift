import Configuration
import Features
import Foundation
import Networks
import Testing
import Training

@Suite("Each key of a recipe")
struct RecipeKeysTests {
  /// Keys that are no number, or whose limits hang on one another, with texts they may be.
  private static let others = [
    // 64 bands need about 2 kHz of the transform's bins.
    "features.minimumHertz": ["0", "5000"], "features.maximumHertz": ["2500", "8000"],
    "features.melScale": ["slaney", "htk"], "features.removesOffset": ["true", "false"],
    "features.denoises": ["true", "false"], "features.slopes": ["true", "false"],
    "features.level": ["rms", "peak", "none"],
    "features.normalization": ["fixed", "global", "perBand", "none"],
    "optimization.classWeights": ["none", "balanced"], "schedule.kind": ["plateau", "cosine"],
  ]

  /// Every stored value by `group.key`, as text.
  private static func values(_ recipe: Recipe) throws -> [String: String] {
    let data = try JSONEncoder().encode(recipe)
    #expect(try JSONDecoder().decode(Recipe.self, from: data) == recipe)
    let groups = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: [String: NSObject]])
    let pairs = groups.flatMap { group, values in
      values.map { ("\(group).\($0.key)", "\($0.value)") }
    }
    // Class weights are not stored where there are none.
    return Dictionary(uniqueKeysWithValues: pairs)
      .merging(["optimization.classWeights": "none"]) { stored, _ in stored }
  }

  /// The keys that differ from the default.
  private static func changes(_ recipe: Recipe) throws -> Set<String> {
    let (found, plain) = (try values(recipe), try values(Recipe()))
    return Set(plain.keys).union(found.keys).filter { found[$0] != plain[$0] }
  }

  @Test("is among those that are tested here, and is known where it stands")
  func complete() throws {
    let keys = Set(try Self.values(Recipe()).keys)
    #expect(Set(RecipeLimits.all.map(\.testDescription)).union(Self.others.keys) == keys)
    for (group, own) in Dictionary(grouping: keys, by: { $0.split(separator: ".")[0] }) {
      let error = #expect(throws: ConfigurationError.self) {
        try Recipe(text: "\(group): {nonsense: 1}")
      }
      guard case .unknownKey(let place, _, let known) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(place.key == "\(group).nonsense")
      #expect(Set(known.map { "\(group).\($0)" }) == Set(own))
    }
  }

  @Test(
    "takes the numbers up to its limits, and alone is changed by them", arguments: RecipeLimits.all)
  func withinLimits(limits: RecipeLimits) throws {
    for (number, beside) in [
      (limits.range.lowerBound, limits.beside.low), (limits.range.upperBound, limits.beside.high),
    ] {
      let recipe = try Recipe(text: limits.text(number, beside: beside))
      let written = Set(beside.compactMap { $0.split(separator: ":").first.map(String.init) })
      let changed = try Self.changes(recipe).subtracting(written)
      #expect(changed.isSubset(of: [limits.testDescription]))
      let found = try Self.values(recipe)[limits.testDescription]
      let digits = found.map { $0.filter { !"()\n ".contains($0) }.split(separator: ",") }
      let isNone = limits.key.hasSuffix("Decibels") && limits.group == "features" && number == 0
      let expected = [isNone ? nil : number] + [Double?](repeating: 1, count: limits.isList ? 3 : 0)
      #expect(digits?.map { Double($0) } == expected)
    }
  }

  @Test("refuses the first number past its limits", arguments: RecipeLimits.all)
  func pastLimits(limits: RecipeLimits) {
    for (limit, beside, isBelow) in [
      (limits.range.lowerBound, limits.beside.low, true),
      (limits.range.upperBound, limits.beside.high, false),
    ] {
      let number = limits.past(limit, isBelow: isBelow)
      let error = #expect(throws: ConfigurationError.self, "\(number)") {
        try Recipe(text: limits.text(number, beside: beside))
      }
      guard case .refusedValue(let place, _, let expected) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(place.key == limits.testDescription + (limits.isList ? "[0]" : ""))
      let (low, high) = (limits.range.lowerBound, limits.range.upperBound)
      let words = limits.isWhole ? "\(Int(low)) to \(Int(high))" : "\(low) to \(high)"
      #expect(expected.hasSuffix("number from " + words))
    }
  }

  @Test("that is a word, or bound to another, takes each of its own", arguments: others.keys)
  func words(path: String) throws {
    let parts = path.split(separator: ".")
    func text(_ value: String) -> String { "\(parts[0]): {\(parts[1]): \(value)}" }
    let values = try #require(Self.others[path])
    let recipes = try values.map { try Recipe(text: text($0)) }
    for recipe in recipes { #expect(try Self.changes(recipe).isSubset(of: [path])) }
    #expect(Set(try recipes.map { try Self.values($0)[path] }).count == values.count)
    for other in ["nonsense", "[true, false]", "'1'"] {
      #expect(throws: ConfigurationError.self) { try Recipe(text: text(other)) }
    }
  }

  @Test(
    "is refused where it contradicts another, by its own name",
    arguments: [
      ("minimumHertz: 7600", "minimumHertz"), ("maximumHertz: 8000.5", "maximumHertz"),
      ("maximumHertz: 50", "minimumHertz"), ("minimumHertz: -1", "minimumHertz"),
      ("maximumHertz: 96000.5", "maximumHertz"), ("sampleRate: 8000", "maximumHertz"),
      ("fftLength: 1022", "fftLength"), ("fftLength: 1025", "fftLength"),
      ("frameLength: 1025", "fftLength"), ("hopLength: 1025", "hopLength"),
      ("melBands: 63, slopes: true", "melBands"), ("melBands: 512", "melBands"),
      ("minimumHertz: 7599.5", "melBands"), ("maximumHertz: 50.5", "melBands"),
    ])
  func contradictions(text: String, key: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try Recipe(text: "features: {\(text)}")
    }
    guard case .refusedValue(let place, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place.key == "features." + key)
  }

  @Test("of the network and of the optimizer reaches what it names")
  func network() throws {
    let recipe = try Recipe(
      text: """
        features: {melBands: 24, maximumFrames: 36}
        network: {channels: [5, 6], pooledBands: [2, 3], pooledFrames: [3, 1], hiddenSize: 7,
          attentionSize: 8, headWidth: 9, convolutionDropout: 0.25, recurrentDropout: 0.5,
          headDropout: 0.75}
        optimization: {learningRate: 0.125, weightDecay: 0.25, clipNorm: 2}
        """)
    #expect(
      try recipe.networkConfiguration()
        == CRNNConfiguration(
          melBands: 24, frames: 36, channels: [5, 6],
          pools: [PoolSize(bands: 2, frames: 3), PoolSize(bands: 3, frames: 1)], hiddenSize: 7,
          attentionSize: 8, headWidth: 9, classes: 7, convolutionDropout: 0.25,
          recurrentDropout: 0.5, headDropout: 0.75))
    #expect(
      try recipe.adamSettings()
        == AdamSettings(
          learningRate: 0.125, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.25,
          isDecoupled: true, clipNorm: 2))
  }
}
