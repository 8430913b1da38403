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
  /// A finding as pages show it: arrows for directions, numbers as in tables, and nothing twice.
  init(_ finding: Finding) {
    let plain = Self.plain(finding)
    self.init(
      status: plain.status, symbol: plain.symbol, check: plain.check,
      subject: PageWording.subject(plain.subject), message: PageWording.message(plain.message),
      measured: finding.statesEvidence ? nil : plain.measured,
      limit: finding.statesLimit ? finding.threshold?.reason.asSentence : plain.limit,
      advice: plain.advice)
  }

  /// A finding with every line, in the words of its run.
  static func plain(_ finding: Finding) -> FindingBlock {
    let places = finding.places
    return FindingBlock(
      status: finding.status.rawValue, symbol: finding.status.symbol, check: finding.check,
      subject: SpeakerNames.shown(in: finding.subject), message: finding.message,
      measured: finding.evidence.map { row in
        let stamp = row.isLeaky ? "LEAKY " : ""
        return
          "\(stamp)\(row.metric) \(NumberText.measure(Measure(of: row), places: places)), n = "
          + "\(NumberText.count(row.count))"
      },
      limit: finding.threshold.map { threshold in
        let limit = NumberText.decimal(threshold.limit, places: places)
        return "\(threshold.direction.words) \(limit): \(threshold.reason)".asSentence
      }, advice: finding.advice)
  }
}

extension Finding {
  /// Whether the message holds the number that was judged, and of how many predictions it is. What
  /// leaks is said again with its stamp where the finding does not carry it.
  fileprivate var statesEvidence: Bool {
    guard let row = evidence, let value = row.value else { return false }
    return states(value) && message.contains("n = \(row.count)")
      && (!row.isLeaky || subject.contains("LEAKY") || message.contains("LEAKY"))
  }

  /// Whether the message holds the limit.
  fileprivate var statesLimit: Bool {
    guard let threshold else { return false }
    return message.contains("limit of \(threshold.direction.words) ") && states(threshold.limit)
  }

  private func states(_ value: Double) -> Bool {
    let numbers = PageWording.numbers(in: message)
    return (2...6).contains { numbers.contains(decimal(value, places: $0)[...]) }
  }

  /// Two decimals, or as many as tell the value, the ends of its interval and 0 from the limit.
  fileprivate var places: Int {
    guard let threshold, let row = evidence else { return 2 }
    let numbers = [row.value, row.interval?.lower, row.interval?.upper].compactMap { $0 }
    return threshold.placesOnPages(telling: numbers + [0])
  }
}

extension Threshold {
  /// Two decimals, or as many as tell some numbers from the limit.
  func placesOnPages(telling numbers: [Double]) -> Int {
    places(telling: numbers, least: 2, most: 6) { NumberText.decimal($0, places: $1) }
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
    headline = verdict.status.rawValue.capitalizedAtStart
    let counts = Status.allCases.compactMap { status -> String? in
      let count = verdict.findings.count { $0.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    let judged =
      counts.isEmpty
      ? "Nothing could be judged, and that is never a pass."
      : "Of \(verdict.findings.count) gating findings: \(counts.joined(separator: ", "))."
    let stated = verdict.statedTraining.map { " \($0.sentence)" } ?? ""
    detail = "Policy \(verdict.policy). \(judged)\(stated)"
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
