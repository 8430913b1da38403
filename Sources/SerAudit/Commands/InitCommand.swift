import ArgumentParser
import Foundation

/// Commented files to begin with.
struct InitCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented recipe, policy, statements and a CI workflow to begin with.",
    discussion: """
      Writes recipe.yaml and policy.yaml. Both hold the defaults, with a word on every key; change \
      what should differ and give them to `ser-audit full --recipe recipe.yaml --policy \
      policy.yaml`. docs/schema/policy.schema.json is the JSON Schema of a policy, for editors.

      statements.yaml holds what only you can say of a model, for `ser-audit card --statements \
      statements.yaml`.

      Also writes .github/workflows/ser-audit.yml, with which GitHub Actions audits pushes to \
      main and pull requests, annotates what did not pass, and keeps the report. A file that is \
      there already is never overwritten.

      Exit codes: 0 written; 2 bad call, or a file is there already; 5 disk.
      """)

  @Argument(help: ArgumentHelp("The folder to write to.", valueName: "folder"))
  var folder = "."

  @OptionGroup var output: OutputOptions

  /// Below a name that is empty, as that of a variable that is not set, lies the root folder.
  func validate() throws {
    if folder.isEmpty { throw ValidationError("<folder> is empty and names no folder.") }
  }

  func perform() throws -> CommandResult {
    let files = [ExampleFile.recipe, .policy, .statements, .workflow].map {
      (path: folder + "/" + $0.name, text: $0.text)
    }
    if let taken = files.first(where: { Self.isTaken($0.path) }) {
      throw CommandFailure(
        .badCall,
        "\(taken.path) is there already and was left as it is; nothing was written. Move it away, "
          + "or name another folder.")
    }
    // All folders first: where one cannot be made, no file is written.
    for file in files { try Workspace.create(folder: file.path.enclosingFolder) }
    for file in files { try Workspace.write(file.text, to: file.path) }
    let paths = files.map(\.path)
    return CommandResult(
      status: .passed, text: paths.joined(separator: "\n") + "\n\n" + next, data: paths)
  }

  /// What to do with the files.
  private var next: String {
    """
    Next: change what should differ, and run `ser-audit full --recipe recipe.yaml --policy \
    policy.yaml` in that folder. For GitHub, set CORPUS and, for a model of your own, MODEL_COMMAND \
    or PREDICTIONS in the workflow, and the repository's variable SER_AUDIT_REPOSITORY.
    """
  }

  /// Whether anything stands at a path, also a link that leads nowhere.
  private static func isTaken(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }
}
