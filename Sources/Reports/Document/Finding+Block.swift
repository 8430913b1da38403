import Findings
import Gates
import Metrics

extension Status {
  /// A sign that does not rest on colour.
  var symbol: String {
    switch self {
    case .passed: "✓"
    case .failed: "✗"
    case .undetermined: "?"
    }
  }
}

extension FindingBlock {
  init(_ finding: Finding) {
    status = finding.status.rawValue
    symbol = finding.status.symbol
    check = finding.check
    subject = SpeakerNames.shown(in: finding.subject)
    message = finding.message
    advice = finding.advice
    let places = finding.places
    measured = finding.evidence.map { row in
      let stamp = row.isLeaky ? "LEAKY " : ""
      return
        "\(stamp)\(row.metric) \(NumberText.measure(Measure(of: row), places: places)), n = "
        + "\(NumberText.count(row.count))"
    }
    limit = finding.threshold.map { threshold in
      let sign = threshold.direction == .atLeast ? "at least" : "at most"
      let limit = NumberText.decimal(threshold.limit, places: places)
      return "\(sign) \(limit): \(threshold.reason)".asSentence
    }
  }
}

extension Finding {
  /// Two decimals, or as many as tell the value, the ends of its interval and 0 from the limit.
  fileprivate var places: Int {
    guard let threshold, let row = evidence else { return 2 }
    let numbers = [row.value, row.interval?.lower, row.interval?.upper].compactMap { $0 }
    return threshold.places(telling: numbers + [0], least: 2, most: 6) {
      NumberText.decimal($0, places: $1)
    }
  }
}

extension VerdictBlock {
  init(_ verdict: Verdict?) {
    guard let verdict else {
      status = "none"
      headline = "No verdict"
      detail = "No policy was applied to this run."
      reasons = []
      return
    }
    status = verdict.status.rawValue
    headline =
      switch verdict.status {
      case .passed: "Passed"
      case .failed: "Failed"
      case .undetermined: "Undetermined"
      }
    let counts = Status.allCases.compactMap { status -> String? in
      let count = verdict.findings.count { $0.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    let judged =
      counts.isEmpty
      ? "Nothing could be judged, and that is never a pass."
      : "Of \(verdict.findings.count) gating findings: \(counts.joined(separator: ", "))."
    detail = "Policy \(verdict.policy). \(judged)"
    reasons = VerdictReasons.sentences(verdict)
  }
}

extension [Finding] {
  /// The first finding of each check, subject and status, and those that say the same of further
  /// seeds.
  var bySeed: (first: [Finding], further: [Finding]) {
    var known: Set<[String]> = []
    var (first, further): ([Finding], [Finding]) = ([], [])
    for finding in self {
      guard let seed = finding.evidence?.seed else {
        first.append(finding)
        continue
      }
      let subject = finding.subject.replacing("seed \(seed)", with: "")
      if known.insert([finding.check, subject, finding.status.rawValue]).inserted {
        first.append(finding)
      } else {
        further.append(finding)
      }
    }
    return (first, further)
  }

  /// Up to `most` findings of each check and status, and the others.
  func byCheck(most: Int) -> (first: [Finding], further: [Finding]) {
    var left: [[String]: Int] = [:]
    var (first, further): ([Finding], [Finding]) = ([], [])
    for finding in self {
      let check = [finding.check, finding.status.rawValue]
      left[check, default: most] -= 1
      if left[check, default: 0] >= 0 { first.append(finding) } else { further.append(finding) }
    }
    return (first, further)
  }
}
