import Corpora
import GRDB

extension LedgerFile {
  /// Writes a split of a run, or nothing where the run already has it unchanged.
  ///
  /// - Parameters:
  ///   - leakage: the judgement of the split's leakage as JSON text.
  ///   - isLeaky: whether what is measured on a test set is stamped LEAKY.
  /// - Throws: `LedgerError.contradictory` where the run has a split of this name that differs.
  public func record(
    _ split: Split, leakage: String, in run: String, isLeaky: (TestSet) -> Bool
  ) throws(LedgerError) {
    try write { database in
      try requireRun(run, database)
      if let known = try LedgerReader(database: database).storedSplit(split.id, run: run) {
        guard known == split else {
          throw LedgerError.contradictory(metric: "the split \(split.id)")
        }
        return
      }
      let index = try UtteranceIndex(run: run, database)
      try database.write(
        sql: """
          INSERT INTO splits (run, name, protocol, trained_on, leakage) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          run, split.id, split.evaluationProtocol.rawValue,
          split.trainedOn.joined(separator: "+"), leakage,
        ])
      let id = database.lastInsertedRowID
      try insertParts(of: split, id: id, index: index, database)
      for (position, test) in split.tests.enumerated() {
        try insert(
          test, position: position, isLeaky: isLeaky(test), split: id, index: index, database)
      }
    }
  }
}

private func insertParts(
  of split: Split, id: Int64, index: UtteranceIndex, _ database: Database
) throws {
  let writer = try RowWriter(
    database, sql: "INSERT INTO split_parts (split, utterance, part) VALUES (?, ?, ?)")
  let parts: [(Part, [String])] = [
    (.train, split.train), (.dev, split.dev), (.calibration, split.calibration),
  ]
  for (part, names) in parts {
    for name in names {
      let row = try index.row(of: name)
      try writer.write { values in
        values.append(id)
        values.append(row)
        values.append(part.rawValue)
      }
    }
  }
}

private func insert(
  _ test: TestSet, position: Int, isLeaky: Bool, split: Int64, index: UtteranceIndex,
  _ database: Database
) throws {
  try database.write(
    sql: """
      INSERT INTO test_sets (split, position, protocol, tested_on, leaky) VALUES (?, ?, ?, ?, ?)
      """,
    arguments: [
      split, position, test.evaluationProtocol.rawValue, test.testedOn.joined(separator: "+"),
      isLeaky,
    ])
  let id = database.lastInsertedRowID
  let writer = try RowWriter(
    database, sql: "INSERT INTO test_set_utterances (test_set, utterance) VALUES (?, ?)")
  for name in test.utterances {
    let row = try index.row(of: name)
    try writer.write { values in
      values.append(id)
      values.append(row)
    }
  }
}
