/// How strong a perturbation is, from barely audible to hard for a listener.
public enum Severity: Int, Sendable, Codable, CaseIterable {
  /// Barely audible.
  case one = 1
  /// Audible.
  case two
  /// Plain.
  case three
  /// Strong.
  case four
  /// Hard for a listener.
  case five
}
