import Corpora
import GRDB

extension LedgerReader {
  /// The corpora of a run, in the order they were recorded.
  public func corpora(run: String) throws -> [CorpusFacts] {
    try rows("SELECT * FROM corpora WHERE run = ? ORDER BY id", [run]) { row in
      let id: Int64 = row["id"]
      let totals = try Row.fetchOne(
        database,
        sql: """
          SELECT sum(duration_seconds) AS seconds, count(DISTINCT word) AS words
          FROM utterances WHERE corpus = ? AND parent IS NULL
          """, arguments: [id])
      return CorpusFacts(
        name: row["name"], hash: row["hash"], root: row["root"], isSynthetic: row["is_synthetic"],
        speakers: try speakers(corpus: id), counts: try counts(corpus: id),
        totalSeconds: totals?["seconds"], wordCount: totals?["words"] ?? 0,
        droppedLabels: try jsonValue(row["dropped_labels"], as: "dropped labels"),
        problems: try problems(corpus: id))
    }
  }

  func speakers(corpus: Int64) throws -> [Speaker] {
    try rows("SELECT * FROM speakers WHERE corpus = ? ORDER BY id", [corpus]) {
      Speaker(id: $0["id"], sex: $0["sex"], age: $0["age"], language: $0["language"])
    }
  }

  private func counts(corpus: Int64) throws -> [UtteranceCount] {
    let sql = """
      SELECT speaker, emotion, count(*) AS n FROM utterances
      WHERE corpus = ? AND parent IS NULL GROUP BY speaker, emotion ORDER BY speaker, emotion
      """
    return try rows(sql, [corpus]) {
      UtteranceCount(
        speaker: $0["speaker"], emotion: try decoded($0["emotion"], as: "emotion"), count: $0["n"])
    }
  }

  private func problems(corpus: Int64) throws -> [CorpusProblem] {
    let sql = "SELECT * FROM problems WHERE corpus = ? ORDER BY rowid"
    return try rows(sql, [corpus]) {
      CorpusProblem(
        kind: try decoded($0["kind"], as: "kind of problem"), path: $0["path"],
        explanation: $0["explanation"])
    }
  }
}
