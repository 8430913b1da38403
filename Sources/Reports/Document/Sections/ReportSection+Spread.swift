extension ReportSection {
  /// Directions beside each other on the same words.
  static func asymmetry(_ rows: [AsymmetryRow]) -> [ReportBlock] {
    guard !rows.isEmpty else { return [] }
    let table = ReportTable(
      caption:
        "Direction asymmetry: this direction minus the other, on the same words and emotions",
      columns: ["Protocol and speakers", "UAR", "Accuracy", "p (UAR)", "p after Holm"],
      rows: rows.map { row in
        ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.label, .difference(row.uar),
          .difference(row.accuracy), .number(NumberText.probability(row.p)),
          .number(NumberText.probability(row.adjustedP)))
      })
    return [
      .table(table),
      .note(
        "The test exchanges the two directions word by word. Model and tested speaker differ "
          + "together, so a difference belongs to the pair and not to either of them, and it says "
          + "nothing of other trainings or speakers."),
    ]
  }

  /// Where the spread of each test set comes from.
  static func spread(_ rows: [SpreadRow]) -> [ReportBlock] {
    guard !rows.isEmpty else { return [] }
    let table = ReportTable(
      caption: "Where the standard deviation of UAR comes from",
      columns: [
        "Protocol and speakers", "One training, one draw", "From the seed", "From the words",
        "From the speakers", "Rest",
      ],
      rows: rows.map { row in
        ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.label, deviation(row.total), deviation(row.seed),
          deviation(row.word), deviation(row.speaker), deviation(row.rest))
      })
    let honest = rows.filter { !$0.origin.isLeaky }
    let isFew = rows.contains { $0.speaker == nil }
    let note =
      "Squares of the parts add up to the square of the whole. Components of a crossed analysis of "
      + "variance, seeds by words within speakers, by the method of moments; with few seeds that "
      + "of the seed is rough. One training and one draw add the draw of words to what the seed "
      + "does, so their standard deviation may exceed the SD over seeds of the ladder."
    let few =
      " The speakers' part is undetermined under five speakers: it is then missing from the whole."
    return (honest.isEmpty ? [] : [.list(honest.map(sentence))]) + [
      .table(table), .note(isFew ? note + few : note),
    ]
  }

  private static func deviation(_ value: Double?) -> ReportCell {
    .number(NumberText.decimal(value, places: 3))
  }

  private static func sentence(_ row: SpreadRow) -> String {
    func text(_ value: Double) -> String { NumberText.decimal(value, places: 3) }
    var parts = ["\(text(row.seed)) from the seed", "\(text(row.word)) from the words"]
    if let speaker = row.speaker { parts.append("\(text(speaker)) from the speakers") }
    let between =
      row.betweenSpeakers.map { " Speakers differ by a standard deviation of \(text($0))." } ?? ""
    return "\(row.origin.label): of the standard deviation of \(text(row.total)), "
      + "\(parts.joined(separator: ", ")) and \(text(row.rest)) from both together.\(between)"
  }
}
