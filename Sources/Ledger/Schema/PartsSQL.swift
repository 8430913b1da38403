/// Adds what a model says of the parts that are no test (its calibration is fitted to them), and what
/// was measured on each recording (groups of utterances are made from it), so that every number that
/// follows from either can be computed again from the ledger alone.
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

  """
