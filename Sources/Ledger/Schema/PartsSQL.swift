/// Adds what a model says of the parts that are no test (its calibration is fitted to them), and
/// what was measured on each recording (groups of utterances are made from it), so that every
/// number that follows from either can be computed again from the ledger alone; and a view of every
/// number with its provenance.
let partsSQL = """
  CREATE TABLE part_predictions (
    model INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('dev','calibration')),
    utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
    truth TEXT NOT NULL,
    predicted TEXT NOT NULL,
    p_angry REAL, p_disgust REAL, p_fear REAL, p_happy REAL, p_neutral REAL, p_sad REAL,
    p_surprise REAL,
    PRIMARY KEY (model, part, utterance)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX part_predictions_by_utterance ON part_predictions(utterance);
  CREATE TABLE utterance_measures (
    utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    value REAL NOT NULL,
    PRIMARY KEY (utterance, name)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW metric_provenance(
    metric_row, run, metric, value, data_hash, model, model_hash, recipe_hash, policy_hash,
    tool_version, code, seed) AS
    SELECT n.id, n.run, n.metric, n.value, r.provenance ->> '$.corpusHash', m.name,
      m.checkpoint_hash, r.provenance ->> '$.recipeHash', r.provenance ->> '$.policyHash',
      r.provenance ->> '$.toolVersion', r.provenance ->> '$.commit', n.seed
    FROM metrics n JOIN runs r ON r.id = n.run
    LEFT JOIN evaluations e ON e.id = n.evaluation LEFT JOIN models m ON m.id = e.model;

  """
