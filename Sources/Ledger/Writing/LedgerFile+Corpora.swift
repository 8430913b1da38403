import Corpora
import GRDB

extension LedgerFile {
  /// Writes a corpus of a run with its utterances, their speakers, and problems; nothing where the
  /// run already has this corpus with this hash.
  ///
  /// - Parameters:
  ///   - recordings: what is known of each recording, by `Utterance.id`.
  /// - Throws: `LedgerError.contradictory` where the run has the corpus with another hash.
  public func record(
    _ corpus: Corpus, hash: String, isSynthetic: Bool, recordings: [String: RecordingFacts] = [:],
    in run: String
  ) throws(LedgerError) {
    try write { database in
      let known = try String.fetchOne(
        database, sql: "SELECT hash FROM corpora WHERE run = ? AND name = ?",
        arguments: [run, corpus.name])
      if let known {
        guard known == hash else {
          throw LedgerError.contradictory(metric: "the hash of corpus \(corpus.name)")
        }
        return
      }
      try requireRun(run, database)
      try database.write(
        sql: """
          INSERT INTO corpora (run, name, hash, root, is_synthetic, dropped_labels)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run, corpus.name, hash, corpus.root, isSynthetic, try jsonText(corpus.droppedLabels),
        ])
      let id = database.lastInsertedRowID
      try insert(corpus.speakersWithUtterances, corpus: id, database)
      try insert(corpus.utterances, recordings: recordings, corpus: id, database)
      try insert(corpus.problems, corpus: id, database)
    }
  }

  /// Writes utterances that augmentation derived from those of a run's corpora; ones that are there
  /// already stay.
  public func record(derived utterances: [Utterance], in run: String) throws(LedgerError) {
    try write { database in
      for (name, group) in Dictionary(grouping: utterances, by: \.corpus) {
        let id = try Int64.fetchOne(
          database, sql: "SELECT id FROM corpora WHERE run = ? AND name = ?",
          arguments: [run, name])
        guard let id else { throw LedgerError.unknown(what: "corpus", name: name) }
        try insert(group, recordings: [:], corpus: id, database)
      }
    }
  }
}

private func insert(_ speakers: [Speaker], corpus: Int64, _ database: Database) throws {
  let statement = try database.makeStatement(
    sql: "INSERT INTO speakers (corpus, id, sex, age, language) VALUES (?, ?, ?, ?, ?)")
  for speaker in speakers {
    try statement.write(
      [corpus, speaker.id, speaker.sex, speaker.age, speaker.language])
  }
}

private func insert(
  _ utterances: [Utterance], recordings: [String: RecordingFacts], corpus: Int64,
  _ database: Database
) throws {
  let writer = try RowWriter(
    database,
    sql: """
      INSERT INTO utterances (corpus, name, speaker, emotion, word, path, content_hash,
        duration_seconds, parent, attributes, fingerprint)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (corpus, name) DO NOTHING
      """)
  let fingerprints = try FingerprintWriter(database)
  for utterance in utterances {
    let facts = recordings[utterance.id]
    let fingerprint = try facts.flatMap(fingerprints.row)
    let attributes = utterance.attributes.isEmpty ? "{}" : try jsonText(utterance.attributes)
    try writer.write { values in
      values.append(corpus)
      values.append(utterance.id)
      values.append(utterance.speaker)
      values.append(utterance.emotion.rawValue)
      values.append(utterance.word)
      values.append(utterance.path)
      values.append(facts?.contentHash)
      values.append(facts?.durationSeconds)
      values.append(utterance.parent)
      values.append(attributes)
      values.append(fingerprint)
    }
  }
}

private func insert(_ problems: [CorpusProblem], corpus: Int64, _ database: Database) throws {
  let statement = try database.makeStatement(
    sql: "INSERT INTO problems (corpus, kind, path, explanation) VALUES (?, ?, ?, ?)")
  for problem in problems {
    try statement.write(
      [
        corpus, problem.kind.rawValue, problem.path.withZeroBytesShown,
        problem.explanation.withZeroBytesShown,
      ])
  }
}

/// Names the missing run where SQLite would only speak of a foreign key.
func requireRun(_ id: String, _ database: Database) throws {
  let sql = "SELECT 1 FROM runs WHERE id = ?"
  guard try Int.fetchOne(database, sql: sql, arguments: [id]) != nil else {
    throw LedgerError.unknownRun(id: id)
  }
}
