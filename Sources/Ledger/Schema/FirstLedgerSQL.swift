/// The schema of version 1. Rules live here rather than in Swift, so that they hold for anybody who
/// writes to the file; deleting a run takes everything that belongs to it along, except its looks
/// at test parts.
let firstLedgerSQL =
  runsSQL + corporaSQL + splitsSQL + modelsSQL + evaluationsSQL + metricsSQL + decisionsSQL

private let emotions = "('angry','disgust','fear','happy','neutral','sad','surprise')"
/// As `IN`, for which SQLite would fill a table of its own with every row that is written.
private func isEmotion(_ column: String) -> String {
  """
  CASE \(column) WHEN 'angry' THEN 1 WHEN 'disgust' THEN 1 WHEN 'fear' THEN 1 WHEN 'happy' THEN 1
        WHEN 'neutral' THEN 1 WHEN 'sad' THEN 1 WHEN 'surprise' THEN 1 ELSE 0 END
  """
}

private let protocols = """
  ('random','augment-before-split','word-disjoint','speaker-disjoint','speaker-word-disjoint',\
  'cross-corpus')
  """
private let statuses = "('passed','failed','undetermined')"

private let runsSQL = """
  CREATE TABLE runs (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    key TEXT NOT NULL CHECK (key <> ''),
    preset TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running','interrupted','complete')),
    started TEXT NOT NULL,
    finished TEXT,
    owner TEXT,
    provenance TEXT NOT NULL CHECK (json_valid(provenance)),
    CHECK ((status = 'running') = (finished IS NULL)),
    CHECK (owner IS NULL OR status = 'running')
  ) STRICT;
  CREATE UNIQUE INDEX one_unfinished_run_a_key ON runs(key) WHERE status <> 'complete';

  """

private let corporaSQL = """
  CREATE TABLE corpora (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    hash TEXT NOT NULL,
    root TEXT NOT NULL,
    is_synthetic INTEGER NOT NULL CHECK (is_synthetic IN (0, 1)),
    dropped_labels TEXT NOT NULL CHECK (json_type(dropped_labels) = 'object'),
    UNIQUE (run, name)
  ) STRICT;
  CREATE TABLE speakers (
    corpus INTEGER NOT NULL REFERENCES corpora(id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    sex TEXT,
    age INTEGER CHECK (age >= 0),
    language TEXT,
    PRIMARY KEY (corpus, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE utterances (
    id INTEGER PRIMARY KEY,
    corpus INTEGER NOT NULL REFERENCES corpora(id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    speaker TEXT NOT NULL,
    emotion TEXT NOT NULL CHECK (emotion IN \(emotions)),
    word TEXT,
    path TEXT NOT NULL,
    content_hash TEXT,
    duration_seconds REAL CHECK (duration_seconds >= 0),
    parent TEXT,
    attributes TEXT NOT NULL CHECK (json_type(attributes) = 'object'),
    UNIQUE (corpus, name),
    FOREIGN KEY (corpus, speaker) REFERENCES speakers(corpus, id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX utterances_by_speaker ON utterances(corpus, speaker);
  CREATE TABLE problems (
    corpus INTEGER NOT NULL REFERENCES corpora(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    explanation TEXT NOT NULL
  ) STRICT;
  CREATE INDEX problems_by_corpus ON problems(corpus);

  """

private let splitsSQL = """
  CREATE TABLE splits (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    protocol TEXT NOT NULL CHECK (protocol IN \(protocols)),
    trained_on TEXT NOT NULL,
    leakage TEXT NOT NULL CHECK (json_valid(leakage)),
    UNIQUE (run, name)
  ) STRICT;
  CREATE TABLE split_parts (
    split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
    utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('train','dev','calibration')),
    PRIMARY KEY (split, utterance)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX split_parts_by_utterance ON split_parts(utterance);
  CREATE TABLE test_sets (
    id INTEGER PRIMARY KEY,
    split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    protocol TEXT NOT NULL CHECK (protocol IN \(protocols)),
    tested_on TEXT NOT NULL,
    leaky INTEGER NOT NULL CHECK (leaky IN (0, 1)),
    UNIQUE (split, position),
    UNIQUE (id, split)
  ) STRICT;
  CREATE TABLE test_set_utterances (
    test_set INTEGER NOT NULL REFERENCES test_sets(id) ON DELETE CASCADE,
    utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
    PRIMARY KEY (test_set, utterance)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX test_set_utterances_by_utterance ON test_set_utterances(utterance);

  """

