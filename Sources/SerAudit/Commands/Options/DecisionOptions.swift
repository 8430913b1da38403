import ArgumentParser
import Foundation
import Gates
import Reports

/// What a decision is made beside, and where else it is told.
struct DecisionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Hold the run against this one, paired by utterance; `latest` takes the latest earlier run of "
        + "the same corpus and preset, `latest-passed` the latest of them, of a model of the same "
        + "name, whose own last verdict is passed.", valueName: "run"))
  var baseline: String?

  @Flag(
    help:
      "Tell findings as GitHub annotations on standard error (done anyway where GITHUB_ACTIONS is true)."
  )
  var annotations = false

  /// The baseline that was named.
  var choice: BaselineChoice? { baseline.map { BaselineChoice(name: $0) } }

  /// Tells a verdict to the continuous integration that the program runs in. A summary that cannot
  /// be written is a warning: the verdict is what was asked for.
  func tell(_ verdict: Verdict, run: String, console: Console) {
    let environment = ProcessInfo.processInfo.environment
    if annotations || environment["GITHUB_ACTIONS"] == "true" {
      console.warn(GitHubAnnotations.render(verdict))
    }
    if let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty {
      do throws(CommandFailure) {
        try Workspace.append(GitHubSummary.render(verdict, run: run), to: path)
      } catch {
        console.warn("GITHUB_STEP_SUMMARY: \(error.message) The step has no summary.")
      }
    }
  }
}
