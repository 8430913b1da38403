import Foundation
import Metrics

extension Double {
  /// The number with a fixed count of decimals, for example `0.5` with 2 as `0.50`.
  /// What rounds to 0 has no sign.
  func rounded(to decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", self)
    return Double(text) == 0 && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// A difference as `rounded` writes it, with a plus sign where it is positive.
  func signed(to decimals: Int) -> String {
    let text = rounded(to: decimals)
    return self > 0 && Double(text) != 0 ? "+" + text : text
  }
}

extension ConfidenceInterval {
  /// The two ends with three decimals in brackets, behind a blank.
  var text: String { " [\(lower.rounded(to: 3)), \(upper.rounded(to: 3))]" }
}