private let modelsSQL = """
  CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    seed INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('fitting','fitted')),
    checkpoint TEXT,
    checkpoint_hash TEXT,
    best_epoch INTEGER,
    UNIQUE (split, name, seed),
    UNIQUE (id, split)
  ) STRICT;
  CREATE TABLE epochs (
    model INTEGER NOT NULL REFERENCES models(id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    train_loss REAL NOT NULL,
    dev_loss REAL,
    dev_uar REAL CHECK (dev_uar BETWEEN 0 AND 1),
    learning_rate REAL NOT NULL CHECK (learning_rate >= 0),
    seconds REAL NOT NULL CHECK (seconds >= 0),
    PRIMARY KEY (model, epoch)
  ) STRICT, WITHOUT ROWID;

  """

private let evaluationsSQL = """
  CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY,
    split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
    model INTEGER NOT NULL,
    test_set INTEGER NOT NULL,
    perturbation TEXT CHECK (perturbation <> ''),
    severity INTEGER CHECK (severity BETWEEN 1 AND 5),
    evaluated TEXT NOT NULL,
    CHECK ((perturbation IS NULL) = (severity IS NULL)),
    FOREIGN KEY (model, split) REFERENCES models(id, split) ON DELETE CASCADE,
    FOREIGN KEY (test_set, split) REFERENCES test_sets(id, split) ON DELETE CASCADE
  ) STRICT;
  CREATE UNIQUE INDEX one_evaluation_a_condition
    ON evaluations(model, test_set, ifnull(perturbation, ''), ifnull(severity, 0));
  CREATE INDEX evaluations_by_model ON evaluations(model, split);
  CREATE INDEX evaluations_by_test_set ON evaluations(test_set, split);
  CREATE INDEX evaluations_by_split ON evaluations(split);
  CREATE TABLE predictions (
    evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
    utterance INTEGER NOT NULL,
    truth TEXT NOT NULL CHECK (\(isEmotion("truth"))),
    predicted TEXT NOT NULL CHECK (\(isEmotion("predicted"))),
    p_angry REAL, p_disgust REAL, p_fear REAL, p_happy REAL, p_neutral REAL, p_sad REAL,
    p_surprise REAL,
    PRIMARY KEY (evaluation, utterance),
    CHECK (
      coalesce(p_angry, p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise) IS NULL OR (
        min(p_angry, p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise) >= 0
        AND abs(p_angry + p_disgust + p_fear + p_happy + p_neutral + p_sad + p_surprise - 1) < 0.01
      ) IS TRUE)
  ) STRICT, WITHOUT ROWID;
  -- A foreign key to utterances would need an index by utterance, and its scattered writes make a
  -- million predictions five times slower; these triggers keep the same promise.
  CREATE TRIGGER predictions_know_their_utterance BEFORE INSERT ON predictions
    WHEN NOT EXISTS (SELECT 1 FROM utterances WHERE id = NEW.utterance)
    BEGIN SELECT RAISE(ABORT, 'a prediction needs an utterance of the ledger'); END;
  CREATE TRIGGER predictions_keep_their_utterance BEFORE UPDATE OF utterance ON predictions
    WHEN NOT EXISTS (SELECT 1 FROM utterances WHERE id = NEW.utterance)
    BEGIN SELECT RAISE(ABORT, 'a prediction needs an utterance of the ledger'); END;
  CREATE TRIGGER corpora_take_their_splits_along BEFORE DELETE ON corpora
    BEGIN DELETE FROM splits WHERE run = OLD.run; END;
  CREATE TABLE reliability_bins (
    evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
    speaker TEXT,
    bin INTEGER NOT NULL CHECK (bin >= 0),
    lower REAL NOT NULL,
    upper REAL NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    mean_confidence REAL CHECK (mean_confidence BETWEEN 0 AND 1),
    accuracy REAL CHECK (accuracy BETWEEN 0 AND 1),
    CHECK (lower < upper),
    CHECK ((n = 0) = (mean_confidence IS NULL)),
    CHECK ((n = 0) = (accuracy IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX one_reliability_bin ON reliability_bins(evaluation, ifnull(speaker, ''), bin);
  CREATE TABLE attention (
    evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
    speaker TEXT NOT NULL,
    emotion TEXT NOT NULL CHECK (emotion IN \(emotions)),
    bin INTEGER NOT NULL CHECK (bin BETWEEN 0 AND 49),
    weight REAL NOT NULL CHECK (weight >= 0),
    n INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (evaluation, speaker, emotion, bin)
  ) STRICT, WITHOUT ROWID;
  CREATE VIEW confusion_counts(evaluation, speaker, truth, predicted, n) AS
    SELECT p.evaluation, u.speaker, p.truth, p.predicted, count(*)
    FROM predictions p JOIN utterances u ON u.id = p.utterance
    GROUP BY p.evaluation, u.speaker, p.truth, p.predicted;

  """

