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
