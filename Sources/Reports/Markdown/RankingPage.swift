/// Several runs ranked, as Markdown.
public enum RankingPage {
  /// The text of the file.
  public static func render(_ ranking: RunRanking) -> String {
    var lines = ["# \(ranking.entrants.count) runs compared", ""]
    lines += ranking.entrants.map { "- \($0.letter): \(side($0.side))" }
    lines += ["", Escaping.markdown(method)]
    lines += ranking.groups.flatMap { table(of: $0, ranking) }
    if !ranking.notes.isEmpty {
      lines += ["", "## Not compared", ""] + ranking.notes.map { "- \(Escaping.markdown($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How the numbers are made, in words.
  private static let method =
    "Each speaker is one whom no run heard, and each recording one that all runs answered, in "
    + "whatever fold or rung it stood; of several seeds numbers are means over those that all runs "
    + "have. Differences are to the best run; intervals (95 %) draw the same words, speakers or "
    + "utterances from both. A run is told apart from the best where the sign-flip test by the "
    + "same unit says so after Holm's correction over all pairs of runs, and in the tables of "
    + "single speakers over all speakers too: which run is best was found in the same answers. All "
    + "of it holds the training seeds fixed: a difference may be no more than another training of "
    + "the same recipe makes."

  private static func side(_ side: RunComparison.Side) -> String {
    let stated = side.statedTraining.map { ", \($0.source.mark)" } ?? ""
    return Escaping.markdown("\(side.run), model \(side.model)\(stated)")
      + " (\(side.preset), \(side.started), version \(side.version))"
  }

  private static func table(of group: RankedGroup, _ ranking: RunRanking) -> [String] {
    let rows = group.standings.map { standing in
      let cells = [
        ranking.letter(of: standing), Escaping.markdown(ranking.training(of: standing)),
        measure(standing.uar), measure(standing.accuracy), difference(standing.toBest),
        standing.toBest.map { NumberText.probability($0.adjustedP) } ?? "",
        standing.toBest.map(\.word) ?? "",
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    return [
      "", "## \(Escaping.markdown(group.title))", "",
      "| run | trained on | uar | accuracy | \(group.rankedBy) - best | after Holm | told apart |",
      "|---|---|---:|---:|---:|---:|---|",
    ] + rows
  }

  private static func measure(_ score: RankedGroup.Score) -> String {
    NumberText.measure(Measure(score.value, interval: score.interval), places: 3)
  }

  private static func difference(_ distance: RankedGroup.Distance?) -> String {
    guard let distance else { return "best" }
    guard let value = distance.difference else { return NumberText.undetermined }
    return NumberText.signed(value, places: 3)
      + (distance.interval.map { " \(NumberText.bounds($0, places: 3))" } ?? "")
  }
}

extension RankedGroup.Distance {
  /// Whether the run is told apart from the best, in words.
  public var word: String { isApart.map { $0 ? "yes" : "no" } ?? "cannot be told" }
}

extension RunRanking {
  /// The letter of a run.
  public func letter(of standing: RankedGroup.Standing) -> String {
    entrants.first { $0.side.run == standing.run }?.letter ?? ""
  }

  /// What trained the model, with a mark where that is somebody's word; nothing of several models.
  public func training(of standing: RankedGroup.Standing) -> String {
    guard let entrant = entrants.first(where: { $0.side.run == standing.run }) else { return "" }
    return standing.trainedOn.map(entrant.side.training) ?? ""
  }
}
