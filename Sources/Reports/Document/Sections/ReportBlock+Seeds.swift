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

  /// What the first seed gives on splits that do not leak, open; the same of its further seeds, and
  /// what leaks, folded. Where everything leaks it stands as `bySeed` has it.
  ///
  /// - Parameters:
  ///   - values: of all seeds and splits.
  ///   - isLeaky: whether a value is of a split that leaks.
  ///   - isRepetition: whether a value is of a further seed.
  ///   - block: puts values into a block.
  static func honestFirst<Value>(
    _ values: [Value], isLeaky: (Value) -> Bool, isRepetition: (Value) -> Bool,
    block: ([Value]) -> ReportBlock
  ) -> [ReportBlock] {
    let (leaky, honest) = (values.filter(isLeaky), values.filter { !isLeaky($0) })
    guard !honest.isEmpty, !leaky.isEmpty else {
      return bySeed(values, isRepetition: isRepetition, block: block)
    }
    let sorted = leaky.filter { !isRepetition($0) } + leaky.filter(isRepetition)
    return bySeed(honest, isRepetition: isRepetition, block: block)
      + [.fold("The same of LEAKY splits (\(leaky.count))", [block(sorted)])]
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