private let metricsSQL = """
  CREATE TABLE metrics (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    evaluation INTEGER REFERENCES evaluations(id) ON DELETE CASCADE,
    protocol TEXT NOT NULL CHECK (protocol IN \(protocols)),
    trained_on TEXT NOT NULL,
    tested_on TEXT NOT NULL,
    speaker TEXT CHECK (speaker <> ''),
    emotion TEXT CHECK (emotion IN \(emotions)),
    attribute TEXT CHECK (attribute <> ''),
    subgroup TEXT CHECK (subgroup <> ''),
    perturbation TEXT CHECK (perturbation <> ''),
    severity INTEGER CHECK (severity BETWEEN 1 AND 5),
    metric TEXT NOT NULL CHECK (metric <> ''),
    value REAL,
    lower REAL,
    upper REAL,
    level REAL CHECK (level > 0 AND level < 1),
    unit TEXT CHECK (unit IN ('word','speaker','utterance','exact')),
    n INTEGER NOT NULL CHECK (n >= 0),
    seed INTEGER,
    leaky INTEGER NOT NULL CHECK (leaky IN (0, 1)),
    CHECK (lower <= upper),
    CHECK ((lower IS NULL) = (upper IS NULL)),
    CHECK ((lower IS NULL) = (level IS NULL)),
    CHECK ((lower IS NULL) = (unit IS NULL)),
    CHECK (subgroup IS NULL OR attribute IS NOT NULL)
  ) STRICT;
  CREATE UNIQUE INDEX one_row_a_number ON metrics(
    run, metric, protocol, trained_on, tested_on, ifnull(speaker, ''), ifnull(emotion, ''),
    ifnull(attribute, ''), ifnull(subgroup, ''), ifnull(perturbation, ''), ifnull(severity, 0),
    ifnull(seed, 'all'));
  CREATE INDEX metrics_by_evaluation ON metrics(evaluation);
  CREATE VIEW reported_metrics(
    run, protocol, trained_on, tested_on, speaker, class, attribute, subgroup, perturbation,
    severity, metric, value, lower, upper, level, n, leaky) AS
    SELECT run, protocol, trained_on, tested_on, speaker, emotion, attribute, subgroup,
      perturbation, severity, metric, value, lower, upper, level, n, leaky
    FROM metrics;

  """

private let decisionsSQL = """
  CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    policy TEXT NOT NULL,
    policy_hash TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN \(statuses)),
    decided TEXT NOT NULL
  ) STRICT;
  CREATE INDEX verdicts_by_run ON verdicts(run);
  CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    verdict INTEGER REFERENCES verdicts(id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    check_name TEXT NOT NULL CHECK (check_name <> ''),
    subject TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN \(statuses)),
    importance TEXT NOT NULL CHECK (importance IN ('note','warning','critical')),
    message TEXT NOT NULL,
    advice TEXT,
    evidence INTEGER REFERENCES metrics(id) ON DELETE SET NULL,
    direction TEXT CHECK (direction IN ('at-least','at-most')),
    threshold REAL,
    reason TEXT,
    CHECK ((direction IS NULL) = (threshold IS NULL)),
    CHECK ((direction IS NULL) = (reason IS NULL))
  ) STRICT;
  CREATE INDEX findings_by_run ON findings(run, verdict, position);
  CREATE INDEX findings_by_verdict ON findings(verdict);
  CREATE INDEX findings_by_evidence ON findings(evidence);
  CREATE TABLE test_looks (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    corpora TEXT NOT NULL,
    model TEXT NOT NULL,
    protocol TEXT NOT NULL,
    trained_on TEXT NOT NULL,
    tested_on TEXT NOT NULL,
    perturbation TEXT,
    severity INTEGER,
    looked TEXT NOT NULL
  ) STRICT;
  CREATE INDEX test_looks_by_run ON test_looks(run);
  CREATE TRIGGER looks_stay BEFORE DELETE ON test_looks
    BEGIN SELECT RAISE(ABORT, 'a look at a test part cannot be taken back'); END;
  CREATE TRIGGER looks_do_not_change BEFORE UPDATE ON test_looks
    BEGIN SELECT RAISE(ABORT, 'a look at a test part cannot be changed'); END;

  """
