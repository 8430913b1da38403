import Ledger

/// All that can be read of a ledger, as one text: two ledgers that show the same give the same.
enum Everything {
  static func text(of path: String) throws -> String {
    let ledger = try LedgerFile.open(path: path, options: .init(isReadOnly: true))
    let shown = try ledger.read { reader in
      try reader.runs().map { try text(of: $0, reader) }.joined(separator: "\n")
    }
    try ledger.close()
    return shown
  }

  private static func text(of run: Run, _ reader: LedgerReader) throws -> String {
    var parts: [String] = ["\(run)"]
    parts += try reader.corpora(run: run.id).map { "\($0.name) \($0.speakers) \($0.counts)" }
    parts += try reader.splits(run: run.id).map { "\($0.split) \($0.leakage) \($0.isLeaky)" }
    parts += try reader.models(run: run.id).map { "\($0)" }
    for evaluation in try reader.evaluations(run: run.id) {
      parts.append("\(evaluation)")
      parts.append("\(try reader.predictions(of: evaluation.id))")
      parts.append("\(try reader.confusions(of: evaluation.id))")
      parts.append("\(try reader.reliability(of: evaluation.id))")
      parts.append("\(try reader.attention(of: evaluation.id))")
    }
    parts += try reader.metrics(run: run.id).map { "\($0)" }
    parts += try reader.findings(run: run.id).map { "\($0)" }
    parts.append("\(try reader.testLooks(run: run.id))")
    return parts.joined(separator: "\n")
  }
}

/// Evaluations that are written one after the other, and what a ledger may show of them.
enum Evaluations {
  static let count = 40

  /// The key of the evaluation at a place in the order of writing.
  static func key(_ index: Int, of model: ModelKey) -> EvaluationKey {
    EvaluationKey(
      model: model, test: 0,
      condition: .init(perturbation: "noise-\(index / 5)", severity: index % 5 + 1))
  }

  /// What is written of it.
  static func result(_ index: Int) -> EvaluationResult {
    var result = Example.result(severity: index % 5 + 1)
    result.metrics = result.metrics.map { row in
      var row = row
      row.perturbation = "noise-\(index / 5)"
      return row
    }
    return result
  }

  /// How many evaluations a run has; `nil` where one of them is not whole, or there is one without
  /// those that were written before it.
  static func wholeCount(of run: String, _ reader: LedgerReader) throws -> Int? {
    let evaluations = try reader.evaluations(run: run)
    let model = Example.model(Example.run(run))
    let expected = (0..<evaluations.count).map { key($0, of: model) }
    guard Set(evaluations.map(\.key)) == Set(expected) else { return nil }
    for evaluation in evaluations {
      guard try reader.predictions(of: evaluation.id).count == 14,
        try reader.reliability(of: evaluation.id).count == 15,
        try reader.attention(of: evaluation.id).count == 1
      else { return nil }
    }
    guard try reader.metrics(run: run).count == 2 * evaluations.count,
      try reader.testLooks(run: run) == evaluations.count
    else { return nil }
    return evaluations.count
  }
}
