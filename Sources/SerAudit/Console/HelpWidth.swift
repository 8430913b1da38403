import Foundation

/// How wide help is.
enum HelpWidth {
  private static let narrowest = 20

  /// Forgets a width that the environment gives and no help can have, none or a few columns: the
  /// parser would believe it, and put one word on a line, or none.
  static func forgetImpossible() {
    guard let text = ProcessInfo.processInfo.environment["COLUMNS"],
      (Int(text) ?? 0) < narrowest
    else { return }
    unsetenv("COLUMNS")
  }
}
