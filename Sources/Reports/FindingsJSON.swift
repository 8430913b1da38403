import Findings
import Foundation
import Gates
import Metrics

/// All findings of a report as JSON, gating ones apart, and what the run is beside baselines.
public enum FindingsJSON {
  private struct Document: Encodable {
    let schema = "ser-audit/1/findings"
    let run: String
    let isSynthetic: Bool
    let isComplete: Bool
    let testLooks: Int
    let verdict: Verdict?
    let findings: [Finding]
    /// `nil` where the run was held against none.
    let baselines: [Baseline]?
  }

  private struct Baseline: Encodable {
    let run: String
    let started: String?
    let differences: [MetricRow]
  }

  /// The text of the file, with keys in alphabetical order. A value that is left out is
  /// undetermined; an infinite one is the text `inf` or `-inf`.
  public static func render(_ report: AuditReport) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "undetermined")
    let baselines = report.baselines.map {
      Baseline(run: $0.run, started: $0.started, differences: $0.differences)
    }
    let document = Document(
      run: report.run.id, isSynthetic: report.isSynthetic, isComplete: report.run.isComplete,
      testLooks: report.testLooks, verdict: report.verdict, findings: report.findings,
      baselines: baselines.isEmpty ? nil : baselines)
    do { return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n" } catch {
      preconditionFailure("texts and numbers always encode: \(error)")
    }
  }
}
