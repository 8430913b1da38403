import Foundation

/// One fold of leave-speakers-out on RAVDESS with one recipe and one seed, as a row of CSV.
@main
enum Main {
  static func main() throws {
    guard let trial = Trial(arguments: Array(CommandLine.arguments.dropFirst())) else {
      FileHandle.standardError.write(Data(Trial.usage.utf8))
      exit(2)
    }
    print(try trial.run())
  }
}
