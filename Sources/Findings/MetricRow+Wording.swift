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
    if let attribute { parts.append("\(attribute) \(subgroup ?? "not given")") }
    if let perturbation {
      parts.append(degree.map { "\(perturbation) severity \($0)" } ?? perturbation)
    }
    if let seed { parts.append("seed \(seed)") }
    return parts.joined(separator: ", ")
  }

  /// The metric with its value, interval and number: `Accuracy 0.494 (95 % interval 0.447 to 0.541
  /// over words, n = 1400)`.
  public var measurement: String {
    let title = Metric(rawValue: metric)?.definition.title ?? metric
    let whose = [emotion?.rawValue, speaker.map { "speaker \($0)" }].compactMap { $0 }
    let subject = whose.isEmpty ? title : "\(title) of \(whose.joined(separator: " of "))"
    guard let value else { return "\(subject) has no value (n = \(count))" }
    let range = interval.map { "\($0.wording), " } ?? "no interval, "
    return "\(subject) is \(decimal(value)) (\(range)n = \(count))"
  }

  /// On what it was measured: rung, speakers, perturbation and seed.
  public var circumstances: String {
    var text = "measured on \(testedOn) after training on \(trainedOn) "
    text += "(\(evaluationProtocol.rawValue)"
    if let seed { text += ", seed \(seed)" }
    text += ")"
    if let attribute { text += ", \(attribute) \(subgroup ?? "not given")" }
    if perturbation == Transduction.name {
      text += ", with unlabelled recordings of the tested speakers (transductive)"
    } else if let perturbation {
      text += ", under \(perturbation)" + (degree.map { " severity \($0)" } ?? "")
    }
    return text
  }

  /// The severity of a perturbation that has degrees.
  private var degree: Int? { perturbation == Transduction.name ? nil : severity }
}

extension ConfidenceInterval {
  /// `95 % interval 0.447 to 0.541 over words`.
  public var wording: String {
    let percent = String(format: "%g", level * 100)
    let basis =
      switch unit {
      case .word: "over words"
      case .speaker: "over speakers"
      case .utterance: "over utterances"
      case .exact: "exact bound, each cluster counted once"
      }
    return "\(percent) % interval \(decimal(lower)) to \(decimal(upper)) \(basis)"
  }
}

/// Three decimals; more where three would hide the difference from 0.
public func decimal(_ value: Double) -> String {
  if value != 0, abs(value) < 0.0005 { return String(format: "%.1e", value) }
  return String(format: "%.3f", value)
}
