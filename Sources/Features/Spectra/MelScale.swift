import Foundation

/// A frequency scale on which steps sound alike.
public enum MelScale: String, Sendable, Codable, CaseIterable {
  /// Linear to 1 kHz, logarithmic above: Slaney's Auditory Toolbox (1998), librosa's default.
  case slaney
  /// `2595 log10(1 + f / 700)`: O'Shaughnessy (1987), as the Hidden Markov Toolkit has it.
  case htk

  private static let hertzPerMel = 200.0 / 3
  private static let logarithmicFrom = 1_000.0
  private static let logarithmicStep = log(6.4) / 27

  /// Hertz to mel.
  public func mel(hertz: Double) -> Double {
    switch self {
    case .htk:
      return 2_595 * log10(1 + hertz / 700)
    case .slaney:
      guard hertz >= Self.logarithmicFrom else { return hertz / Self.hertzPerMel }
      return Self.logarithmicFrom / Self.hertzPerMel
        + log(hertz / Self.logarithmicFrom) / Self.logarithmicStep
    }
  }

  /// Mel to hertz.
  public func hertz(mel: Double) -> Double {
    switch self {
    case .htk:
      return 700 * (pow(10, mel / 2_595) - 1)
    case .slaney:
      let corner = Self.logarithmicFrom / Self.hertzPerMel
      guard mel >= corner else { return mel * Self.hertzPerMel }
      return Self.logarithmicFrom * exp(Self.logarithmicStep * (mel - corner))
    }
  }
}
