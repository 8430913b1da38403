import Audio
import Features

/// A property of a recording that emotions are said to differ in.
public enum Quantity: String, CaseIterable, Codable, Sendable, Hashable {
  case duration, level, peak, pitch

  /// How a heading calls it.
  public var title: String {
    switch self {
    case .duration: "Duration"
    case .level: "Level (RMS)"
    case .peak: "Peak"
    case .pitch: "Median F0"
    }
  }

  /// Its unit.
  public var unit: String {
    switch self {
    case .duration: "s"
    case .level, .peak: "dBFS"
    case .pitch: "Hz"
    }
  }

  /// Decimals that are worth writing.
  public var places: Int {
    switch self {
    case .duration: 2
    case .level, .peak: 1
    case .pitch: 0
    }
  }

  /// The value of a recording, or `nil` where it has none (F0 without a voiced frame).
  public func value(of measures: AcousticMeasures) -> Double? {
    switch self {
    case .duration: measures.durationSeconds
    case .level: decibels(ofAmplitude: measures.rootMeanSquare)
    case .peak: decibels(ofAmplitude: measures.peak)
    case .pitch: measures.medianF0Hertz
    }
  }
}
