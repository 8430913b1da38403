import Corpora
import Foundation
import Metrics

extension MetricRow {
  /// What the row is about: `speaker-disjoint OAF > YAF`, with speaker, class, subgroup,
  /// perturbation and seed where they say more.
  public var subject: String {
    var parts = [testSet.title]
    if let speaker, speaker != testedOn { parts.append("speaker \(speaker)") }
    if let emotion { parts.append(emotion.rawValue) }
    group.map { parts.append($0) }
    if let perturbation {
      parts.append(degree.map { "\(perturbation) severity \($0)" } ?? perturbation)
    }
    if let seed { parts.append("seed \(seed)") }
    return parts.joined(separator: ", ")
  }

  /// The metric with its value, interval and number: `Accuracy 0.494 (95 % interval 0.447 to 0.541
  /// over words, n = 1400)`.
  public var measurement: String { measurement(places: 3) }

  /// The same with another number of decimals.
  ///
  /// - Parameter units: what an exact bound counts, where it is known.
  func measurement(places: Int, units: TestReserve.Units? = nil) -> String {
    let title = Metric(rawValue: metric)?.definition.title ?? metric
    let whose = [emotion?.rawValue, speaker.map { "speaker \($0)" }].compactMap { $0 }
    let subject = whose.isEmpty ? title : "\(title) of \(whose.joined(separator: " of "))"
    guard let value else { return "\(subject) has no value (n = \(count))" }
    let range = interval.map { "\($0.wording(places: places, units: units)), " } ?? "no interval, "
    return "\(subject) is \(decimal(value, places: places)) (\(range)n = \(count))"
  }

  /// On what it was measured: rung, speakers, perturbation and seed.
  public var circumstances: String {
    let trained = SpeakerNames.shown(
      trainedOn, testedOn: testedOn, areOfOneCorpus: evaluationProtocol != .crossCorpus)
    var text = "measured on \(SpeakerNames.shown(testedOn)) after training on \(trained) "
    text += "(\(evaluationProtocol.rawValue)"
    if let seed { text += ", seed \(seed)" }
    text += ")"
    group.map { text += ", \($0)" }
    if perturbation == Transduction.name {
      text += ", with unlabelled recordings of the tested speakers (transductive)"
    } else if let perturbation {
      text += ", under \(perturbation)" + (degree.map { " severity \($0)" } ?? "")
    }
    return text
  }

  /// The subgroup, or all of an attribute's together, which numbers between groups are about; of
  /// these also the group that fares worst, where the row has it.
  private var group: String? {
    attribute.map { attribute in
      if let subgroup {
        return worstEnd.map { "by \(attribute), \($0) \(subgroup)" } ?? "\(attribute) \(subgroup)"
      }
      return Metric(rawValue: metric) == nil
        ? "all groups by \(attribute)" : "\(attribute) not given"
    }
  }

  /// On which side the subgroup stands, where the number is one between groups and the subgroup the
  /// one that fares worst: a gap is nobody's own.
  private var worstEnd: String? {
    if metric == "calibration-gap" { return "highest" }
    let stem = ["-difference", "-ratio", "-worst"].first(where: metric.hasSuffix)
      .flatMap { Metric(rawValue: String(metric.dropLast($0.count))) }
    return stem.map { $0.definition.direction == .lowerIsBetter ? "highest" : "lowest" }
  }

  /// The severity of a perturbation that has degrees.
  private var degree: Int? { perturbation == Transduction.name ? nil : severity }
}

extension ConfidenceInterval {
  /// `95 % interval 0.447 to 0.541 over words`.
  public var wording: String { wording(places: 3) }

  /// The same with another number of decimals.
  package func wording(places: Int) -> String { wording(places: places, units: nil) }

  /// The same, with what an exact bound counts.
  func wording(places: Int, units: TestReserve.Units?) -> String {
    let percent = String(format: "%g", level * 100)
    let basis =
      unit == .exact
      ? "exact bound" + (units?.countedOnce ?? ", each word, speaker or utterance counted once")
      : "over \(unit.plural)"
    return "\(percent) % interval \(decimal(lower, places: places)) to "
      + "\(decimal(upper, places: places)) \(basis)"
  }
}

/// Three decimals; more where three would hide the difference from 0.
public func decimal(_ value: Double) -> String { decimal(value, places: 3) }

/// A number of decimals; more where these would hide the difference from 0.
package func decimal(_ value: Double, places: Int) -> String {
  if value != 0, abs(value) < 0.0005 { return String(format: "%.\(places - 2)e", value) }
  return String(format: "%.\(places)f", value)
}
