/// Adds what each recording sounds like, so that near-duplicates on two sides of a split can be
/// found from the ledger alone.
let fingerprintsSQL = """
  ALTER TABLE utterances ADD COLUMN fingerprint BLOB CHECK (length(fingerprint) > 0);

  """
