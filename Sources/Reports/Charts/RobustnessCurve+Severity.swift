import Wording

extension RobustnessCurve {
  /// From the least severity to the greatest, as a line is drawn.
  var risingPoints: [Point] { points.sorted { $0.severity < $1.severity } }

  /// What a severity stands for: `10 dB SNR`; `nil` where that is not known.
  func strength(at severity: Int) -> String? {
    scale.flatMap { scale in value(at: severity).map { "\($0) \(scale.unit)" } }
  }

  /// The same without its unit: `10`.
  private func value(at severity: Int) -> String? {
    guard let scale, scale.values.indices.contains(severity - 1) else { return nil }
    return Self.text(scale.values[severity - 1])
  }

  /// A severity with what it stands for: `severity 4 (10 dB SNR)`.
  func name(of severity: Int) -> String {
    "severity \(severity)" + (strength(at: severity).map { " (\($0))" } ?? "")
  }

  /// A tick for the clean recording and one for each severity, by what it stands for.
  var severityTicks: [(value: Double, text: String)] {
    (0...5).map { severity in
      (Double(severity), severity == 0 ? "clean" : value(at: severity) ?? String(severity))
    }
  }

  /// What the ticks are numbers of.
  var severityTitle: String { scale.map { "severity 1 to 5, in \($0.unit)" } ?? "severity" }

  /// A whole number as such, any other with as many of two decimals as it has.
  private static func text(_ value: Double) -> String {
    guard value != value.rounded() || abs(value) >= 1e9 else {
      return NumberText.count(Int(value))
    }
    let text = NumberText.decimal(value)
    return text.hasSuffix("0") ? String(text.dropLast()) : text
  }
}

extension [RobustnessCurve] {
  /// The curves of perturbations that can cost something at all.
  var felt: [RobustnessCurve] {
    let names = unfelt
    return filter { !names.contains($0.perturbation) }
  }

  /// The perturbations that features are known not to tell from clean audio, by name, where the
  /// numbers of all their curves bear it out.
  var unfelt: [String] {
    RobustnessChart.perturbations(self).filter { name in
      allSatisfy { $0.perturbation != name || ($0.isUnfelt && $0.staysAsItIs) }
    }
  }

  /// That they cannot matter, with a space before it; empty where none is known to be so.
  var unfeltSentence: String {
    let names = unfelt
    return names.isEmpty
      ? "" : " Features do not depend on level, so \(names.listed) cannot matter."
  }
}

extension RobustnessCurve {
  /// Whether UAR is nowhere further from that on clean audio than half of a hundredth.
  fileprivate var staysAsItIs: Bool {
    guard let clean = cleanUAR.value else { return false }
    return points.allSatisfy { point in
      point.uar.value.map { abs($0 - clean) < 0.005 } ?? false
    }
  }
}
