import Metrics

/// How numbers are written in every document: two decimals, no leading zero, `.62 [.58, .66]`.
enum NumberText {
  /// What stands where a number could not be determined.
  static let undetermined = "undetermined"

  /// A value with a fixed number of decimals; a value below 1 has no leading zero.
  static func decimal(_ value: Double, places: Int = 2) -> String {
    guard value.isFinite else { return value.isNaN ? undetermined : (value > 0 ? "∞" : "−∞") }
    guard abs(value) < 1e12 else { return "\(value)" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    let whole = Int(scaled) / Int(scale)
    let digits = String(Int(scaled) % Int(scale))
    let fraction = String(repeating: "0", count: max(0, places - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "−" : ""
    return sign + (whole == 0 ? "" : String(whole)) + (places > 0 ? "." + fraction : "")
  }

  /// A value, or the word for one that could not be determined.
  static func decimal(_ value: Double?, places: Int = 2) -> String {
    value.map { decimal($0, places: places) } ?? undetermined
  }

  /// A p value with three decimals; one that would be 0 with them is below .001.
  static func probability(_ p: Double?) -> String {
    guard let p else { return undetermined }
    return p < 0.001 ? "< .001" : decimal(p, places: 3)
  }

  /// A value with its interval where it has one, with as many decimals more, up to four, as tell
  /// the ends of the interval apart: an interval that is narrow is not none.
  static func measure(_ measure: Measure, places: Int = 2) -> String {
    guard let value = measure.value else { return undetermined }
    guard let interval = measure.interval else { return decimal(value, places: places) }
    let places = self.places(telling: interval, least: places)
    return "\(decimal(value, places: places)) \(bounds(interval, places: places))"
  }

  private static func places(telling interval: ConfidenceInterval, least: Int) -> Int {
    guard interval.lower != interval.upper else { return least }
    return (least..<max(4, least)).first { places in
      decimal(interval.lower, places: places) != decimal(interval.upper, places: places)
    } ?? max(4, least)
  }

  /// A difference: as `measure`, with a plus sign where it is positive, and with a third decimal
  /// where two would hide on which side of 0 it or an end of its interval lies.
  static func difference(_ measure: Measure) -> String {
    guard let value = measure.value else { return undetermined }
    let all = [value] + (measure.interval.map { [$0.lower, $0.upper] } ?? [])
    let places = all.contains { $0 != 0 && abs($0) < 0.005 } ? 3 : 2
    return signed(value, places: places)
      + (measure.interval.map { " \(bounds($0, places: places))" } ?? "")
  }

  /// A difference with a fixed number of decimals; what rounds to 0 has no sign.
  static func signed(_ value: Double, places: Int) -> String {
    let text = decimal(value, places: places)
    return (value > 0 && text != decimal(0.0, places: places) ? "+" : "") + text
  }

  /// The two ends of an interval.
  static func bounds(_ interval: ConfidenceInterval, places: Int = 2) -> String {
    "[\(decimal(interval.lower, places: places)), \(decimal(interval.upper, places: places))]"
  }

  /// The least and the greatest of some values, each as `text` writes it; once where both read the
  /// same.
  static func range(_ values: [Double], _ text: (Double) -> String = { decimal($0) }) -> String {
    let (least, most) = (text(values.min() ?? 0), text(values.max() ?? 0))
    return least == most ? least : "\(least) to \(most)"
  }

  /// A share in whole percent.
  static func percent(_ share: Double) -> String {
    abs(share) < 1e9 ? "\(Int((share * 100).rounded())) %" : undetermined
  }

  /// A count with a comma between thousands.
  static func count(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return (count < 0 ? "−" : "") + text
  }

  /// A count with what is counted, for example `1 utterance` and `1,399 utterances`; `several` is
  /// for what takes more than an s.
  static func count(_ count: Int, of one: String, _ several: String? = nil) -> String {
    "\(self.count(count)) \(count == 1 ? one : several ?? one + "s")"
  }

  /// A length in hours, minutes or seconds, whichever reads best.
  static func duration(seconds: Double) -> String {
    switch seconds {
    case ..<90: "\(decimal(seconds, places: 1)) s"
    case ..<5400: "\(decimal(seconds / 60, places: 1)) min"
    default: "\(decimal(seconds / 3600, places: 2)) h"
    }
  }
}
