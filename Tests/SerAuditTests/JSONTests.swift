import Foundation
import Testing

@Suite("The object that --json prints")
struct JSONTests {
  @Test(
    "follows the command's schema and names the exit code",
    arguments: [
      ["full"] + Sandbox.audit, ["train"] + Sandbox.audit, ["audit"] + Sandbox.audit, ["report"],
      ["card"],
      ["gate"], ["predict", "tiny/v1/v1_tree_angry.wav", "nothing.wav"],
      ["corpus", "check", "tiny", "--data", "tiny"], ["init", "examples"],
      ["corpus", "features", "tiny", "--data", "tiny"],
      ["export", "--onnx", "model.onnx"],
      ["explore", "tiny", "--data", "tiny", "--out", "seen"],
      ["leakage", "--train", "tiny/manifest.csv", "--test", "tiny/manifest.csv"],
      ["split", "tiny", "--data", "tiny"],
      ["verify"],
    ])
  func followsItsSchema(arguments: [String]) async throws {
    let sandbox = try await FinishedAudit.copy()
    let outcome = try await Program.run(arguments + ["--json"], in: sandbox.path)
    let name = arguments[0] == "corpus" ? "corpus-" + arguments[1] : arguments[0]
    let object = try outcome.object(by: name + ".json")
    #expect(object["schema"] as? String == "ser-audit/1/" + name)
    #expect((object["data"] as? [String: Any])?["error"] == nil)
  }

  @Test(
    "is there for errors too, with their message",
    arguments: [
      ["full", "--data", "nowhere"], ["train", "--recipe", "nothing.yaml"],
      ["audit", "--nonsense"],
      ["report", "--ledger", "no/ledger"], ["card", "--ledger", "no/ledger"],
      ["gate", "--run", "nothing"], ["predict"],
      ["corpus", "check", "tess", "--data", "nowhere"], ["export"],
      ["explore", "tess", "--data", "nowhere"], ["leakage", "--split", "nowhere.csv"],
      ["verify", "nothing"], ["self-test", "--guessers", "0"],
      ["split", "tess", "--data", "nowhere"],
    ])
  func isThereForErrors(arguments: [String]) async throws {
    let sandbox = try Sandbox()
    let outcome = try await Program.run(arguments + ["--json"], in: sandbox.path)
    let name = arguments[0] == "corpus" ? "corpus-check" : arguments[0]
    let data = try outcome.data(by: name + ".json")
    #expect((data["error"] as? String)?.isEmpty == false)
  }

  @Test(
    "calls a call by the command that was reached where none bears the next word",
    arguments: [["corpus", "lst"], ["corpus", "lst", "tess"], ["corpus"]])
  func isCalledByWhatWasReached(arguments: [String]) async throws {
    let sandbox = try Sandbox()
    let outcome = try await Program.run(arguments + ["--json"], in: sandbox.path)
    let object = try #require(outcome.json as? [String: Any], "\(outcome.output)")
    #expect(outcome.exitCode == 2 && object["command"] as? String == "corpus")
    #expect(object["schema"] as? String == "ser-audit/1/corpus")
    let error = (object["data"] as? [String: Any])?["error"] as? String
    let isMeant = error?.contains("Did you mean 'corpus list'?") == true
    #expect(isMeant == (arguments.count > 1), "\(error ?? "no error")")
  }

  @Test(
    "follows a schema also where no command was reached",
    arguments: [
      ["--json"], ["--json", "gate"], ["nothing", "--json"], ["corpus", "--json"],
      ["help", "nothing", "--json"], ["help", "corpus", "chek", "--json"],
    ])
  func followsASchemaWithoutACommand(arguments: [String]) async throws {
    let sandbox = try Sandbox()
    let outcome = try await Program.run(arguments, in: sandbox.path)
    let object = try #require(outcome.json as? [String: Any], "\(outcome.output)")
    let name = try #require(object["command"] as? String)
    #expect(object["schema"] as? String == "ser-audit/1/" + name)
    #expect(try SchemaCheck().faults(of: object, schema: name + ".json") == [])
    #expect(outcome.exitCode == 2)
  }

  @Test("is not asked for by what stands behind --")
  func isNotAskedFor() async throws {
    let sandbox = try Sandbox()
    let outcome = try await Program.run(["gate", "--", "--json"], in: sandbox.path)
    #expect(outcome.exitCode == 2 && outcome.output.isEmpty, "\(outcome.output)")
    #expect(outcome.errors.contains("--json"))
  }

  @Test("has a schema for every command that offers it")
  func everyCommandHasASchema() throws {
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    let texts = try FileManager.default.contentsOfDirectory(
      atPath: here.appendingPathComponent("Golden").path
    ).filter { $0.hasPrefix("help-") && $0.hasSuffix(".txt") }
    let offering = try texts.filter {
      try String(contentsOf: here.appendingPathComponent("Golden/" + $0), encoding: .utf8)
        .contains("--json")
    }.map { String($0.dropFirst("help-".count).dropLast(".txt".count)) }
      .filter { $0 != "ser-audit" }
    #expect(offering.count > 15)
    for command in offering {
      let name = command.replacing(" ", with: "-")
      let schema = here.appendingPathComponent("../../docs/schema/\(name).json").standardized
      #expect(FileManager.default.fileExists(atPath: schema.path), "\(name)")
    }
  }

  @Test("is refused by its schema when a key is missing, strange, or of another type")
  func schemasRefuse() throws {
    let good: [String: Any] = [
      "schema": "ser-audit/1/report", "command": "report", "version": "1", "status": "passed",
      "exitCode": 0, "run": "r", "data": ["html": "a", "markdown": "b"],
    ]
    #expect(try SchemaCheck().faults(of: good, schema: "report.json") == [])
    let bad: [(String, Any?)] = [
      ("run", nil), ("other", 1), ("exitCode", 7), ("status", "good"), ("data", ["html": 3]),
    ]
    for (key, value) in bad {
      var changed = good
      changed[key] = value
      #expect(try !SchemaCheck().faults(of: changed, schema: "report.json").isEmpty, "\(key)")
    }
  }
}
