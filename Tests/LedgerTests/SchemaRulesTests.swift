import Ledger
import Metrics
import Testing

/// Each statement breaks one rule alone, which SQLite has to name: a statement that fails for
/// another reason shows nothing.
@Suite("Each rule of the schema, as another program meets it")
struct SchemaRulesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let ledger = try folder.open()
    let model = try Example.begin(in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    try ledger.record([Example.prediction("OAF_bar_angry")], of: .dev, by: model)
    try ledger.replaceFindings(
      [
        .init(
          check: "uar", subject: "YAF", status: .passed, importance: .note, message: "Well.",
          evidence: Example.metric(), threshold: .init(.atLeast, 0.1, reason: "because"))
      ], in: model.run)
    try ledger.close()
  }

  private func refuses(_ sql: String, _ rule: String) {
    let error = #expect(throws: SQLiteShell.Failure.self, "\(sql)") {
      try SQLiteShell.run(folder.ledger, "PRAGMA foreign_keys = ON; \(sql);")
    }
    #expect(error?.message.contains(rule) == true, "\(sql): \(error?.message ?? "")")
  }

  @Test("A value that cannot be is refused by its rule")
  func values() {
    let rules = [
      ("UPDATE runs SET id = ''", "id <> ''"), ("UPDATE runs SET key = ''", "key <> ''"),
      ("UPDATE runs SET provenance = '{'", "json_valid(provenance)"),
      ("UPDATE runs SET finished = 't'", "(status = 'running') = (finished IS NULL)"),
      (
        "UPDATE runs SET status = 'complete', finished = 't'",
        "owner IS NULL OR status = 'running'"
      ),
      ("UPDATE corpora SET name = ''", "name <> ''"),
      ("UPDATE corpora SET is_synthetic = 2", "is_synthetic IN (0, 1)"),
      ("UPDATE corpora SET dropped_labels = '[]'", "json_type(dropped_labels) = 'object'"),
      ("UPDATE speakers SET age = -1", "age >= 0"),
      ("UPDATE utterances SET duration_seconds = -0.1", "duration_seconds >= 0"),
      ("UPDATE utterances SET attributes = '1'", "json_type(attributes) = 'object'"),
      ("INSERT INTO fingerprints (bytes) VALUES (x'')", "length(bytes) > 0"),
      ("UPDATE splits SET leakage = ''", "json_valid(leakage)"),
      ("UPDATE split_parts SET part = 'test'", "part IN ('train','dev','calibration')"),
      ("UPDATE part_predictions SET part = 'train'", "part IN ('dev','calibration')"),
      ("UPDATE test_sets SET position = position - 1", "position >= 0"),
      ("UPDATE test_sets SET leaky = 2", "leaky IN (0, 1)"),
      ("UPDATE models SET status = 'broken'", "status IN ('fitting','fitted')"),
      ("UPDATE epochs SET epoch = -1", "epoch >= 0"),
      ("UPDATE epochs SET dev_uar = 1.5", "dev_uar BETWEEN 0 AND 1"),
      ("UPDATE epochs SET learning_rate = -1", "learning_rate >= 0"),
      ("UPDATE epochs SET seconds = -1", "seconds >= 0"),
      ("UPDATE reliability_bins SET lower = upper", "lower < upper"),
      ("UPDATE reliability_bins SET n = -1 WHERE bin = 5", "n >= 0"),
      (
        "UPDATE reliability_bins SET mean_confidence = 1.1 WHERE bin = 5",
        "mean_confidence BETWEEN 0 AND 1"
      ),
      (
        "UPDATE reliability_bins SET mean_confidence = NULL WHERE bin = 5",
        "(n = 0) = (mean_confidence IS NULL)"
      ),
      ("UPDATE attention SET weight = -1", "weight >= 0"), ("UPDATE attention SET n = 0", "n > 0"),
      ("UPDATE metrics SET level = 1 WHERE metric = 'uar'", "level > 0 AND level < 1"),
      ("UPDATE metrics SET unit = 'room' WHERE metric = 'uar'", "unit IN ('word','speaker'"),
      (
        "UPDATE metrics SET lower = NULL, upper = NULL, level = NULL WHERE metric = 'uar'",
        "(lower IS NULL) = (unit IS NULL)"
      ),
      ("UPDATE metrics SET upper = NULL WHERE metric = 'uar'", "(lower IS NULL) = (upper IS NULL)"),
      ("UPDATE metrics SET speaker = ''", "speaker <> ''"),
      ("UPDATE metrics SET severity = 0", "severity BETWEEN 1 AND 5"),
      ("UPDATE evaluations SET asked = -1", "asked >= 0"),
      ("UPDATE findings SET direction = 'over'", "direction IN ('at-least','at-most')"),
      ("UPDATE findings SET threshold = NULL", "(direction IS NULL) = (threshold IS NULL)"),
      ("UPDATE findings SET reason = NULL", "(direction IS NULL) = (reason IS NULL)"),
      ("UPDATE findings SET position = -1", "position >= 0"),
    ]
    for (sql, rule) in rules { refuses(sql, "CHECK constraint failed: \(rule)") }
  }

  @Test("What must be there once is not there twice")
  func uniqueness() {
    let copies = [
      (
        "INSERT INTO runs SELECT 'r', key, preset, status, started, finished, owner, provenance "
          + "FROM runs", "runs.key"
      ),
      ("UPDATE epochs SET epoch = 2; INSERT INTO epochs SELECT * FROM epochs", "epochs.model"),
      (
        "INSERT INTO models SELECT 9, split, name, seed, status, checkpoint, checkpoint_hash, "
          + "best_epoch FROM models", "models.split, models.name, models.seed"
      ),
      (
        "INSERT INTO evaluations SELECT 9, split, model, test_set, perturbation, severity, 'x', asked "
          + "FROM evaluations", "one_evaluation_a_condition"
      ),
      ("INSERT INTO reliability_bins SELECT * FROM reliability_bins", "one_reliability_bin"),
      ("UPDATE metrics SET metric = 'uar', id = id + 10", "one_row_a_number"),
    ]
    for (sql, rule) in copies { refuses(sql, rule) }
  }

  @Test("A prediction is of an utterance of the ledger, when it is written and ever after")
  func utterances() throws {
    let message = "a prediction needs an utterance of the ledger"
    refuses(
      "INSERT INTO predictions (evaluation, utterance, truth, predicted) "
        + "SELECT id, 9999, 'sad', 'sad' FROM evaluations", message)
    refuses("UPDATE predictions SET utterance = 9999", message)
    try SQLiteShell.run(
      folder.ledger, "PRAGMA foreign_keys = ON; DELETE FROM corpora WHERE name = 'tess';")
    for table in ["utterances", "splits", "models", "evaluations", "predictions"] {
      #expect(try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM \(table);") == "0")
    }
    #expect(try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM runs;") == "1")
  }

  @Test("A look can be neither changed nor taken back, and the error says so")
  func looks() {
    refuses("DELETE FROM test_looks", "a look at a test part cannot be taken back")
    refuses("UPDATE test_looks SET severity = 3", "a look at a test part cannot be changed")
  }

  @Test("The view of provenance leads from each number to what determined it")
  func provenance() throws {
    let columns = "run, metric, data_hash, model, model_hash, recipe_hash, policy_hash, "
    let rows = try SQLiteShell.run(
      folder.ledger,
      "SELECT \(columns) tool_version, code, seed FROM metric_provenance ORDER BY metric_row;")
    #expect(
      rows.split(separator: "\n") == [
        "\(Example.run().id)|uar|c|crnn|w|r|p|0.1.0|abc|0",
        "\(Example.run().id)|ece|c|crnn|w|r|p|0.1.0|abc|0",
      ])
  }
}
