-- A ledger as version 7 wrote it: frozen, never written again.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('0001-first-ledger');
INSERT INTO grdb_migrations VALUES('fingerprints-of-utterances');
INSERT INTO grdb_migrations VALUES('parts-and-measures');
INSERT INTO grdb_migrations VALUES('asked-utterances');
INSERT INTO grdb_migrations VALUES('shared-fingerprints');
INSERT INTO grdb_migrations VALUES('grounds-of-findings');
INSERT INTO grdb_migrations VALUES('models-of-reported-metrics');
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
INSERT INTO runs VALUES('2026-11-22T17-05-03Z-quick-ab12','k','quick','running','2026-11-22T17:05:03Z',NULL,'host:1','{"commit":"abc","corpusHash":"c","facts":{"fftw":"3.3.10"},"machine":"two cores","policyHash":"p","recipeHash":"r","seed":0,"toolVersion":"0.1.0"}');
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
INSERT INTO corpora VALUES(1,'2026-11-22T17-05-03Z-quick-ab12','tess','c','/somewhere',0,'{"calm":2}');
CREATE TABLE speakers (
  corpus INTEGER NOT NULL REFERENCES corpora(id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  sex TEXT,
  age INTEGER CHECK (age >= 0),
  language TEXT,
  PRIMARY KEY (corpus, id)
) STRICT, WITHOUT ROWID;
INSERT INTO speakers VALUES(1,'OAF','female',64,'en-CA');
INSERT INTO speakers VALUES(1,'YAF',NULL,26,NULL);
CREATE TABLE utterances (
  id INTEGER PRIMARY KEY,
  corpus INTEGER NOT NULL REFERENCES corpora(id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  speaker TEXT NOT NULL,
  emotion TEXT NOT NULL CHECK (emotion IN ('angry','disgust','fear','happy','neutral','sad','surprise')),
  word TEXT,
  path TEXT NOT NULL,
  content_hash TEXT,
  duration_seconds REAL CHECK (duration_seconds >= 0),
  parent TEXT,
  attributes TEXT NOT NULL CHECK (json_type(attributes) = 'object'), fingerprint INTEGER REFERENCES fingerprints(id),
  UNIQUE (corpus, name),
  FOREIGN KEY (corpus, speaker) REFERENCES speakers(corpus, id) ON DELETE CASCADE
) STRICT;
INSERT INTO utterances VALUES(1,1,'OAF_back_angry','OAF','angry','back','OAF/back_angry.wav',NULL,NULL,NULL,'{"take":"1"}',1);
INSERT INTO utterances VALUES(2,1,'OAF_back_disgust','OAF','disgust','back','OAF/back_disgust.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(3,1,'OAF_back_fear','OAF','fear','back','OAF/back_fear.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(4,1,'OAF_back_happy','OAF','happy','back','OAF/back_happy.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(5,1,'OAF_back_neutral','OAF','neutral','back','OAF/back_neutral.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(6,1,'OAF_back_sad','OAF','sad','back','OAF/back_sad.wav','h',2.5,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(7,1,'OAF_back_surprise','OAF','surprise','back','OAF/back_surprise.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(8,1,'OAF_bar_angry','OAF','angry','bar','OAF/bar_angry.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(9,1,'OAF_bar_disgust','OAF','disgust','bar','OAF/bar_disgust.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(10,1,'OAF_bar_fear','OAF','fear','bar','OAF/bar_fear.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(11,1,'OAF_bar_happy','OAF','happy','bar','OAF/bar_happy.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(12,1,'OAF_bar_neutral','OAF','neutral','bar','OAF/bar_neutral.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(13,1,'OAF_bar_sad','OAF','sad','bar','OAF/bar_sad.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(14,1,'OAF_bar_surprise','OAF','surprise','bar','OAF/bar_surprise.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(15,1,'YAF_back_angry','YAF','angry','back','YAF/back_angry.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(16,1,'YAF_back_disgust','YAF','disgust','back','YAF/back_disgust.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(17,1,'YAF_back_fear','YAF','fear','back','YAF/back_fear.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(18,1,'YAF_back_happy','YAF','happy','back','YAF/back_happy.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(19,1,'YAF_back_neutral','YAF','neutral','back','YAF/back_neutral.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(20,1,'YAF_back_sad','YAF','sad','back','YAF/back_sad.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(21,1,'YAF_back_surprise','YAF','surprise','back','YAF/back_surprise.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(22,1,'YAF_bar_angry','YAF','angry','bar','YAF/bar_angry.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(23,1,'YAF_bar_disgust','YAF','disgust','bar','YAF/bar_disgust.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(24,1,'YAF_bar_fear','YAF','fear','bar','YAF/bar_fear.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(25,1,'YAF_bar_happy','YAF','happy','bar','YAF/bar_happy.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(26,1,'YAF_bar_neutral','YAF','neutral','bar','YAF/bar_neutral.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(27,1,'YAF_bar_sad','YAF','sad','bar','YAF/bar_sad.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
INSERT INTO utterances VALUES(28,1,'YAF_bar_surprise','YAF','surprise','bar','YAF/bar_surprise.wav',NULL,NULL,NULL,'{"take":"1"}',NULL);
CREATE TABLE problems (
  corpus INTEGER NOT NULL REFERENCES corpora(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  explanation TEXT NOT NULL
) STRICT;
INSERT INTO problems VALUES(1,'empty','x.wav','0 bytes, a wav expected.');
CREATE TABLE splits (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  protocol TEXT NOT NULL CHECK (protocol IN ('random','augment-before-split','word-disjoint','speaker-disjoint','speaker-word-disjoint','cross-corpus')),
  trained_on TEXT NOT NULL,
  leakage TEXT NOT NULL CHECK (json_valid(leakage)),
  UNIQUE (run, name)
) STRICT;
INSERT INTO splits VALUES(1,'2026-11-22T17-05-03Z-quick-ab12','speaker-disjoint/OAF','speaker-disjoint','OAF','{}');
CREATE TABLE split_parts (
  split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
  utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('train','dev','calibration')),
  PRIMARY KEY (split, utterance)
) STRICT, WITHOUT ROWID;
INSERT INTO split_parts VALUES(1,1,'train');
INSERT INTO split_parts VALUES(1,2,'train');
INSERT INTO split_parts VALUES(1,3,'train');
INSERT INTO split_parts VALUES(1,4,'train');
INSERT INTO split_parts VALUES(1,5,'train');
INSERT INTO split_parts VALUES(1,6,'train');
INSERT INTO split_parts VALUES(1,7,'train');
INSERT INTO split_parts VALUES(1,8,'dev');
INSERT INTO split_parts VALUES(1,13,'calibration');
CREATE TABLE test_sets (
  id INTEGER PRIMARY KEY,
  split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  protocol TEXT NOT NULL CHECK (protocol IN ('random','augment-before-split','word-disjoint','speaker-disjoint','speaker-word-disjoint','cross-corpus')),
  tested_on TEXT NOT NULL,
  leaky INTEGER NOT NULL CHECK (leaky IN (0, 1)),
  UNIQUE (split, position),
  UNIQUE (id, split)
) STRICT;
INSERT INTO test_sets VALUES(1,1,0,'speaker-disjoint','YAF',0);
INSERT INTO test_sets VALUES(2,1,1,'speaker-word-disjoint','YAF',0);
INSERT INTO test_sets VALUES(3,1,2,'random','OAF',1);
CREATE TABLE test_set_utterances (
  test_set INTEGER NOT NULL REFERENCES test_sets(id) ON DELETE CASCADE,
  utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
  PRIMARY KEY (test_set, utterance)
) STRICT, WITHOUT ROWID;
INSERT INTO test_set_utterances VALUES(3,11);
INSERT INTO test_set_utterances VALUES(1,15);
INSERT INTO test_set_utterances VALUES(1,16);
INSERT INTO test_set_utterances VALUES(1,17);
INSERT INTO test_set_utterances VALUES(1,18);
INSERT INTO test_set_utterances VALUES(1,19);
INSERT INTO test_set_utterances VALUES(1,20);
INSERT INTO test_set_utterances VALUES(1,21);
INSERT INTO test_set_utterances VALUES(1,22);
INSERT INTO test_set_utterances VALUES(2,22);
INSERT INTO test_set_utterances VALUES(1,23);
INSERT INTO test_set_utterances VALUES(2,23);
INSERT INTO test_set_utterances VALUES(1,24);
INSERT INTO test_set_utterances VALUES(2,24);
INSERT INTO test_set_utterances VALUES(1,25);
INSERT INTO test_set_utterances VALUES(2,25);
INSERT INTO test_set_utterances VALUES(1,26);
INSERT INTO test_set_utterances VALUES(2,26);
INSERT INTO test_set_utterances VALUES(1,27);
INSERT INTO test_set_utterances VALUES(2,27);
INSERT INTO test_set_utterances VALUES(1,28);
INSERT INTO test_set_utterances VALUES(2,28);
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
INSERT INTO models VALUES(1,1,'crnn',0,'fitted','models/a.safetensors','w',1);
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
INSERT INTO epochs VALUES(1,1,1.8999999999999999111,NULL,NULL,0.0010000000000000000208,2.0);
CREATE TABLE evaluations (
  id INTEGER PRIMARY KEY,
  split INTEGER NOT NULL REFERENCES splits(id) ON DELETE CASCADE,
  model INTEGER NOT NULL,
  test_set INTEGER NOT NULL,
  perturbation TEXT CHECK (perturbation <> ''),
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  evaluated TEXT NOT NULL, asked INTEGER CHECK (asked >= 0),
  CHECK ((perturbation IS NULL) = (severity IS NULL)),
  FOREIGN KEY (model, split) REFERENCES models(id, split) ON DELETE CASCADE,
  FOREIGN KEY (test_set, split) REFERENCES test_sets(id, split) ON DELETE CASCADE
) STRICT;
INSERT INTO evaluations VALUES(1,1,1,1,NULL,NULL,'now',NULL);
CREATE TABLE predictions (
  evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
  utterance INTEGER NOT NULL,
  truth TEXT NOT NULL CHECK (CASE truth WHEN 'angry' THEN 1 WHEN 'disgust' THEN 1 WHEN 'fear' THEN 1 WHEN 'happy' THEN 1
      WHEN 'neutral' THEN 1 WHEN 'sad' THEN 1 WHEN 'surprise' THEN 1 ELSE 0 END),
  predicted TEXT NOT NULL CHECK (CASE predicted WHEN 'angry' THEN 1 WHEN 'disgust' THEN 1 WHEN 'fear' THEN 1 WHEN 'happy' THEN 1
      WHEN 'neutral' THEN 1 WHEN 'sad' THEN 1 WHEN 'surprise' THEN 1 ELSE 0 END),
  p_angry REAL, p_disgust REAL, p_fear REAL, p_happy REAL, p_neutral REAL, p_sad REAL,
  p_surprise REAL,
  PRIMARY KEY (evaluation, utterance),
  CHECK (
    coalesce(p_angry, p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise) IS NULL OR (
      min(p_angry, p_disgust, p_fear, p_happy, p_neutral, p_sad, p_surprise) >= 0
      AND abs(p_angry + p_disgust + p_fear + p_happy + p_neutral + p_sad + p_surprise - 1) < 0.01
    ) IS TRUE)
) STRICT, WITHOUT ROWID;
INSERT INTO predictions VALUES(1,15,'angry','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,16,'disgust','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,17,'fear','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,18,'happy','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,19,'neutral','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,20,'sad','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,21,'surprise','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,22,'angry','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,23,'disgust','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,24,'fear','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,25,'happy','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,26,'neutral','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,27,'sad','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
INSERT INTO predictions VALUES(1,28,'surprise','fear',0.099999999999999991673,0.099999999999999991673,0.4000000000000000222,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673,0.099999999999999991673);
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
INSERT INTO reliability_bins VALUES(1,NULL,0,0.0,0.066666666666666665741,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,1,0.066666666666666665741,0.13333333333333333148,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,2,0.13333333333333333148,0.2000000000000000111,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,3,0.2000000000000000111,0.26666666666666666296,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,4,0.26666666666666666296,0.33333333333333331482,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,5,0.33333333333333331482,0.4000000000000000222,14,0.4000000000000000222,0.14285714285714284921);
INSERT INTO reliability_bins VALUES(1,NULL,6,0.4000000000000000222,0.46666666666666667406,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,7,0.46666666666666667406,0.53333333333333332593,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,8,0.53333333333333332593,0.59999999999999997779,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,9,0.59999999999999997779,0.66666666666666662965,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,10,0.66666666666666662965,0.73333333333333328152,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,11,0.73333333333333328152,0.8000000000000000444,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,12,0.8000000000000000444,0.86666666666666669627,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,13,0.86666666666666669627,0.93333333333333334813,0,NULL,NULL);
INSERT INTO reliability_bins VALUES(1,NULL,14,0.93333333333333334813,1.0,0,NULL,NULL);
CREATE TABLE attention (
  evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE,
  speaker TEXT NOT NULL,
  emotion TEXT NOT NULL CHECK (emotion IN ('angry','disgust','fear','happy','neutral','sad','surprise')),
  bin INTEGER NOT NULL CHECK (bin BETWEEN 0 AND 49),
  weight REAL NOT NULL CHECK (weight >= 0),
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (evaluation, speaker, emotion, bin)
) STRICT, WITHOUT ROWID;
INSERT INTO attention VALUES(1,'YAF','sad',0,0.0,2);
INSERT INTO attention VALUES(1,'YAF','sad',1,0.00081632653061224492822,2);
INSERT INTO attention VALUES(1,'YAF','sad',2,0.0016326530612244898564,2);
INSERT INTO attention VALUES(1,'YAF','sad',3,0.0024489795918367345678,2);
INSERT INTO attention VALUES(1,'YAF','sad',4,0.0032653061224489797129,2);
INSERT INTO attention VALUES(1,'YAF','sad',5,0.0040816326530612248579,2);
INSERT INTO attention VALUES(1,'YAF','sad',6,0.0048979591836734691356,2);
INSERT INTO attention VALUES(1,'YAF','sad',7,0.0057142857142857142807,2);
INSERT INTO attention VALUES(1,'YAF','sad',8,0.0065306122448979594258,2);
INSERT INTO attention VALUES(1,'YAF','sad',9,0.0073469387755102037035,2);
INSERT INTO attention VALUES(1,'YAF','sad',10,0.0081632653061224497159,2);
INSERT INTO attention VALUES(1,'YAF','sad',11,0.0089795918367346939936,2);
INSERT INTO attention VALUES(1,'YAF','sad',12,0.0097959183673469382713,2);
INSERT INTO attention VALUES(1,'YAF','sad',13,0.010612244897959184283,2);
INSERT INTO attention VALUES(1,'YAF','sad',14,0.011428571428571428561,2);
INSERT INTO attention VALUES(1,'YAF','sad',15,0.012244897959183672839,2);
INSERT INTO attention VALUES(1,'YAF','sad',16,0.013061224489795918851,2);
INSERT INTO attention VALUES(1,'YAF','sad',17,0.013877551020408163129,2);
INSERT INTO attention VALUES(1,'YAF','sad',18,0.014693877551020407407,2);
INSERT INTO attention VALUES(1,'YAF','sad',19,0.015510204081632653419,2);
INSERT INTO attention VALUES(1,'YAF','sad',20,0.016326530612244899431,2);
INSERT INTO attention VALUES(1,'YAF','sad',21,0.017142857142857143709,2);
INSERT INTO attention VALUES(1,'YAF','sad',22,0.017959183673469387987,2);
INSERT INTO attention VALUES(1,'YAF','sad',23,0.018775510204081632265,2);
INSERT INTO attention VALUES(1,'YAF','sad',24,0.019591836734693876542,2);
INSERT INTO attention VALUES(1,'YAF','sad',25,0.02040816326530612082,2);
INSERT INTO attention VALUES(1,'YAF','sad',26,0.021224489795918368567,2);
INSERT INTO attention VALUES(1,'YAF','sad',27,0.022040816326530612845,2);
INSERT INTO attention VALUES(1,'YAF','sad',28,0.022857142857142857123,2);
INSERT INTO attention VALUES(1,'YAF','sad',29,0.0236734693877551014,2);
INSERT INTO attention VALUES(1,'YAF','sad',30,0.024489795918367345678,2);
INSERT INTO attention VALUES(1,'YAF','sad',31,0.025306122448979593425,2);
INSERT INTO attention VALUES(1,'YAF','sad',32,0.026122448979591837703,2);
INSERT INTO attention VALUES(1,'YAF','sad',33,0.026938775510204081981,2);
INSERT INTO attention VALUES(1,'YAF','sad',34,0.027755102040816326258,2);
INSERT INTO attention VALUES(1,'YAF','sad',35,0.028571428571428570536,2);
INSERT INTO attention VALUES(1,'YAF','sad',36,0.029387755102040814814,2);
INSERT INTO attention VALUES(1,'YAF','sad',37,0.030204081632653062561,2);
INSERT INTO attention VALUES(1,'YAF','sad',38,0.031020408163265306838,2);
INSERT INTO attention VALUES(1,'YAF','sad',39,0.031836734693877551116,2);
INSERT INTO attention VALUES(1,'YAF','sad',40,0.032653061224489798863,2);
INSERT INTO attention VALUES(1,'YAF','sad',41,0.033469387755102039672,2);
INSERT INTO attention VALUES(1,'YAF','sad',42,0.034285714285714287419,2);
INSERT INTO attention VALUES(1,'YAF','sad',43,0.035102040816326528227,2);
INSERT INTO attention VALUES(1,'YAF','sad',44,0.035918367346938775974,2);
INSERT INTO attention VALUES(1,'YAF','sad',45,0.036734693877551023721,2);
INSERT INTO attention VALUES(1,'YAF','sad',46,0.03755102040816326453,2);
INSERT INTO attention VALUES(1,'YAF','sad',47,0.038367346938775512277,2);
INSERT INTO attention VALUES(1,'YAF','sad',48,0.039183673469387753085,2);
INSERT INTO attention VALUES(1,'YAF','sad',49,0.040000000000000000832,2);
CREATE TABLE metrics (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  evaluation INTEGER REFERENCES evaluations(id) ON DELETE CASCADE,
  protocol TEXT NOT NULL CHECK (protocol IN ('random','augment-before-split','word-disjoint','speaker-disjoint','speaker-word-disjoint','cross-corpus')),
  trained_on TEXT NOT NULL,
  tested_on TEXT NOT NULL,
  speaker TEXT CHECK (speaker <> ''),
  emotion TEXT CHECK (emotion IN ('angry','disgust','fear','happy','neutral','sad','surprise')),
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
INSERT INTO metrics VALUES(1,'2026-11-22T17-05-03Z-quick-ab12',1,'speaker-disjoint','OAF','YAF',NULL,NULL,NULL,NULL,NULL,NULL,'uar',0.14285714285714284921,0.042857142857142843661,0.24285714285714285476,0.94999999999999995559,'word',14,0,0);
INSERT INTO metrics VALUES(2,'2026-11-22T17-05-03Z-quick-ab12',1,'speaker-disjoint','OAF','YAF',NULL,NULL,NULL,NULL,NULL,NULL,'ece',NULL,NULL,NULL,NULL,NULL,14,0,0);
CREATE TABLE verdicts (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  policy TEXT NOT NULL,
  policy_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('passed','failed','undetermined')),
  decided TEXT NOT NULL
) STRICT;
CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  verdict INTEGER REFERENCES verdicts(id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  check_name TEXT NOT NULL CHECK (check_name <> ''),
  subject TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('passed','failed','undetermined')),
  importance TEXT NOT NULL CHECK (importance IN ('note','warning','critical')),
  message TEXT NOT NULL,
  advice TEXT,
  evidence INTEGER REFERENCES metrics(id) ON DELETE SET NULL,
  direction TEXT CHECK (direction IN ('at-least','at-most')),
  threshold REAL,
  reason TEXT, ground TEXT CHECK (ground <> ''),
  CHECK ((direction IS NULL) = (threshold IS NULL)),
  CHECK ((direction IS NULL) = (reason IS NULL))
) STRICT;
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
INSERT INTO test_looks VALUES(1,'2026-11-22T17-05-03Z-quick-ab12','c','crnn/0','speaker-disjoint','OAF','YAF',NULL,NULL,'now');
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
CREATE TABLE utterance_measures (
  utterance INTEGER NOT NULL REFERENCES utterances(id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  value REAL NOT NULL,
  PRIMARY KEY (utterance, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE fingerprints (
  id INTEGER PRIMARY KEY,
  -- The first 16 characters of a hash of the recording's content, by which equal bytes are found.
  hash_beginning TEXT,
  bytes BLOB NOT NULL CHECK (length(bytes) > 0)
) STRICT;
INSERT INTO fingerprints VALUES(1,NULL,X'01');
CREATE UNIQUE INDEX one_unfinished_run_a_key ON runs(key) WHERE status <> 'complete';
CREATE INDEX utterances_by_speaker ON utterances(corpus, speaker);
CREATE INDEX problems_by_corpus ON problems(corpus);
CREATE INDEX split_parts_by_utterance ON split_parts(utterance);
CREATE INDEX test_set_utterances_by_utterance ON test_set_utterances(utterance);
CREATE UNIQUE INDEX one_evaluation_a_condition
  ON evaluations(model, test_set, ifnull(perturbation, ''), ifnull(severity, 0));
CREATE INDEX evaluations_by_model ON evaluations(model, split);
CREATE INDEX evaluations_by_test_set ON evaluations(test_set, split);
CREATE INDEX evaluations_by_split ON evaluations(split);
CREATE TRIGGER predictions_know_their_utterance BEFORE INSERT ON predictions
  WHEN NOT EXISTS (SELECT 1 FROM utterances WHERE id = NEW.utterance)
  BEGIN SELECT RAISE(ABORT, 'a prediction needs an utterance of the ledger'); END;
CREATE TRIGGER predictions_keep_their_utterance BEFORE UPDATE OF utterance ON predictions
  WHEN NOT EXISTS (SELECT 1 FROM utterances WHERE id = NEW.utterance)
  BEGIN SELECT RAISE(ABORT, 'a prediction needs an utterance of the ledger'); END;
CREATE TRIGGER corpora_take_their_splits_along BEFORE DELETE ON corpora
  BEGIN DELETE FROM splits WHERE run = OLD.run; END;
CREATE UNIQUE INDEX one_reliability_bin ON reliability_bins(evaluation, ifnull(speaker, ''), bin);
CREATE VIEW confusion_counts(evaluation, speaker, truth, predicted, n) AS
  SELECT p.evaluation, u.speaker, p.truth, p.predicted, count(*)
  FROM predictions p JOIN utterances u ON u.id = p.utterance
  GROUP BY p.evaluation, u.speaker, p.truth, p.predicted;
CREATE UNIQUE INDEX one_row_a_number ON metrics(
  run, metric, protocol, trained_on, tested_on, ifnull(speaker, ''), ifnull(emotion, ''),
  ifnull(attribute, ''), ifnull(subgroup, ''), ifnull(perturbation, ''), ifnull(severity, 0),
  ifnull(seed, 'all'));
CREATE INDEX metrics_by_evaluation ON metrics(evaluation);
CREATE INDEX verdicts_by_run ON verdicts(run);
CREATE INDEX findings_by_run ON findings(run, verdict, position);
CREATE INDEX findings_by_verdict ON findings(verdict);
CREATE INDEX findings_by_evidence ON findings(evidence);
CREATE INDEX test_looks_by_run ON test_looks(run);
CREATE TRIGGER looks_stay BEFORE DELETE ON test_looks
  BEGIN SELECT RAISE(ABORT, 'a look at a test part cannot be taken back'); END;
CREATE TRIGGER looks_do_not_change BEFORE UPDATE ON test_looks
  BEGIN SELECT RAISE(ABORT, 'a look at a test part cannot be changed'); END;
CREATE INDEX part_predictions_by_utterance ON part_predictions(utterance);
CREATE VIEW metric_provenance(
  metric_row, run, metric, value, data_hash, model, model_hash, recipe_hash, policy_hash,
  tool_version, code, seed) AS
  SELECT n.id, n.run, n.metric, n.value, r.provenance ->> '$.corpusHash', m.name,
    m.checkpoint_hash, r.provenance ->> '$.recipeHash', r.provenance ->> '$.policyHash',
    r.provenance ->> '$.toolVersion', r.provenance ->> '$.commit', n.seed
  FROM metrics n JOIN runs r ON r.id = n.run
  LEFT JOIN evaluations e ON e.id = n.evaluation LEFT JOIN models m ON m.id = e.model;
CREATE INDEX fingerprints_by_hash ON fingerprints(hash_beginning);
CREATE INDEX utterances_by_fingerprint ON utterances(fingerprint) WHERE fingerprint NOT NULL;
CREATE TRIGGER fingerprints_go_with_their_last_utterance AFTER DELETE ON utterances
  WHEN OLD.fingerprint NOT NULL
    AND NOT EXISTS (SELECT 1 FROM utterances WHERE fingerprint = OLD.fingerprint)
  BEGIN DELETE FROM fingerprints WHERE id = OLD.fingerprint; END;
CREATE VIEW reported_metrics(
  run, protocol, trained_on, tested_on, speaker, class, attribute, subgroup, perturbation,
  severity, metric, value, lower, upper, level, n, leaky, model, declared) AS
  SELECT n.run, n.protocol, n.trained_on, n.tested_on, n.speaker, n.emotion, n.attribute,
    n.subgroup, n.perturbation, n.severity, n.metric, n.value, n.lower, n.upper, n.level, n.n,
    n.leaky, ifnull(r.provenance ->> '$.facts.Model', 'crnn'),
    r.provenance ->> '$.facts."Trained on"' NOT NULL
      AND r.provenance ->> '$.facts."Trained on"' <> 'unknown: nobody says'
      AND r.provenance ->> '$.facts.Splits' IS NULL
  FROM metrics n JOIN runs r ON r.id = n.run;
COMMIT;
PRAGMA application_id = 1397052001;
PRAGMA user_version = 7;
