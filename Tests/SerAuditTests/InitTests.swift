import Foundation
import TestSupport
import Testing

@Suite("The files to begin with")
struct InitTests {
  @Test("are the documented examples")
  func areDocumented() async throws {
    let sandbox = try Sandbox()
    let made = try await sandbox.run("init", "mine")
    #expect(made.exitCode == 0, "\(made.errors)")
    #expect(
      sandbox.names(in: "mine") == [".github", "policy.yaml", "recipe.yaml", "statements.yaml"])
    #expect(made.output.contains("\n\nNext: ") && made.output.contains("MODEL_COMMAND"))
    #expect(
      try sandbox.text("mine/.github/workflows/ser-audit.yml")
        == String(
          contentsOfFile: Repository.root + "/docs/workflow.example.yml", encoding: .utf8))
    for name in ["policy", "recipe", "statements"] {
      let documented = Repository.root + "/docs/\(name).example.yaml"
      #expect(
        try sandbox.text("mine/\(name).yaml")
          == String(contentsOfFile: documented, encoding: .utf8))
    }
  }

  @Test("take the place of nothing else either: a link that leads nowhere is left as it is")
  func leaveLinksAlone() async throws {
    let sandbox = try Sandbox()
    for name in ["recipe.yaml", "policy.yaml", "statements.yaml"] {
      try FileManager.default.createDirectory(
        atPath: sandbox.path + "/mine", withIntermediateDirectories: true)
      try sandbox.link("mine/" + name, to: "/nowhere/at all")
      let refused = try await sandbox.run("init", "mine")
      #expect(refused.exitCode == 2)
      #expect(refused.errors.contains("mine/\(name) is there already"), "\(refused.errors)")
      #expect(sandbox.names(in: "mine") == [name])
      try FileManager.default.removeItem(atPath: sandbox.path + "/mine")
    }
  }

  @Test("are all written or none: a file where a folder has to be is told first")
  func areAllOrNone() async throws {
    let sandbox = try Sandbox()
    try sandbox.write("mine/.github", "a file")
    let refused = try await sandbox.run("init", "mine")
    #expect(refused.exitCode == 5)
    #expect(
      refused.errors.contains("mine/.github is a file, and a folder was expected."),
      "\(refused.errors)")
    #expect(sandbox.names(in: "mine") == [".github"])
  }

  @Test(
    "go to any folder that is named, and the audit takes them as they are",
    arguments: ["my files", "Anfang-äöü", "a/b/c", "-x", "two\nlines", "./b/"])
  func goAnywhere(folder: String) async throws {
    let sandbox = try Sandbox()
    let made = try await sandbox.run("init", "--json", "--", folder)
    let paths = try #require(try made.object(by: "init.json")["data"] as? [String])
    let names = [
      "recipe.yaml", "policy.yaml", "statements.yaml", ".github/workflows/ser-audit.yml",
    ]
    #expect(paths == names.map { folder + "/" + $0 })
    for path in paths { #expect(FileManager.default.fileExists(atPath: sandbox.path + "/" + path)) }
    let again = try await sandbox.run("init", "--", folder)
    #expect(again.exitCode == 2)
    // A recipe or a policy that could not be read would be 2, the folder without recordings is 4.
    let read = try await sandbox.run(
      "full", "--recipe=" + folder + "/recipe.yaml", "--policy=" + folder + "/policy.yaml",
      "--data", "nowhere")
    #expect(read.exitCode == 4, "\(read.errors)")
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
