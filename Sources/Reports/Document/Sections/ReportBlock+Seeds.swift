extension ReportBlock {
  /// What the first seed gives, open, and the same of further seeds, folded.
  ///
  /// - Parameters:
  ///   - values: of all seeds.
  ///   - isRepetition: whether a value is of a further seed.
  ///   - block: puts values into a block.
  static func bySeed<Value>(
    _ values: [Value], isRepetition: (Value) -> Bool, block: ([Value]) -> ReportBlock
  ) -> [ReportBlock] {
    let (first, further) = (values.filter { !isRepetition($0) }, values.filter(isRepetition))
    guard !first.isEmpty, !further.isEmpty else { return [block(values)] }
    return [block(first), .fold("The same of the further seeds", [block(further)])]
  }
}

extension AuditReport {
  /// Whether there are several training seeds, so that what shows one of them has to say so.
  var hasSeveralSeeds: Bool { ladder.contains { $0.origin.isRepetition } }

  /// What opens a section that shows the first of several seeds; nothing where there is one.
  var firstSeedBlocks: [ReportBlock] {
    guard hasSeveralSeeds else { return [] }
    return [
      .paragraph(
        "All numbers of this section are of the first training seed; the ledger has those of the "
          + "others.")
    ]
  }
}
