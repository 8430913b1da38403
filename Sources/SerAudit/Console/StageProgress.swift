import Foundation

/// One stage of the work: how much is done, at what rate, and how long the rest will take.
struct StageProgress {
  private let console: Console
  private let title: String
  private let total: Int
  private let start = Date()

  /// Begins a stage of `total` recordings.
  init(_ title: String, total: Int, console: Console) {
    self.title = title
    self.total = total
    self.console = console
  }

  /// Draws how far the stage is.
  func update(done: Int) {
    let rate = Double(done) / max(seconds, 1e-3)
    let left = rate > 0 ? Double(total - done) / rate : 0
    console.draw(
      "\(title)  \(done)/\(total)  \(rate.rounded(to: 1))/s  \(Self.clock(left)) left")
  }

  /// Ends the stage with a line that stays.
  func finish(_ result: String) {
    console.note("\(title): \(result) (\(Self.clock(seconds)))")
  }

  /// Seconds since the stage began.
  var seconds: Double { Date().timeIntervalSince(start) }

  /// Seconds as `4.2 s` or `3 min 05 s`.
  static func clock(_ seconds: Double) -> String {
    // What would be rounded to `60.0 s` is a minute.
    guard seconds >= 59.95 else { return "\(seconds.rounded(to: 1)) s" }
    let whole = Int(seconds.rounded())
    return "\(whole / 60) min \(String(format: "%02d", whole % 60)) s"
  }
}
