import Corpora
import Exploration
import Metrics

extension ReportSection {
  /// What is usually said of the corpus, tested on each speaker.
  static func claims(_ exploration: CorpusExploration) -> ReportSection? {
    guard !exploration.claims.isEmpty else { return nil }
    let groups = exploration.claims.grouped(by: \.claim.name).map(\.elements)
    let speakers = Set(exploration.claims.map(\.speaker)).sorted()
    let table = speakers.count <= most ? wide(groups, speakers) : counted(groups)
    return ReportSection(
      id: "claims", short: "Claims", title: "What is usually said, and for whom it holds",
      blocks: [
        .paragraph(
          "A claim holds for a speaker where the whole 95 % interval of its margin lies above 0: "
            + "by how much the mean over her or his recordings lies on the side that is claimed. "
            + "It is undetermined where the interval includes 0. Intervals draw words anew 2,000 "
            + "times (recordings, where there are fewer than ten words)."),
        .table(table),
        details(exploration.claims),
      ])
  }

  /// The most speakers that have a column each.
  private static let most = 4

  private static func wide(_ groups: [[ClaimOutcome]], _ speakers: [String]) -> ReportTable {
    ReportTable(
      caption: "Claims, measured on each speaker",
      columns: ["Claim"] + speakers + ["Holds for"],
      rows: groups.map { outcomes in
        let cells = speakers.map { speaker in
          outcomes.first { $0.speaker == speaker }.map(ClaimText.measured)
            ?? NumberText.undetermined
        }
        return ReportRow(
          outcomes[0].claim.wording,
          cells.map(ReportCell.text) + [.text(ClaimText.holders(outcomes))])
      })
  }

  private static func counted(_ groups: [[ClaimOutcome]]) -> ReportTable {
    ReportTable(
      caption: "Claims, and for how many speakers each holds",
      columns: ["Claim", "Speakers", "Holds", "Does not hold", "Undetermined", "Holds for"],
      rows: groups.map { outcomes in
        func count(_ answer: ClaimOutcome.Answer) -> Int { outcomes.count { $0.answer == answer } }
        return ReportRow(
          outcomes[0].claim.wording, .count(outcomes.count), .count(count(.holds)),
          .count(count(.fails)), .count(count(.undetermined)), .text(ClaimText.holders(outcomes)))
      })
  }

  /// By how much each claim holds or does not, for whom it may concern.
  private static func details(_ outcomes: [ClaimOutcome]) -> ReportBlock {
    let rows = outcomes.map { outcome in
      ReportRow(
        outcome.claim.wording, .text(outcome.speaker), .text(ClaimText.measured(outcome)),
        .number(ClaimText.margin(outcome)), .text(ClaimText.answer(outcome.answer)))
    }
    return .fold(
      "Margins",
      [
        .note(
          "By how much each claim holds (positive) or does not (negative), in the unit of what was "
            + "measured."),
        .table(
          ReportTable(
            caption: "Margins with their 95 % intervals",
            columns: ["Claim", "Speaker", "Measured", "Margin", "Answer"], rows: rows)),
      ])
  }
}

/// Outcomes of claims in words.
enum ClaimText {
  /// The means that a claim is about, with the nearest other one.
  static func measured(_ outcome: ClaimOutcome) -> String {
    let (means, quantity) = (outcome.means, outcome.claim.quantity)
    func text(_ emotion: Emotion) -> String {
      means[emotion].map {
        "\(emotion.rawValue)\u{A0}\(NumberText.decimal($0, places: quantity.places))"
      } ?? "\(emotion.rawValue)\u{A0}\(NumberText.undetermined)"
    }
    func rival(_ own: [Emotion], _ isBetter: (Double, Double) -> Bool) -> String {
      let others = Emotion.allCases.filter { !own.contains($0) && means[$0] != nil }
      let first = others.min { isBetter(means[$0] ?? 0, means[$1] ?? 0) }
      return first.map(text) ?? NumberText.undetermined
    }
    let words =
      switch outcome.claim.statement {
      case .highest(let emotion): "\(text(emotion)); highest\u{A0}other: \(rival([emotion], >))"
      case .lowest(let emotions):
        "\(emotions.map(text).joined(separator: ", ")); lowest\u{A0}other: \(rival(emotions, <))"
      case .near(let emotion, _, _): text(emotion)
      case .higher(let one, let other): "\(text(one)), \(text(other))"
      }
    return "\(sign(outcome.answer))\u{A0}\(words)\u{A0}\(quantity.unit)"
  }

  /// The margin with its interval, a plus sign where it is positive.
  static func margin(_ outcome: ClaimOutcome) -> String {
    guard let margin = outcome.margin else { return NumberText.undetermined }
    let places = outcome.claim.quantity.places + 1
    let value = (margin > 0 ? "+" : "") + NumberText.decimal(margin, places: places)
    guard let interval = outcome.interval else { return value }
    return "\(value) [\(NumberText.decimal(interval.lower, places: places)), "
      + "\(NumberText.decimal(interval.upper, places: places))]"
  }

  /// For whom a claim holds: everybody, nobody, or by name or number.
  static func holders(_ outcomes: [ClaimOutcome]) -> String {
    let holding = outcomes.filter { $0.answer == .holds }.map(\.speaker)
    let undecided = outcomes.filter { $0.answer == .undetermined }.map(\.speaker)
    let open = undecided.count
    let names = outcomes.count <= 4 ? undecided.joined(separator: ", ") : "\(open)"
    let rest = open == 0 ? "" : ", undetermined for \(names)"
    if holding.count == outcomes.count { return outcomes.count == 2 ? "both" : "all" }
    if holding.isEmpty {
      return open == outcomes.count ? NumberText.undetermined : "none\(rest)"
    }
    return outcomes.count <= 4
      ? "\(holding.joined(separator: ", ")) only\(rest)"
      : "\(holding.count) of \(outcomes.count)\(rest)"
  }

  /// An answer in words.
  static func answer(_ answer: ClaimOutcome.Answer) -> String {
    switch answer {
    case .holds: "holds"
    case .fails: "does not hold"
    case .undetermined: NumberText.undetermined
    }
  }

  private static func sign(_ answer: ClaimOutcome.Answer) -> String {
    switch answer {
    case .holds: "✓"
    case .fails: "✗"
    case .undetermined: "?"
    }
  }
}
