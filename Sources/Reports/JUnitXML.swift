import Findings
import Gates

/// A verdict as JUnit XML, for the test pages of continuous integration.
public enum JUnitXML {
  /// The text of the file: a test case a gating finding. What is undetermined is an error, since a
  /// skipped test would count as harmless and too little data is never a pass. What the verdict
  /// rests on and nothing verified is the property `training`.
  public static func render(_ verdict: Verdict) -> String {
    let cases =
      verdict.findings.isEmpty
      ? [emptyCase(verdict)] : verdict.findings.map { testCase($0, policy: verdict.policy) }
    let failures = verdict.findings.count { $0.status == .failed }
    let errors =
      verdict.findings.isEmpty ? 1 : verdict.findings.count { $0.status == .undetermined }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
    let properties = verdict.statedTraining.map { [property($0)] } ?? []
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="ser-audit" \(counts)>
        <testsuite name="\(Escaping.markup(verdict.policy))" \(counts) skipped="0">
      \((properties + cases).joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  private static func property(_ training: StatedTraining) -> String {
    """
        <properties>
          <property name="training" value="\(attribute(training.sentence))"/>
        </properties>
    """
  }

  private static func testCase(_ finding: Finding, policy: String) -> String {
    let head =
      "    <testcase classname=\"\(attribute("\(policy).\(finding.check)"))\" "
      + "name=\"\(attribute(finding.subject))\""
    let block = FindingBlock.plain(finding)
    let lines = [
      block.message, block.measured.map { "Measured: \($0)" }, block.limit.map { "Limit: \($0)" },
      block.advice.map { "Next: \($0)" },
    ].compactMap { $0 }.map(Escaping.markup).joined(separator: "\n")
    let element: String
    switch finding.status {
    case .passed: return head + "/>"
    case .failed: element = "failure"
    case .undetermined: element = "error"
    }
    return """
      \(head)>
            <\(element) type="\(finding.status.rawValue)" message="\(attribute(finding.message))">\
      \(lines)</\(element)>
          </testcase>
      """
  }

  private static func emptyCase(_ verdict: Verdict) -> String {
    """
        <testcase classname="\(attribute(verdict.policy))" name="policy">
          <error type="undetermined" message="Nothing could be judged by this policy."/>
        </testcase>
    """
  }

  /// Text of an attribute, in which XML would turn a newline into a space.
  private static func attribute(_ text: String) -> String {
    Escaping.replacing(
      ["\n": "&#10;", "\r": "&#13;", "\t": "&#9;"], in: Escaping.markup(text))
  }
}
