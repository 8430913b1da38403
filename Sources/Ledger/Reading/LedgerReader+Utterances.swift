import Corpora
import GRDB

extension LedgerReader {
  /// All corpora of a run as one, under the name of the audited one: its speakers and
  /// utterances as they stand in the ledger, but for changed copies, which have no file of their
  /// own.
  ///
  /// - Throws: `LedgerError.unknown` where the run has no corpus.
  public func joinedCorpus(run: String) throws -> Corpus {
    let corpora = try Row.fetchAll(
      database, sql: "SELECT id, name, root FROM corpora WHERE run = ? ORDER BY id",
      arguments: [run])
    guard let audited = corpora.first else {
      throw LedgerError.unknown(what: "corpus", name: "of run \(run)")
    }
    return Corpus(
      name: audited["name"], root: audited["root"],
      utterances: try corpora.flatMap { try utterances(corpus: $0["id"], name: $0["name"]) },
      speakers: try corpora.flatMap { try speakers(corpus: $0["id"]) })
  }

  /// The names under which two runs have different recordings, where both know what they hold.
  public func recordingsThatDiffer(
    between first: String, and second: String
  ) throws -> Set<String> {
    let sql = """
      SELECT a.name FROM corpora ca JOIN utterances a ON a.corpus = ca.id
      JOIN corpora cb ON cb.run = ? JOIN utterances b ON b.corpus = cb.id AND b.name = a.name
      WHERE ca.run = ? AND a.content_hash <> b.content_hash
      """
    return Set(try rows(sql, [second, first]) { $0[0] as String })
  }

  private func utterances(corpus: Int64, name: String) throws -> [Utterance] {
    let sql = """
      SELECT name, speaker, emotion, word, path, attributes, parent FROM utterances
      WHERE corpus = ? AND (parent IS NULL OR content_hash IS NOT NULL)
      """
    return try rows(sql, [corpus]) { row in
      // Most corpora have no further columns, and a decoder for each utterance takes its time.
      let text: String = row["attributes"]
      return Utterance(
        id: row["name"], corpus: name, speaker: row["speaker"],
        emotion: try decoded(row["emotion"], as: "emotion"), word: row["word"], path: row["path"],
        attributes: text == "{}" ? [:] : try jsonValue(text, as: "attributes"),
        parent: row["parent"])
    }
  }
}
