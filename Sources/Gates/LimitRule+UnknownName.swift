import Findings
import Metrics
import Wording

extension LimitRule {
  /// How many names a message lists.
  private static let most = 12

  /// What to do where the rule names a perturbation, an attribute, a subgroup or a speaker that no
  /// row has; `nil` where some have it. A column of a manifest may bear any name, so only the rows
  /// can tell.
  func unknownName(among rows: [MetricRow]) -> String? {
    let ofAttribute = rows.filter { $0.attribute == attribute }
    return unmeasured(among: rows.map(\.perturbation)) ?? unasked(ofAttribute)
      ?? unknownMetric(among: rows)
      ?? ofOneSpeaker(among: rows)
      ?? Self.unknown(
        "run has the attribute", attribute, among: rows.map(\.attribute),
        next:
          "Mend the name; where it is a column of the manifest, test more recordings, as groups "
          + "of fewer than 20 are not compared;")
      ?? Self.unknown(
        "attribute '\(attribute ?? "")' has the subgroup", subgroup,
        among: ofAttribute.map(\.subgroup))
      ?? unknownSpeaker(among: rows.map(\.speaker))
  }

  /// What to do about a number that nothing is known of, and that the run does not have.
  private func unknownMetric(among rows: [MetricRow]) -> String? {
    guard !metric.isKnown, !rows.isEmpty, !rows.contains(where: { $0.metric == metric.name }) else {
      return nil
    }
    let meant =
      nearest(to: metric.name, among: rows.map(\.metric).distinct())
      .map { " Did you mean '\($0)'?" } ?? ""
    return "No number of the run is called '\(metric.name)', and no audit is known to give "
      + "one.\(meant) Take a name of the ledger's view reported_metrics, or take the rule out of "
      + "the policy."
  }

  private func unknownSpeaker(among found: [String?]) -> String? {
    speakers?.lazy.compactMap { Self.unknown("run is of the speaker", $0, among: found) }.first
  }

  /// A perturbation has a name that is known, or the policy is refused; which ones are measured is
  /// the preset's choice, and none is where the model is a file of predictions.
  private func unmeasured(among found: [String?]) -> String? {
    let measured = Set(found.compactMap { $0 }).subtracting([Transduction.name]).sorted()
    guard let perturbation, perturbation != Transduction.name, !measured.contains(perturbation)
    else { return nil }
    guard !measured.isEmpty else {
      // Of nothing nothing follows, and what is told of a speaker is the program's own model.
      guard !found.isEmpty, !found.contains(Transduction.name) else { return nil }
      return "No number of the run is of changed audio. A file of predictions cannot be asked "
        + "about it: audit with --model-command, or take the rule out of the policy."
    }
    return "No number of the run is under \(perturbation). There are: "
      + "\(measured.joined(separator: ", ")). Which perturbations are measured is the preset's "
      + "choice: release has the most, and some are in none (docs/policy.example.yaml). Name one "
      + "that is measured, or take the rule out of the policy."
  }

  /// What to ask an audit for, by the attributes of which it has rows only where it is asked.
  private static let askedFor = [
    "seeds": severalSeeds, "ensemble": severalSeeds,
    BaselineCheck.attribute: "Name a baseline with --baseline RUN (or latest-passed)",
  ]

  private static let severalSeeds =
    "Audit with --seeds N, 2 or more, or another model with --predictions for each training"

  private func unasked(_ ofAttribute: [MetricRow]) -> String? {
    guard let attribute, ofAttribute.isEmpty, let next = Self.askedFor[attribute] else {
      return nil
    }
    return "No number of the run has the attribute '\(attribute)'. \(next), or take the rule out "
      + "of the policy."
  }

  /// What a gap between speakers wants where there is none between them.
  private func ofOneSpeaker(among rows: [MetricRow]) -> String? {
    guard attribute == "speaker", metric.metric == nil else { return nil }
    let tested = Set(
      rows.filter { !$0.isLeaky && !$0.evaluationProtocol.leaksByDesign }.compactMap(\.speaker))
    guard tested.count == 1, let only = tested.first else { return nil }
    return "Only one speaker (\(only)) is tested; a gap needs two. Test on a further speaker, or "
      + "take the rule out of the policy."
  }

  private static func unknown(
    _ place: String, _ name: String?, among found: [String?],
    next: String = "Mend the name, run the audit that gives this number,"
  ) -> String? {
    let known = Set(found.compactMap { $0 }).sorted()
    guard let name, !known.isEmpty, !known.contains(name) else { return nil }
    let meant = nearest(to: name, among: known).map { "Did you mean '\($0)'? " } ?? ""
    let more = known.count > most ? " and \(known.count - most) more" : ""
    return "No number of the \(place) '\(name)'. \(meant)There are: "
      + "\(known.prefix(most).joined(separator: ", "))\(more). \(next) or take the rule out of the "
      + "policy."
  }
}
