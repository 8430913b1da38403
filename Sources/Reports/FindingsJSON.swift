import Findings
import Foundation
import Gates

/// All findings of a report as JSON, gating ones apart.
public enum FindingsJSON {
  private struct Document: Encodable {
    let schema = "ser-audit/1/findings"
    let run: String
    let isSynthetic: Bool
    let isComplete: Bool
    let testLooks: Int
    let verdict: Verdict?
    let findings: [Finding]
  }

  /// The text of the file, with keys in alphabetical order. A value that is left out is
  /// undetermined; an infinite one is the text `inf` or `-inf`.
  public static func render(_ report: AuditReport) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "undetermined")
    let document = Document(
      run: report.run.id, isSynthetic: report.isSynthetic, isComplete: report.run.isComplete,
      testLooks: report.testLooks, verdict: report.verdict, findings: report.findings)
    do { return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n" } catch {
      preconditionFailure("texts and numbers always encode: \(error)")
    }
  }
}
