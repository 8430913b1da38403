import Corpora
import Findings
import Gates
import Metrics

/// Why a verdict is not passed: of each check what it found, first where most trainings agree.
enum VerdictReasons {
  /// How many answers of a check are told.
  private static let most = 3

  /// A sentence a check, in the order of the policy; none where it is passed, or where nothing
  /// could be judged.
  static func sentences(_ verdict: Verdict) -> [String] {
    guard verdict.status != .passed else { return [] }
    let deciding = verdict.findings.filter { $0.status == verdict.status }
    return deciding.grouped { $0.check }.map { check, findings in
      sentence(check, findings, of: verdict.findings.filter { $0.check == check })
    }
  }

  /// What one check found. Of what leaks it is told how often; and so of what is no number, unless
  /// that says one thing alone.
  ///
  /// - Parameter asked: its findings of every status, by which trainings are counted.
  private static func sentence(
    _ check: String, _ findings: [Finding], of asked: [Finding]
  ) -> String {
    let numbers = findings.filter { $0.evidence?.isLeaky == false }
    let others = findings.count - numbers.count
    if let only = findings.first?.message,
      findings.allSatisfy({ $0.evidence == nil && $0.message == only })
    {
      return "\(check): \(only.asSentence)"
    }
    let answers = numbers.grouped { Question($0) }.map { question, members in
      let seeds = Set(asked.filter { Question($0) == question }.compactMap { $0.evidence?.seed })
      return Answer(members, seedCount: seeds.count)
    }
    let sorted = answers.enumerated().sorted {
      ($1.element.seeds, $0.offset) < ($0.element.seeds, $1.offset)
    }.map(\.element.text)
    var parts = Array(sorted.prefix(most))
    if sorted.count > most { parts.append("\(NumberText.count(sorted.count - most)) more") }
    if others > 0 {
      parts.append(
        "\(NumberText.count(others, of: "finding")) \(numbers.isEmpty ? "" : "more ")below")
    }
    return "\(check)\(limit(of: numbers)): \(parts.joined(separator: "; "))."
  }

  /// What is asked for, where it is the same for all.
  private static func limit(of findings: [Finding]) -> String {
    let thresholds = findings.compactMap(\.threshold)
    guard let first = thresholds.first, thresholds.count == findings.count,
      thresholds.allSatisfy({ $0.limit == first.limit && $0.direction == first.direction })
    else { return "" }
    let limit = NumberText.decimal(first.limit, places: Answer.places(findings))
    let isMet = findings.contains { finding in
      finding.evidence?.value.map {
        first.direction == .atLeast ? $0 >= first.limit : $0 <= first.limit
      } ?? false
    }
    return " (\(first.direction.words) \(limit) "
      + (isMet ? "must be shown)" : "is asked)")
  }

  /// What was asked about, whatever the seed and the rung.
  private struct Question: Hashable {
    let row: MetricRow?
    let subject: String

    init(_ finding: Finding) {
      var row = finding.evidence?.question
      row?.evaluationProtocol = .speakerDisjoint
      (self.row, subject) = (row, row == nil ? finding.subject : "")
    }
  }

  /// What all trainings, and all rungs, answered to a question.
  private struct Answer {
    /// How many trainings answered so.
    let seeds: Int
    let text: String

    init(_ findings: [Finding], seedCount: Int) {
      seeds = Set(findings.compactMap { $0.evidence?.seed }).count
      let values = findings.compactMap { $0.evidence?.value }
      let trainings = seedCount > 1 ? " in \(seeds) of \(seedCount) trainings" : ""
      let places = Self.places(findings)
      let ends = [values.min(), values.max()].map { NumberText.decimal($0, places: places) }
      let range = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
      text = "\(findings.first?.evidence.map(Self.what) ?? "") is \(range)\(trainings)"
    }

    /// Two decimals, or as many as tell the values from their limit.
    static func places(_ findings: [Finding]) -> Int {
      findings.compactMap { finding in
        finding.threshold?.placesOnPages(telling: [finding.evidence?.value].compactMap { $0 })
      }.max() ?? 2
    }

    /// Which number, on whom, after training on whom.
    private static func what(_ row: MetricRow) -> String {
      let title =
        row.metric == Metric.ece.rawValue
        ? "calibration error (ECE)"
        : Metric(rawValue: row.metric)?.definition.title ?? row.metric
      let isWord = title.dropFirst().first?.isLowercase ?? false
      let metric = isWord ? title.prefix(1).lowercased() + title.dropFirst() : title
      let emotion = row.emotion.map { " of \($0.rawValue)" } ?? ""
      let trained = SpeakerNames.shown(
        row.trainedOn, testedOn: row.testedOn,
        areOfOneCorpus: row.evaluationProtocol != .crossCorpus)
      let whom = SpeakerNames.shown(row.speaker ?? row.testedOn)
      return "\(metric)\(emotion)\(group(row)) on \(whom) after training on \(trained)"
    }

    private static func group(_ row: MetricRow) -> String {
      let parts = [
        row.attribute.map { $0 + (row.subgroup.map { " \($0)" } ?? "") },
        row.perturbation.map { $0 + (row.severity.map { " severity \($0)" } ?? "") },
      ].compactMap { $0 }
      return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
  }
}
