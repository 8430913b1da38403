import Foundation
import Testing

@Suite("The files of models that a run has trained")
struct ModelFilesTests {
  /// An audit that stopped at its end, so that each command goes on with it and reads the models.
  private let sandbox: Sandbox
  /// The files of its models, sorted.
  private let models: [String]

  init() async throws {
    sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query("UPDATE runs SET status = 'interrupted'")
    let run = try #require(sandbox.names(in: "reports").first)
    let folder = "reports/\(run)/models/"
    models = sandbox.names(in: folder).filter { $0.hasSuffix(".safetensors") }.map { folder + $0 }
    try #require(models.count == 3)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: sandbox.path + "/" + name)))
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: sandbox.path + "/" + name)
  }

  @Test("are read again as they are")
  func areRead() async throws {
    let audit = try await sandbox.audit("audit")
    #expect(audit.exitCode == (try await FinishedAudit.outcome().exitCode), "\(audit.errors)")
    #expect(models.allSatisfy { audit.errors.contains("fitted before, read from " + $0) })
  }

  @Test(
    "are refused where another model stands, or a part of one, until they are trained again",
    arguments: ["audit", "train", "full"])
  func areRefused(command: String) async throws {
    let trained = try bytes(models[1])
    for wrong in [try bytes(models[2]), Array(trained.prefix(3000))] {
      try sandbox.write(models[1], bytes: wrong)
      let refused = try await sandbox.audit(command)
      #expect(refused.exitCode == 5, "\(refused.errors)")
      #expect(refused.errors.contains("\(models[1]) is not the file that was trained"))
      #expect(refused.errors.contains("remove it and run `ser-audit train`"))
      #expect(!refused.errors.contains("epoch 1/"))
      #expect(try bytes(models[1]) == wrong, "left as it is")
    }
    try remove(models[1])
    let again = try await sandbox.audit("train")
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(try bytes(models[1]) == trained)
  }

  @Test("of a complete run are refused by `train` where another stands in the place of one")
  func areThoseOfTheRun() async throws {
    _ = try await sandbox.query("UPDATE runs SET status = 'complete'")
    let found = try await sandbox.audit("train")
    #expect(found.exitCode == 0, "\(found.errors)")
    for model in models { #expect(found.output.contains(model)) }
    try sandbox.write(models[1], bytes: try bytes(models[2]))
    let refused = try await sandbox.audit("train")
    #expect(refused.exitCode == 5, "\(refused.output)")
    #expect(refused.errors.contains("\(models[1]) is not the file that was trained"))
    #expect(refused.errors.contains("Restore it, or begin a new run with --fresh."))
  }

  @Test("are never trained by `audit`, which says that one is gone before anything is measured")
  func areNotTrained() async throws {
    try remove(models[2])
    let audit = try await sandbox.audit("audit")
    #expect(audit.exitCode == 2, "\(audit.errors)")
    #expect(audit.errors.contains(models[2]), "\(audit.errors)")
    #expect(audit.errors.contains("Run `ser-audit train`"))
    #expect(!audit.errors.contains("read from") && !audit.errors.contains("epoch 1/"))
    #expect(!FileManager.default.fileExists(atPath: sandbox.path + "/" + models[2]))
    #expect(try await sandbox.query("SELECT status FROM runs") == "interrupted")
  }
}
