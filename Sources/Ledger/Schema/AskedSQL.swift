/// Adds how many utterances a model was asked about in an evaluation, so that what it left
/// unanswered in worse audio is known, also where it answered nothing.
let askedSQL = """
  ALTER TABLE evaluations ADD COLUMN asked INTEGER CHECK (asked >= 0);

  """
