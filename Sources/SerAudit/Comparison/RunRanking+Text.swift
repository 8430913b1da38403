import Metrics
import Reports

extension RunRanking {
  /// The ranking for a terminal.
  var text: String {
    var blocks = [entrants.map(Self.line).joined(separator: "\n")]
    blocks += groups.map { group in "\(group.title)\n\(table(of: group).text)" }
    if !notes.isEmpty { blocks.append(notes.joined(separator: "\n")) }
    blocks.append(
      "Speakers whom no run heard, on the recordings that all answered. Holm: p of the sign-flip "
        + "test by the\n  resampled unit against the best, corrected over all pairs of runs, since "
        + "the same answers chose the best\n  (single speakers: over all speakers too)."
        + "\n  Seeds are held fixed: a difference may be no more than another training makes.")
    return blocks.joined(separator: "\n\n")
  }

  private static func line(_ entrant: Entrant) -> String {
    let stated = entrant.side.statedTraining.map { ", \($0.source.mark)" } ?? ""
    return "\(entrant.letter)  \(entrant.side.run)  \(entrant.side.model)\(stated)"
  }

  private func table(of group: RankedGroup) -> TextTable {
    TextTable(
      heading: [
        "run", "uar", "accuracy", "\(group.rankedBy) - best", "Holm", "told apart", "trained on",
      ],
      rows: group.standings.map { standing in
        [
          letter(of: standing), Self.text(standing.uar), Self.text(standing.accuracy),
          Self.difference(standing.toBest),
          standing.toBest.map { RunComparison.probability($0.adjustedP) } ?? "",
          standing.toBest?.word ?? "", training(of: standing),
        ]
      })
  }

  private static func text(_ score: RankedGroup.Score) -> String {
    guard let value = score.value else { return "undetermined" }
    return value.rounded(to: 3) + (score.interval?.text ?? "")
  }

  private static func difference(_ distance: RankedGroup.Distance?) -> String {
    guard let distance else { return "best" }
    guard let value = distance.difference else { return "undetermined" }
    let range = distance.interval.map {
      " [\($0.lower.signed(to: 3)), \($0.upper.signed(to: 3))]"
    }
    return value.signed(to: 3) + (range ?? "")
  }
}
