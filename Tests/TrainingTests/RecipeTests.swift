import Configuration
import Foundation
import Testing
import Training

@Suite struct RecipeTests {
  private var example: String {
    get throws {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      return try String(
        contentsOf: root.appendingPathComponent("docs/recipe.example.yaml"), encoding: .utf8)
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

  @Test(arguments: [
    "network:\n  channels: [8, 8]\n", "optimization:\n  epochs: 0\n",
    "features:\n  fftLength: 512\n", "schedule:\n  kind: steps\n", "network: 3\n",
  ])
  func whatCannotBeUsedIsRefused(text: String) {
    #expect(throws: ConfigurationError.self) { try Recipe(text: text) }
  }
}
