import Findings
import Metrics

extension ConformalCoverage {
  /// The attribute of all rows about conformal sets; the subgroup names score and condition, for
  /// example `aps marginal`.
  public static let attribute = "conformal"

  /// The cell as rows: `coverage`, `set-size` (mean number of labels), and where a band is promised
  /// `coverage-band-lower` and `coverage-band-upper`.
  public func rows(in context: MetricContext, by predictor: ConformalPredictor) -> [MetricRow] {
    let context = context.labelled(Self.attribute, predictor.title)
    func row(_ name: String, _ value: Double?) -> MetricRow {
      context.row(named: name, speaker: speaker, emotion: emotion, value: value, count: count)
    }
    let ends =
      band.map {
        [row("coverage-band-lower", $0.lower), row("coverage-band-upper", $0.upper)]
      } ?? []
    return [row("coverage", value), row("set-size", meanSetSize)] + ends
  }

  /// Whether the sets hold the truth as often as they promise: failed where coverage is below its
  /// band, undetermined without one.
  public func finding(in context: MetricContext, by predictor: ConformalPredictor) -> Finding {
    let row = rows(in: context, by: predictor)[0]
    let status: Status =
      switch standing {
      case .within, .above: .passed
      case .below: .failed
      case .undetermined: .undetermined
      }
    return Finding(
      check: "conformal-coverage", subject: row.subject, status: status, importance: .note,
      message: sentence(predictor),
      advice: status == .failed
        ? "Claim no coverage for people outside the calibration; calibrate on several speakers."
        : nil,
      evidence: row,
      threshold: band.map {
        Threshold(.atLeast, $0.lower, reason: "the lower end of the band (\($0.basis.rawValue))")
      })
  }

  private func sentence(_ predictor: ConformalPredictor) -> String {
    guard let size = meanSetSize else {
      return "There is no utterance, so coverage is undetermined."
    }
    guard let value else {
      return
        "Sets by \(predictor.title) have \(decimal(size)) labels on average, all of them where "
        + "calibration rows are too few for a limit, so coverage is undetermined."
    }
    let start =
      "Sets by \(predictor.title) that promise \(decimal(nominal)) hold the truth in "
      + "\(decimal(value)) of \(count) utterances, with \(decimal(size)) labels on average"
    guard let band else { return start + "; no band is promised, so this is undetermined." }
    let range = "[\(decimal(band.lower)), \(decimal(band.upper))]"
    let scope =
      isGuaranteed
      ? "the band of repetitions is \(range)"
      : "were the speakers like those of the calibration, the band would be \(range)"
    return "\(start); \(scope)."
  }
}

extension ConformalPredictor {
  /// Score and condition, for example `raps per-emotion`.
  public var title: String { "\(score.name) \(condition.rawValue)" }
}
