import Foundation
import Testing

@Suite("What a preset changes of a recipe")
struct PresetTests {
  /// 98 of the 140 recordings train, one a step, so that 800 steps are nine epochs.
  @Test(
    "the quick one allows 800 steps and no more than the recipe, the others what the recipe says",
    arguments: [
      ("quick", 0, 9), ("quick", 400, 5), ("quick", 1_200, 9), ("standard", 1_200, 13),
      ("standard", 0, 30),
    ])
  func steps(preset: String, steps: Int, epochs: Int) async throws {
    let sandbox = try Sandbox()
    try sandbox.write(
      "tiny.yaml",
      Sandbox.recipe.replacing("batchSize: 16", with: "batchSize: 1\n  steps: \(steps)")
        .replacing("epochs: 3", with: "epochs: 30"))
    let call = [
      "train", "--corpus", "tiny", "--data", "tiny", "--recipe", "tiny.yaml", "--preset", preset,
      "--protocols", "random",
    ]
    let training = try Program.start(call, in: sandbox.path)
    try await training.send(SIGINT, at: ": epoch 1/")
    let outcome = try await training.outcome()
    #expect(outcome.errors.contains(": epoch 1/\(epochs) "), "\(outcome.errors)")
  }

  @Test(
    "the presets have seeds and rungs of their own",
    arguments: [("quick", 2, 3), ("standard", 2, 3), ("release", 4, 15)])
  func rungs(preset: String, protocols: Int, models: Int) async throws {
    let sandbox = try Sandbox()
    try sandbox.write("tiny.yaml", Sandbox.recipe.replacing("epochs: 3", with: "epochs: 1"))
    let outcome = try await sandbox.run(
      "train", "--corpus", "tiny", "--data", "tiny", "--recipe", "tiny.yaml", "--preset", preset)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.split(separator: "\n").count == models)
    let fitted = try await sandbox.query(
      """
      SELECT count(*), count(DISTINCT m.seed), count(DISTINCT s.protocol)
      FROM models m JOIN splits s ON s.id = m.split
      """)
    #expect(fitted == "\(models)|\(preset == "release" ? 3 : 1)|\(protocols)")
  }
}
