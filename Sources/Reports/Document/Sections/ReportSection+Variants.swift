extension ReportSection {
  /// What the models of all seeds say together.
  static func ensembles(_ rows: [VariantRow], isForeign: Bool) -> [ReportBlock] {
    guard !rows.isEmpty else { return [] }
    let how = isForeign ? "" : ", as predict does with a --model for each seed"
    return [
      .table(
        variants(
          rows, caption: "Ensemble: the models of all seeds as one", ordinary: "Mean of the seeds")),
      .note(
        "One model that answers with the mean of the probabilities\(how); it takes as many times "
          + "as long as there are seeds. Both numbers have an interval of their own; their "
          + "difference has none. The standard policy asks for single models."
      ),
    ]
  }

  /// What unlabelled recordings of the tested speakers change.
  static func transduction(_ rows: [VariantRow]) -> [ReportBlock] {
    guard !rows.isEmpty else { return [] }
    return ReportBlock.bySeed(rows, isRepetition: \.origin.isRepetition) { rows in
      .table(
        variants(
          rows,
          caption:
            "Transductive: the same models, given unlabelled recordings of the tested speakers",
          ordinary: "Ordinary UAR"))
    } + [
      .note(
        "The mean spectrum of all recordings that the test has of a speaker, without labels and in "
          + "whatever shares of emotions, is moved to that of the training speakers, as predict "
          + "--speaker does. Both numbers have an interval of their own; their difference has "
          + "none. The standard policy asks for none of these, and a speaker who was never "
          + "recorded before has the ordinary number.")
    ]
  }

  private static func variants(
    _ rows: [VariantRow], caption: String, ordinary: String
  ) -> ReportTable {
    ReportTable(
      caption: caption,
      columns: ["Protocol and speakers", "n", "UAR", ordinary, "Worst emotion (recall)"],
      rows: rows.map { row in
        let worst = row.worst.map { "\($0.emotion.rawValue) \(NumberText.decimal($0.recall))" }
        return ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.label, .count(row.count), .measure(row.uar),
          .measure(row.ordinary), .number(worst ?? "–"))
      })
  }
}
