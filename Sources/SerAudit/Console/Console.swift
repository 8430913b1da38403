import Foundation
import Synchronization

/// Whether a progress line stands on the terminal, whichever console drew it.
private let progressIsShown = Atomic<Bool>(false)

/// What a person or a CI log sees while work goes on: results on standard output, everything else
/// on standard error.
///
/// On a terminal that can erase, a progress line is drawn over itself; elsewhere plain lines tell
/// the beginning and the end of each stage, and how far it is where nothing else was told for a
/// while. `--quiet` leaves errors alone.
final class Console {
  private let isQuiet: Bool
  private let isTerminal: Bool
  private var lastDraw = Date.distantPast
  private var lastLine = Date()
  /// Seconds without a line after which a log is told how far it is: twice as many after each such
  /// line, until something else is told.
  private var patience = Console.leastPatience

  private static let leastPatience = 10.0
  private static let mostPatience = 60.0

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    let environment = ProcessInfo.processInfo.environment
    self.isTerminal =
      isatty(STDERR_FILENO) == 1 && environment["CI"] == nil && environment["TERM"] != "dumb"
  }

  /// A line about what goes on.
  func note(_ text: String) {
    guard !isQuiet else { return }
    clearProgress()
    tell(line: text)
  }

  /// A line of progress for logs; a terminal shows progress by `draw` instead.
  func trace(_ text: String) {
    if !isTerminal { note(text) }
  }

  /// A line that must be seen even with `--quiet`.
  func warn(_ text: String) {
    clearProgress()
    tell(line: text)
  }

  /// A result.
  ///
  /// - Throws: `CommandFailure` where it cannot be written.
  func print(_ text: String) throws(CommandFailure) {
    clearProgress()
    try StandardStreams.write(text + "\n")
  }

  /// Draws a progress line on a terminal, as much of it as fits, at most ten times a second;
  /// elsewhere tells it as a line, now and then.
  func draw(_ text: @autoclosure () -> String) {
    guard !isQuiet else { return }
    guard isTerminal else { return tellNowAndThen(text()) }
    guard Date().timeIntervalSince(lastDraw) > 0.1 else { return }
    lastDraw = Date()
    progressIsShown.store(true, ordering: .relaxed)
    Self.tell("\r\u{1B}[K" + text().prefix(cells: Self.columns - 1))
  }

  private func tellNowAndThen(_ text: @autoclosure () -> String) {
    guard Date().timeIntervalSince(lastLine) >= patience else { return }
    let next = min(2 * patience, Self.mostPatience)
    tell(line: text())
    patience = next
  }

  private func tell(line: String) {
    (lastLine, patience) = (Date(), Self.leastPatience)
    Self.tell(line + "\n")
  }

  private func clearProgress() {
    guard progressIsShown.exchange(false, ordering: .relaxed) else { return }
    Self.tell("\r\u{1B}[K")
  }

  /// The width of the terminal; a longer line would not be drawn over itself.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  /// Tells people something; where that cannot be written, there is nowhere to say so.
  private static func tell(_ text: String) {
    _ = try? StandardStreams.write(text, to: STDERR_FILENO)
  }
}
