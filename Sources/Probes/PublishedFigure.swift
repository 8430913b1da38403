import Corpora
import Foundation

/// What others measured with a probe like ours, so that a reader sees whether ours is as strong.
///
/// Nothing of a probe is changed to meet a figure: where ours lies elsewhere, a sentence says what
/// is known to differ.
public struct PublishedFigure: Sendable, Hashable {
  /// The probe of ours that comes nearest.
  public let probe: String
  /// The rung.
  public let evaluationProtocol: EvaluationProtocol
  /// UAR from the lowest to the highest figure.
  public let range: ClosedRange<Double>
  /// How far outside the range still agrees: another draw of the split, and rounding.
  public let tolerance: Double
  /// What the figures were measured with.
  let source: String
  /// What is known to differ, should ours be higher.
  let whyHigher: String
  /// What is known to differ, should ours be lower.
  let whyLower: String

  /// The figures on TESS.
  public static let ofTESS =
    ["duration", "duration-gaussian"].flatMap { probe in
      [duration(probe, .random, 0.35...0.41), duration(probe, .speakerDisjoint, 0.23...0.34)]
    } + [
      cepstra(.random, 0.99...1, tolerance: 0.02),
      cepstra(.speakerDisjoint, 0.48...0.51, tolerance: 0.05),
    ]

  /// Whether an evaluation is what the figure was measured on: both speakers together where they
  /// are shared, one and then the other where they are not.
  public func covers(trainedOn: String, testedOn: String) -> Bool {
    evaluationProtocol == .random
      ? trainedOn == "OAF+YAF" && testedOn == trainedOn : trainedOn != testedOn
  }

  /// The figures as a reader sees them.
  public var wording: String {
    range.upperBound >= 1
      ? "near \(Self.text(range.lowerBound)) (\(source))"
      : "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound)) (\(source))"
  }

  /// The tolerance as a reader sees it.
  public var toleranceWording: String { "± \(Self.text(tolerance))" }

  /// Whether a number agrees with the figures within the tolerance, and if not, what is known to
  /// differ.
  public func comment(on value: Double?) -> String {
    guard let value else { return "Ours could not be determined." }
    if value > range.upperBound + tolerance { return "Ours is higher. \(whyHigher)" }
    if value < range.lowerBound - tolerance { return "Ours is lower. \(whyLower)" }
    return "Agrees."
  }

  private static func duration(
    _ probe: String, _ rung: EvaluationProtocol, _ range: ClosedRange<Double>
  ) -> PublishedFigure {
    let classifiers =
      "These figures come from several classifiers, a forest of trees among them, which can "
      + "bend round a duration that two emotions share; ours is named in the table of probes."
    return PublishedFigure(
      probe: probe, evaluationProtocol: rung, range: range, tolerance: 0.02,
      source: "duration alone, several classifiers", whyHigher: classifiers, whyLower: classifiers)
  }

  private static func cepstra(
    _ rung: EvaluationProtocol, _ range: ClosedRange<Double>, tolerance: Double
  ) -> PublishedFigure {
    PublishedFigure(
      probe: "mfcc-statistics", evaluationProtocol: rung, range: range, tolerance: tolerance,
      source: "480 MFCC statistics, logistic regression",
      whyHigher:
        "Ours keeps the level of the recording in the first coefficient and trains on a part "
        + "of the words.",
      whyLower: "Ours trains on fewer recordings (the training part alone) and stops at the least "
        + "penalised loss for C = 1, which on many more numbers than speakers leaves much to "
        + "chance."
    )
  }

  private static func text(_ value: Double) -> String {
    String(String(format: "%.2f", value).drop { $0 == "0" })
  }
}
