import Foundation
import Testing

@Suite("The files to begin with")
struct InitTests {
  @Test("are the documented examples")
  func areDocumented() async throws {
    let sandbox = try Sandbox()
    let made = try await sandbox.run("init", "mine")
    #expect(made.exitCode == 0, "\(made.errors)")
    #expect(sandbox.names(in: "mine") == [".github", "policy.yaml", "recipe.yaml"])
    #expect(
      try sandbox.text("mine/.github/workflows/ser-audit.yml")
        == String(
          contentsOfFile: Repository.root + "/docs/workflow.example.yml", encoding: .utf8))
    for name in ["policy", "recipe"] {
      let documented = Repository.root + "/docs/\(name).example.yaml"
      #expect(
        try sandbox.text("mine/\(name).yaml")
          == String(contentsOfFile: documented, encoding: .utf8))
    }
  }

  @Test("never overwrite a file, and then none is written")
  func neverOverwrite() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("mine/policy.yaml", "mine")
    let refused = try await sandbox.run("init", "mine")
    #expect(refused.exitCode == 2)
    #expect(refused.errors.contains("mine/policy.yaml is there already"))
    #expect(sandbox.names(in: "mine") == ["policy.yaml"])
    #expect(try sandbox.text("mine/policy.yaml") == "mine")
  }
}
