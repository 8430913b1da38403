import Foundation

/// One fold of leave-speakers-out on RAVDESS with one recipe, as rows of CSV.
@main
enum Main {
  static func main() {
    guard let trial = Trial(arguments: Array(CommandLine.arguments.dropFirst())) else {
      leave(with: Trial.usage)
    }
    do {
      try trial.run()
    } catch {
      leave(with: "recipe-trial: \(error)\n")
    }
  }

  private static func leave(with text: String) -> Never {
    FileHandle.standardError.write(Data(text.utf8))
    exit(2)
  }
}
