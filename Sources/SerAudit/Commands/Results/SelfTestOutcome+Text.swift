import SelfTest

/// The outcome as a person reads it.
extension SelfTestOutcome {
  /// A line a model, then what differs (or everything), then the models that guess.
  func text(all: Bool) -> String {
    let rows = subjects.map { subject in
      [
        subject.name, Self.counts(subject.verdicts.map(\.expected)),
        Self.counts(subject.verdicts.map(\.found)), subject.holds ? "ok" : "WRONG",
      ]
    }
    let table = TextTable(heading: ["model", "expected", "got", "ok"], rows: rows).text
    let details = subjects.flatMap { $0.lines(all: all) }
    return
      ([table] + (details.isEmpty ? [] : [details.joined(separator: "\n")]) + [guessers.text])
      .joined(separator: "\n\n")
  }

  private static func counts(_ verdicts: [CheckVerdict]) -> String {
    CheckVerdict.allCases.compactMap { verdict in
      let count = verdicts.count { $0 == verdict }
      return count > 0 ? "\(count) \(verdict.rawValue)" : nil
    }.joined(separator: ", ")
  }
}

extension SelfTestOutcome.Subject {
  fileprivate func lines(all: Bool) -> [String] {
    let verdicts = verdicts.filter { all || !$0.holds }.map {
      "  \($0.check): expected \($0.expected.rawValue), got \($0.found.rawValue)"
    }
    let numbers = numbers.filter { all || !$0.holds }.map { number in
      let room = number.tolerance < 1e-6 ? "" : " within \(number.tolerance.rounded(to: 2))"
      return
        "  \(number.quantity.rawValue): expected \(number.expected.rounded(to: 3))\(room), got "
        + (number.found.map { $0.rounded(to: 3) } ?? "nothing")
    }
    let lines = verdicts + numbers
    return lines.isEmpty ? [] : ["\(name): \(expectation)"] + lines
  }
}

extension GuesserOutcome {
  fileprivate var text: String {
    func percent(_ share: Double?) -> String {
      share.map { "\((100 * $0).rounded(to: 1)) %" } ?? "no share"
    }
    return
      "\(modelCount) models that guess passed \(percent(share)) of \(checkCount) checks; at most "
      + "\(percent(limit)) may be: \(holds ? "ok" : "WRONG").\n"
      + "Without the gate for skill they would have passed \(percent(ungatedShare))."
  }
}
