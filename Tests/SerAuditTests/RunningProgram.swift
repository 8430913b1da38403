import Foundation
import Testing

/// A process of the program that a test can watch, interrupt and kill.
final class RunningProgram {
  private let process = Process()
  private let texts = FileManager.default.temporaryDirectory
    .appendingPathComponent("ser-audit-output-\(UUID().uuidString)")
  private let ending: AsyncStream<Int32>

  init(
    path: String, _ arguments: [String], in folder: String, environment: [String: String],
    keyboard: Pipe? = nil
  ) throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    ending = stream
    try FileManager.default.createDirectory(at: texts, withIntermediateDirectories: true)
    let own = ProcessInfo.processInfo.environment
    let kept = ["PATH", "HOME", "LD_LIBRARY_PATH"].compactMap { key in own[key].map { (key, $0) } }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    // No test reads or writes what is kept in the home of whoever runs it.
    process.environment = Dictionary(uniqueKeysWithValues: kept + [("SER_AUDIT_CACHE", "")])
      .merging(environment) { $1 }
    process.standardInput = keyboard ?? FileHandle.nullDevice
    let (output, errors) = (try handle("output"), try handle("errors"))
    process.standardOutput = output
    process.standardError = errors
    // `Process` does not let go of its handles, even when it has ended; with more than 1,300 open
    // files, the next `run` may read past the end of their list.
    defer { for handle in [output, errors] { try? handle.close() } }
    process.terminationHandler = {
      continuation.yield($0.terminationStatus)
      continuation.finish()
    }
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: texts)
  }

  /// Waits for the end.
  func outcome() async throws -> Program.Outcome {
    var code: Int32?
    for await status in ending { code = status }
    return Program.Outcome(
      exitCode: try #require(code), output: text("output"), errors: text("errors"))
  }

  /// Sends a signal such as `SIGINT` as soon as standard error, or output, holds a text.
  func send(_ signal: Int32, at part: String, on stream: String = "errors") async throws {
    let identifier = process.processIdentifier
    try await act(at: part, on: stream) { kill(identifier, signal) == 0 }
  }

  /// Sends a signal as soon as something has come about, for example a file that the program
  /// writes.
  func send(_ signal: Int32, when hasHappened: @escaping @Sendable () -> Bool) async throws {
    let identifier = process.processIdentifier
    let isDone = await wait(for: hasHappened) { kill(identifier, signal) == 0 }
    try #require(isDone, "ended before what was waited for: \(errors)")
  }

  /// Does something as soon as standard output or error holds a text.
  func act(
    at part: String, on stream: String, _ action: @escaping @Sendable () -> Bool
  ) async throws {
    let file = texts.appendingPathComponent(stream)
    let isDone = await wait(
      for: { (try? String(contentsOf: file, encoding: .utf8))?.contains(part) == true }, action)
    try #require(isDone, "ended before it said \(part): \(text(stream))")
  }

  /// Whether something was done once a condition held, while the program ran.
  ///
  /// The waiting is done by a thread of its own: on a busy machine a task may be resumed only after
  /// the program has ended.
  private func wait(
    for condition: @escaping @Sendable () -> Bool, _ action: @escaping @Sendable () -> Bool
  ) async -> Bool {
    let identifier = process.processIdentifier
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        while kill(identifier, 0) == 0 {
          if condition() {
            continuation.resume(returning: action())
            return
          }
          usleep(2000)
        }
        continuation.resume(returning: false)
      }
    }
  }

  /// Sends a signal now.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// What stands on standard error so far.
  var errors: String { text("errors") }

  private func handle(_ name: String) throws -> FileHandle {
    let file = texts.appendingPathComponent(name)
    try Data().write(to: file)
    return try FileHandle(forWritingTo: file)
  }

  private func text(_ name: String) -> String {
    (try? String(contentsOf: texts.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }
}
