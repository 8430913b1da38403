import GRDB

extension LedgerFile {
  /// Notes that a model is being fitted; what was there of an earlier, unfinished or finished fit
  /// of the same key is dropped with its evaluations.
  ///
  /// - Parameter curve: the epochs that the fit goes on from; none in a new one.
  public func beginFit(_ key: ModelKey, curve: [EpochRow] = []) throws(LedgerError) {
    for epoch in curve { try Self.check(epoch) }
    try write { database in
      let split = try rowOfSplit(key, database)
      try database.write(
        sql: "DELETE FROM models WHERE split = ? AND name = ? AND seed = ?",
        arguments: [split, key.name, key.seed])
      try database.write(
        sql: "INSERT INTO models (split, name, seed, status) VALUES (?, ?, ?, 'fitting')",
        arguments: [split, key.name, key.seed])
      for epoch in curve { try Self.insert(epoch, of: key, database) }
    }
  }

  /// Adds one epoch to the learning curve of a model that is being fitted.
  public func record(_ epoch: EpochRow, of key: ModelKey) throws(LedgerError) {
    try Self.check(epoch)
    try write { database in try Self.insert(epoch, of: key, database) }
  }

  private static func check(_ epoch: EpochRow) throws(LedgerError) {
    guard epoch.trainLoss.isFinite, epoch.devLoss?.isFinite != false else {
      throw .notANumber(what: "The loss of epoch \(epoch.epoch)")
    }
  }

  private static func insert(
    _ epoch: EpochRow, of key: ModelKey, _ database: Database
  ) throws {
    try database.write(
      sql: """
        INSERT INTO epochs (model, epoch, train_loss, dev_loss, dev_uar, learning_rate, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        try rowOfModel(key, database), epoch.epoch, epoch.trainLoss, epoch.devLoss, epoch.devUAR,
        epoch.learningRate, epoch.seconds,
      ])
  }

  /// Notes that a model is fitted and where its weights are.
  public func finishFit(
    _ key: ModelKey, checkpoint: String?, hash: String?, keptEpoch: Int?
  ) throws(LedgerError) {
    try write { database in
      try database.write(
        sql: """
          UPDATE models SET status = 'fitted', checkpoint = ?, checkpoint_hash = ?, best_epoch = ?
          WHERE id = ?
          """, arguments: [checkpoint, hash, keptEpoch, try rowOfModel(key, database)])
    }
  }
}

extension LedgerReader {
  /// Whether a model is fitted, so that a resumed run need not fit it again.
  public func isFitted(_ key: ModelKey) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT m.status = 'fitted' FROM models m JOIN splits s ON s.id = m.split
        WHERE \(ModelKey.condition)
        """, arguments: key.arguments) ?? false
  }

  /// The hash of a model's file as its fit left it; `nil` where the model is not fitted or has no
  /// file.
  public func hashOfFitted(_ key: ModelKey) throws -> String? {
    try String.fetchOne(
      database,
      sql: """
        SELECT m.checkpoint_hash FROM models m JOIN splits s ON s.id = m.split
        WHERE \(ModelKey.condition) AND m.status = 'fitted'
        """, arguments: key.arguments)
  }

  /// The audited models of a run with their learning curves, in the order of their splits; probes
  /// have no curves and are left out.
  public func models(run: String) throws -> [StoredModel] {
    let sql = """
      SELECT m.*, s.name AS split_name FROM models m JOIN splits s ON s.id = m.split
      WHERE s.run = ? ORDER BY s.id, m.name, m.seed
      """
    let models = try rows(sql, [run]) { row in
      StoredModel(
        key: ModelKey(run: run, split: row["split_name"], name: row["name"], seed: row["seed"]),
        isFitted: row["status"] == "fitted", checkpoint: row["checkpoint"],
        checkpointHash: row["checkpoint_hash"], keptEpoch: row["best_epoch"],
        epochs: try epochs(model: row["id"]))
    }
    return models.filter { !$0.key.isProbe }
  }

  private func epochs(model: Int64) throws -> [EpochRow] {
    let sql = "SELECT * FROM epochs WHERE model = ? ORDER BY epoch"
    return try rows(sql, [model]) {
      EpochRow(
        epoch: $0["epoch"], trainLoss: $0["train_loss"], devLoss: $0["dev_loss"],
        devUAR: $0["dev_uar"], learningRate: $0["learning_rate"], seconds: $0["seconds"])
    }
  }
}

extension ModelKey {
  /// Whether a model `m` of a split `s` is the one; `arguments` gives the values.
  static let condition = "s.run = ? AND s.name = ? AND m.name = ? AND m.seed = ?"

  /// The values of `condition`.
  var arguments: StatementArguments { [run, split, name, seed] }
}

private func rowOfSplit(_ key: ModelKey, _ database: Database) throws -> Int64 {
  let sql = "SELECT id FROM splits WHERE run = ? AND name = ?"
  guard let id = try Int64.fetchOne(database, sql: sql, arguments: [key.run, key.split]) else {
    throw LedgerError.unknown(what: "split", name: key.split)
  }
  return id
}

/// The row of a model.
func rowOfModel(_ key: ModelKey, _ database: Database) throws -> Int64 {
  let sql = "SELECT id FROM models WHERE split = ? AND name = ? AND seed = ?"
  let split = try rowOfSplit(key, database)
  guard
    let id = try Int64.fetchOne(database, sql: sql, arguments: [split, key.name, key.seed])
  else {
    throw LedgerError.unknown(what: "model", name: "\(key.name) of \(key.split)")
  }
  return id
}
