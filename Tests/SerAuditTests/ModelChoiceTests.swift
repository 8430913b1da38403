import Foundation
import Testing

@Suite("The model that answers where none is named")
struct ModelChoiceTests {
  private static let file = "tiny/v1/v1_tree_sad.wav"

  private struct Told {
    let run: String?
    let models: [[String: Any]]
    let errors: String

    var paths: [String] { models.compactMap { $0["path"] as? String } }
  }

  /// What `predict --json` tells of the model.
  private static func predict(_ more: String..., in sandbox: Sandbox) async throws -> Told {
    let outcome = try await Program.run(["predict", "--json", file] + more, in: sandbox.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    let object = try outcome.object(by: "predict.json")
    return Told(
      run: object["run"] as? String, models: object["models"] as? [[String: Any]] ?? [],
      errors: outcome.errors)
  }

  @Test("is named for people and for programs, and so is one that is named")
  func isNamed() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let path = "reports/\(run)/models/random-seed0.safetensors"
    let note = "Model: \(path), random (seed 0), trained on v1+v2, run \(run)\n"
    let predict = try await sandbox.run("predict", Self.file)
    #expect(predict.errors == note)
    let export = try await sandbox.run("export", "--onnx", "model.onnx")
    #expect(export.errors == note)
    let json = try await sandbox.run("export", "--onnx", "model.onnx", "--json").json
    #expect((json as? [String: Any])?["run"] as? String == run)

    let chosen = try await Self.predict(in: sandbox)
    #expect(chosen.run == run && chosen.paths == [path] && chosen.errors.isEmpty)
    #expect(chosen.models[0]["trainedOn"] as? [String] == ["v1", "v2"])
    let named = try await Self.predict("--model", path, in: sandbox)
    #expect(named.run == nil && named.paths == [path] && named.errors.isEmpty)
    #expect(named.models[0]["run"] as? String == run)
  }

  @Test("is another one of the run where its file is gone, and a warning says so")
  func isAnotherOne() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let models = "reports/\(run)/models/"
    try FileManager.default.removeItem(
      atPath: sandbox.path + "/" + models + "random-seed0.safetensors")
    let told = try await Self.predict(in: sandbox)
    let other = models + "speaker-disjoint-v1-seed0.safetensors"
    #expect(told.run == run && told.paths == [other])
    #expect(
      told.errors == "The model of run \(run) is gone (looked for \(models)random-seed0"
        + ".safetensors); \(other) is taken instead, another one of that run\n")
  }

  @Test("is never one that by its own file is another than the ledger's row, and this is told")
  func isThatOfItsRow() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let models = "reports/\(run)/models/"
    let (wanted, other) = ("random-seed0", "speaker-disjoint-v1-seed0")
    let bytes = try sandbox.bytes(models + other + ".safetensors")
    try sandbox.write(models + wanted + ".safetensors", bytes: bytes)
    let told = try await Self.predict(in: sandbox)
    #expect(told.paths == [models + other + ".safetensors"])
    let found = "(\(models)\(wanted).safetensors is speaker-disjoint/v1 (seed 0) of run \(run))"
    #expect(
      told.errors == "The model of run \(run) is gone \(found); \(models)\(other).safetensors "
        + "is taken instead, another one of that run\n")
    for rest in sandbox.names(in: models) where rest != wanted + ".safetensors" {
      try FileManager.default.removeItem(atPath: sandbox.path + "/" + models + rest)
    }
    let none = try await sandbox.run("predict", Self.file)
    #expect(none.exitCode == 2, "\(none.output)")
    #expect(none.errors.contains("has no fitted model whose file is still there \(found). Give"))
  }

  @Test("is of an earlier run where the latest one's are gone, and a warning says so")
  func isOfAnEarlierRun() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    _ = try await sandbox.query(
      """
      INSERT INTO runs SELECT 'later', 'later', preset, status, '9999', finished, owner, provenance
        FROM runs;
      INSERT INTO splits (run, name, protocol, trained_on, leakage)
        SELECT 'later', name, protocol, trained_on, leakage FROM splits WHERE name = 'random';
      INSERT INTO models (split, name, seed, status, checkpoint)
        SELECT id, 'crnn', 0, 'fitted', 'gone.safetensors' FROM splits WHERE run = 'later';
      """)
    let told = try await Self.predict(in: sandbox)
    let path = "reports/\(run)/models/random-seed0.safetensors"
    #expect(told.run == run && told.paths == [path])
    #expect(
      told.errors == "The model of run later is gone (looked for gone.safetensors); \(path) "
        + "is taken instead, of the earlier run \(run)\n")
  }
}
