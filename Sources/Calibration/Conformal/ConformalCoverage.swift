import Corpora
import Metrics

/// How often the sets of a conformal predictor held the truth, and how large they were: of all test
/// utterances, of a speaker, of an emotion, or of both.
public struct ConformalCoverage: Codable, Sendable, Hashable {
  /// What can be said of the nominal coverage.
  public enum Standing: String, Codable, Sendable {
    /// The coverage lies in the band.
    case within
    /// It lies below: the sets promise more than they hold.
    case below
    /// It lies above: the sets are larger than they need to be.
    case above
    /// There is no band: too few rows, or none is promised for this cell.
    case undetermined
  }

  /// One speaker, or `nil` for all.
  public let speaker: String?
  /// One true emotion, or `nil` for all.
  public let emotion: Emotion?
  /// What was asked for, `1 - alpha`.
  public let nominal: Double
  /// The share of sets that held the truth; `nil` without rows, and where one of them has every
  /// label because calibration rows are too few for a limit.
  public let value: Double?
  /// The number of test rows.
  public let count: Int
  /// The mean number of labels in a set; `nil` without rows.
  public let meanSetSize: Double?
  /// The number of sets with 0, 1, ... `K` labels, shape `[K + 1]`.
  public let setSizes: [Int]
  /// Where coverage would lie if calibration and test were alike; `nil` where that is not promised
  /// for this cell, or calibration rows are too few.
  public let band: CoverageBand?
  /// Whether every tested speaker is one of the calibration: no guarantee is claimed across
  /// speakers, and the band is then what the sets would hold if the speakers were alike.
  public let isGuaranteed: Bool

  /// What can be said of the nominal coverage.
  public var standing: Standing {
    guard let value, let band else { return .undetermined }
    if value < band.lower { return .below }
    return value > band.upper ? .above : .within
  }
}
