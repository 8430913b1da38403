import Foundation
import Testing

/// A terminal, of 80 columns unless said, in which the program runs, with a keyboard; `script` of
/// util-linux makes it. What the program writes, to standard output or error, is `Outcome.output`.
struct PseudoTerminal {
  /// Whether this machine has `script`.
  static let isPossible: Bool = {
    let trial = Process()
    trial.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    trial.arguments = ["script", "-qec", "true", "/dev/null"]
    trial.standardInput = FileHandle.nullDevice
    trial.standardOutput = FileHandle.nullDevice
    trial.standardError = FileHandle.nullDevice
    guard (try? trial.run()) != nil else { return false }
    trial.waitUntilExit()
    return trial.terminationStatus == 0
  }()

  private let program: RunningProgram
  private let keyboard = Pipe()

  /// Starts the program in a folder.
  init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    columns: Int = 80
  ) throws {
    let call = ([Program.path] + arguments).joined(separator: " ")
    program = try RunningProgram(
      path: "/usr/bin/env",
      ["script", "-qec", "stty cols \(columns); exec \(call)", "/dev/null"], in: folder,
      environment: environment, keyboard: keyboard)
  }

  /// Presses Ctrl-C as soon as the screen shows a text.
  func pressControlC(at part: String) async throws {
    let keys = keyboard.fileHandleForWriting
    try await program.act(at: part, on: "output") {
      (try? keys.write(contentsOf: Data([3]))) != nil
    }
  }

  /// Waits for the end.
  func outcome() async throws -> Program.Outcome { try await program.outcome() }
}

/// What a terminal showed.
struct Screen {
  /// All lines in order, also those that were drawn over.
  let lines: [Substring]
  /// The lines that were drawn over, in order.
  let progress: [Substring]

  init(_ text: String) {
    // A progress line begins by going back to the start of the line and erasing it, and ends where
    // the next one begins or where the terminal shows that Ctrl-C was pressed.
    let drawn = text.components(separatedBy: "\r\u{1B}[K").dropFirst()
    let shown = drawn.map { $0.components(separatedBy: "^C")[0][...] }
    progress = shown.filter { !$0.isEmpty && !$0.contains(where: \.isNewline) }
    lines = text.replacingOccurrences(of: "\r\u{1B}[K", with: "\n").split { $0.isNewline }
  }
}
