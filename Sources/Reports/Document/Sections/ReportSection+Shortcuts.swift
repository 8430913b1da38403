extension ShortcutFloor {
  /// The rows of some test sets.
  fileprivate func of(_ isWanted: (Origin) -> Bool) -> ShortcutFloor {
    ShortcutFloor(
      probes: probes, rows: rows.filter { isWanted($0.origin) }, references: references)
  }

  /// The rows of this one, then those of another.
  fileprivate func joined(by other: ShortcutFloor) -> ShortcutFloor {
    ShortcutFloor(probes: probes, rows: rows + other.rows, references: references)
  }
}

extension ReportSection {
  /// How far shortcuts lead, and whether the model is better and errs otherwise.
  static func shortcuts(_ report: AuditReport) -> ReportSection? {
    guard let all = report.shortcuts, !all.rows.isEmpty else { return nil }
    let floor = all.of { !$0.isRepetition && !$0.isLeaky }
      .joined(by: all.of { !$0.isRepetition && $0.isLeaky })
    let (honest, leaky) = (floor.of { !$0.isLeaky }, all.of(\.isLeaky))
    let further = all.of { $0.isRepetition && !$0.isLeaky }
    let isApart = !honest.rows.isEmpty
    let shown = isApart ? honest : floor
    var blocks: [ReportBlock] = [
      .paragraph(
        "A probe sees only what stands in its row of the table below, is fitted on the same "
          + "training part as the model and tested on the same utterances. What a probe scores, a "
          + "model may owe to the same shortcut."),
      .table(probeTable(floor)),
      .list(ShortcutReading.sentences(floor)),
      .figures([figure(floor, report.ladder)], isWide: true),
      .table(strongestTable(shown)),
      .note(
        "Errors are the model's. Shared is the part of them on which the probe errs too, alike the "
          + "part on which it gives the same wrong answer; chance, in brackets, is what they would "
          + "be if the probe's answers were dealt anew among the utterances of each emotion. The "
          + "probe is the strongest of its kind on the tested utterances themselves, which favours "
          + "the probe. Intervals resample the words or speakers that model and probe share."),
      .table(allTable(shown)),
    ]
    if !further.rows.isEmpty {
      blocks.append(
        .fold("The model beside the same probes, further seeds", [.table(strongestTable(further))]))
    }
    if isApart { blocks += leakyBlocks(leaky) } else { blocks += furtherLeaky(leaky) }
    if !floor.references.isEmpty { blocks.append(.table(referenceTable(floor))) }
    blocks += [
      .note(
        "Logistic regression: multinomial, L2 with C = 1 and free intercepts, fitted by L-BFGS "
          + "until no component of the mean gradient exceeds 1e-6; features standardised by the "
          + "training part; a number that cannot be measured counts as the training mean. Gaussian "
          + "classifier: one normal density a class and feature, priors as in training. All "
          + "settings were fixed beforehand and the dev part is not looked at. Each evaluation of "
          + "a probe counts as a look at the test part.")
    ]
    return ReportSection(
      id: "shortcuts", short: "Shortcuts", title: "Shortcut floor", blocks: blocks)
  }

  /// The rows of test sets that leak, beside honest ones: folded.
  private static func leakyBlocks(_ leaky: ShortcutFloor) -> [ReportBlock] {
    guard !leaky.rows.isEmpty else { return [] }
    return [
      .fold(
        "The same of LEAKY splits (\(leaky.rows.count))",
        [
          .table(strongestTable(leaky)), .table(allTable(leaky.of { !$0.isRepetition })),
        ])
    ]
  }

  /// Where everything leaks, the rows of further seeds: folded.
  private static func furtherLeaky(_ leaky: ShortcutFloor) -> [ReportBlock] {
    let further = leaky.of(\.isRepetition)
    guard !further.rows.isEmpty else { return [] }
    return [
      .fold(
        "The model beside the same probes, further seeds (LEAKY)",
        [.table(strongestTable(further))])
    ]
  }

  private static let kinds = ["shortcut", "baseline"]

  private static func strongestTable(_ floor: ShortcutFloor) -> ReportTable {
    let rows = floor.rows.flatMap { row in
      kinds.compactMap { kind -> ReportRow? in
        guard let score = floor.strongest(kind, on: row) else { return nil }
        return ReportRow(
          isLeaky: row.origin.isLeaky, row.origin.label(of: row.speaker),
          .text("\(kind) \(score.probe)"), .count(row.count), .measure(row.model),
          .measure(score.uar), .difference(score.difference), .count(score.errorCount),
          .number(share(score.shared, score.sharedByChance)),
          .number(share(score.alike, score.alikeByChance)))
      }
    }
    return ReportTable(
      caption: "The model beside the strongest shortcut and the strongest baseline (UAR)",
      columns: [
        "Protocol and speakers", "Strongest", "n", "Model", "Probe", "Model − probe",
        "Errors", "Shared (chance)", "Alike (chance)",
      ], rows: rows)
  }

  private static func share(_ found: Measure, _ chance: Measure) -> String {
    guard let found = found.value, let chance = chance.value else { return NumberText.undetermined }
    return "\(NumberText.decimal(found)) (\(NumberText.decimal(chance)))"
  }

  private static func allTable(_ floor: ShortcutFloor) -> ReportTable {
    let rows = floor.rows.map { row in
      ReportRow(
        isLeaky: row.origin.isLeaky, row.origin.label(of: row.speaker),
        [.value(row.model.value)]
          + floor.probes.map { probe in
            .value(row.scores.first { $0.probe == probe.name }?.uar.value)
          })
    }
    return ReportTable(
      caption: "UAR of every probe",
      columns: ["Protocol and speakers", "Model"]
        + floor.probes.map(\.name), rows: rows)
  }

  private static func referenceTable(_ floor: ShortcutFloor) -> ReportTable {
    ReportTable(
      caption: "Figures from elsewhere, not peer reviewed, beside ours (UAR)",
      columns: [
        "Probe", "Protocol and speakers", "Elsewhere", "Tolerance", "Ours", "What differs",
      ],
      rows: floor.references.map { reference in
        ReportRow(
          isLeaky: reference.origin.isLeaky, reference.probe, .text(reference.origin.label),
          .text(reference.published), .text(reference.tolerance),
          .text(NumberText.measure(reference.found)), .text(reference.comment))
      })
  }

  private static func probeTable(_ floor: ShortcutFloor) -> ReportTable {
    ReportTable(
      caption: "What each probe sees", columns: ["Probe", "Kind", "Classifier", "Features"],
      rows: floor.probes.map {
        ReportRow($0.name, .text($0.kind), .text($0.classifier), .text($0.features))
      })
  }

  private static func figure(_ floor: ShortcutFloor, _ ladder: [LadderRow]) -> ReportFigure {
    let rows = floor.rows.filter { $0.speaker == nil }
    let chances = rows.map { row in ladder.first { $0.origin == row.origin }?.chance }
    return ReportFigure(
      title: "UAR of the model and of every probe", isLeaky: false,
      description:
        "One line a test set: the disc is the model, triangles are shortcuts, squares are "
        + "baselines, each with its letter or, where they stand close, several letters in their "
        + "order: \(floor.letters). Open discs are LEAKY. The numbers follow in the table.",
      panels: ReportPanel.fitting {
        ShortcutChart(rows, of: floor, chances: chances, isWide: $0).svg
      }, numbers: nil)
  }
}
