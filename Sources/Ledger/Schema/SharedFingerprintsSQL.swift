/// Keeps what a recording sounds like once a ledger, however many runs have the recording: it is
/// nine tenths of what a run takes that audits answers it is given.
///
/// Rows of utterances are written anew rather than changed: a row that gets shorter leaves its page
/// to itself, and nothing would become free. Where SQLite was built to blank what is deleted, each
/// page that becomes free would go through the log, which would grow to the size of the ledger.
let sharedFingerprintsSQL = """
  PRAGMA secure_delete = FAST;
  CREATE TABLE fingerprints (
    id INTEGER PRIMARY KEY,
    -- The first 16 characters of a hash of the recording's content, by which equal bytes are found.
    hash_beginning TEXT,
    bytes BLOB NOT NULL CHECK (length(bytes) > 0)
  ) STRICT;
  CREATE INDEX fingerprints_by_hash ON fingerprints(hash_beginning);
  INSERT INTO fingerprints (hash_beginning, bytes)
    SELECT DISTINCT substr(content_hash, 1, 16), fingerprint FROM utterances
    WHERE fingerprint NOT NULL;
  CREATE TEMP TABLE moved_utterances AS
    SELECT id, corpus, name, speaker, emotion, word, path, content_hash, duration_seconds, parent,
      attributes, (
        SELECT f.id FROM fingerprints f
        WHERE f.hash_beginning IS substr(u.content_hash, 1, 16) AND f.bytes = u.fingerprint
      ) AS fingerprint
    FROM utterances u;
  DELETE FROM utterances;
  ALTER TABLE utterances DROP COLUMN fingerprint;
  ALTER TABLE utterances ADD COLUMN fingerprint INTEGER REFERENCES fingerprints(id);
  INSERT INTO utterances (id, corpus, name, speaker, emotion, word, path, content_hash,
      duration_seconds, parent, attributes, fingerprint)
    SELECT id, corpus, name, speaker, emotion, word, path, content_hash, duration_seconds, parent,
      attributes, fingerprint
    FROM moved_utterances ORDER BY id;
  DROP TABLE moved_utterances;
  CREATE INDEX utterances_by_fingerprint ON utterances(fingerprint) WHERE fingerprint NOT NULL;
  CREATE TRIGGER fingerprints_go_with_their_last_utterance AFTER DELETE ON utterances
    WHEN OLD.fingerprint NOT NULL
      AND NOT EXISTS (SELECT 1 FROM utterances WHERE fingerprint = OLD.fingerprint)
    BEGIN DELETE FROM fingerprints WHERE id = OLD.fingerprint; END;

  """
