import Findings
import Metrics
import Wording

/// The answers as findings of an audit.
extension FairnessAudit {
  /// The gate first, then what these speakers cannot tell and who is not compared, then every
  /// answer about a disparity, the standard checks and the weak subgroups.
  public var findings: [Finding] {
    [skill, claim] + confounding.sentences.map(confounded) + uncompared.map(notCompared)
      + answers.map(\.finding) + standard.map(finding) + weak + untested
  }

  private var subject: String { context.stamp + context.testSet.title }

  private var skill: Finding {
    Finding(
      check: "skill-gate", subject: subject, status: gate.gated(gate.status).status,
      importance: .warning, message: gate.sentence,
      threshold: Threshold(
        .atLeast, gate.chance, reason: "what does no better than guessing serves nobody"))
  }

  private var claim: Finding {
    Finding(
      check: "population-claim", subject: subject,
      status: population.isSupported ? .passed : .undetermined, importance: .note,
      message: population.sentence,
      advice: population.isSupported ? nil : "Record more speakers before a claim about people.")
  }

  private func confounded(_ sentence: String) -> Finding {
    Finding(
      check: "confounded-attributes", subject: subject, status: .undetermined, importance: .note,
      message: sentence, advice: "Record speakers in whom these vary independently.")
  }

  private func notCompared(_ groups: UncomparedGroups) -> Finding {
    Finding(
      check: "uncompared-groups", subject: "\(subject), \(groups.attribute)",
      status: .undetermined, importance: .note, message: groups.sentence,
      advice: groups.tooSmall.isEmpty
        ? "Write the \(groups.attribute) of all of them down before a claim about it."
        : "Test more recordings of these groups before a claim about them.")
  }

  private func finding(of outcome: StandardOutcome) -> Finding {
    let whose = [outcome.group, outcome.emotion?.rawValue].compactMap { $0 }
    return Finding(
      check: outcome.check.name, subject: ([subject] + whose).joined(separator: ", "),
      status: outcome.outcome.status, importance: .note, message: outcome.sentence,
      ground: outcome.outcome.doubt?.rawValue)
  }

  private var weak: [Finding] {
    subgroups.found.isEmpty ? [noneIsWeak] : subgroups.found.map(weakness)
  }

  private var noneIsWeak: Finding {
    let outcome = gate.gated(subgroups.testedCount > 0 ? .passed : .undetermined)
    let found =
      subgroups.testedCount > 0
      ? "None of the \(subgroups.testedCount, "group") that could be tested is recognised less "
        + "often, beyond chance, than utterances of the same emotion (and, where groups cut across "
        + "speakers, of the same speaker)"
        + (subgroups.untestable.isEmpty
          ? "." : "; \(subgroups.untestable.count) could not be tested (\(untestedNames)).")
      : "No group could be tested, so nothing is known of weak subgroups."
    return Finding(
      check: "weak-subgroup", subject: subject, status: outcome.status, importance: .warning,
      message: outcome.doubt.map { "\(found) A vacuous pass, shown apart: \($0.reason)." } ?? found,
      ground: outcome.doubt?.rawValue)
  }

  /// Groups of one attribute of which no weakness could be found, by name; those of pairs of
  /// attributes are many, and counted.
  private var untestedNames: String {
    let single = subgroups.untestable.keys.filter { !$0.contains(" x ") }.sorted()
    let pairs = subgroups.untestable.count - single.count
    return [
      single.isEmpty ? nil : single.listed(first: Self.shownGroups),
      pairs > 0 ? "\(pairs) of pairs of attributes" : nil,
    ].compactMap { $0 }.joined(separator: ", and ")
  }

  /// The groups that could not be told about, with the reason of the first.
  private var untested: [Finding] {
    let sorted = subgroups.untestable.sorted { $0.key < $1.key }
    guard let first = sorted.first(where: { !$0.key.contains(" x ") }) ?? sorted.first else {
      return []
    }
    let holdsSpeakers = sorted.contains { $0.key.hasPrefix("\(Attribute.speaker.name): ") }
    return [
      Finding(
        check: "untested-subgroups", subject: subject, status: .undetermined, importance: .note,
        message: "Whether \(subgroups.untestable.count, "group") "
          + "\(subgroups.untestable.count == 1 ? "is" : "are") weak could not be told: "
          + "\(untestedNames). Of \(first.key): \(first.value)",
        advice: "Test more speakers and words before a claim about these groups.",
        ground: holdsSpeakers ? Attribute.speaker.name : nil)
    ]
  }

  private static let shownGroups = 12

  private func weakness(of group: WeakSubgroup) -> Finding {
    let same = group.level == .speaker ? "emotion" : "speaker and emotion"
    return Finding(
      check: "weak-subgroup", subject: "\(subject), \(group.attribute) \(group.group)",
      status: .failed, importance: .warning,
      message: "Accuracy of \(Self.name(of: group)) is \(decimal(group.accuracy)) (n = "
        + "\(group.count)). Other utterances of the same \(same), where there are any, do better "
        + "by \(decimal(group.shortfall)) on average (p = \(decimal(group.adjustedP)) after "
        + "Benjamini and Hochberg's correction over \(subgroups.testedCount, "group")).",
      advice: "Listen to this group, and look for what sets it apart from the training data.")
  }

  /// `f0 middle and level high` for a group of `f0 x level`; as it stands where its parts cannot be
  /// told apart.
  private static func name(of group: WeakSubgroup) -> String {
    let attributes = group.attribute.split(separator: " x ")
    let values = group.group.split(separator: ", ")
    guard attributes.count == values.count else { return "\(group.attribute) \(group.group)" }
    return zip(attributes, values).map { "\($0) \($1)" }.joined(separator: " and ")
  }
}

extension MetricContext {
  /// What stands before the subject of a finding whose numbers leak.
  var stamp: String { isLeaky ? "LEAKY " : "" }
}
