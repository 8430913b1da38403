import Foundation

/// Times as the ledger and file names write them.
enum Clock {
  /// Now, as `2026-11-22T17:05:03Z`.
  static func now() -> String {
    ISO8601DateFormatter().string(from: Date())
  }

  /// A run's identifier: when it began, its preset and the beginning of its key.
  static func runIdentifier(preset: String, key: String) -> String {
    now().replacing(":", with: "-") + "-" + preset + "-" + key.prefix(6)
  }
}
