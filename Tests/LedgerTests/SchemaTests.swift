import Ledger
import Testing

@Suite("The schema's own promises, as another program sees them")
struct SchemaTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    let model = try Example.begin(in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
  }

  @Test("the view of reported metrics has exactly the columns that anyone's SQL relies on")
  func viewColumns() throws {
    let columns = try SQLiteShell.run(
      folder.ledger, "SELECT group_concat(name, ', ') FROM pragma_table_info('reported_metrics');")
    #expect(
      columns == "run, protocol, trained_on, tested_on, speaker, class, attribute, subgroup, "
        + "perturbation, severity, metric, value, lower, upper, level, n, leaky, model, declared")
  }

  @Test("the view shows a number with everything that says what it is a number of")
  func viewRow() throws {
    let row = try SQLiteShell.run(
      folder.ledger, "SELECT * FROM reported_metrics WHERE metric = 'ece';")
    #expect(row == "\(Example.run().id)|speaker-disjoint|OAF|YAF|||||||ece|||||14|0|crnn|0")
  }

  @Test(
    "the view names the model, and says whether its training was declared by names",
    arguments: [
      (["Model": "lab", "Trained on": "OAF, as declared"], "lab|1"),
      (["Model": "lab", "Trained on": "as the split says", "Splits": "a"], "lab|0"),
      (["Model": "lab", "Trained on": "unknown: nobody says"], "lab|0"), ([:], "crnn|0"),
    ])
  func viewModel(facts: [String: String], expected: String) throws {
    let other = try TemporaryFolder()
    let ledger = try other.open()
    var provenance = Example.run().provenance
    provenance.facts = facts
    let run = Run(id: "r", key: "k", preset: "quick", started: "now", provenance: provenance)
    let model = try Example.begin(run, in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    let found = try SQLiteShell.run(
      other.ledger, "SELECT DISTINCT model, declared FROM reported_metrics;")
    #expect(found == expected)
  }

  @Test("the file is in WAL mode and says whose it is")
  func marks() throws {
    let marks = try SQLiteShell.run(
      folder.ledger,
      "PRAGMA journal_mode; SELECT printf('%x', application_id) FROM pragma_application_id;"
        + "PRAGMA user_version;")
    #expect(marks == "wal\n53455261\n7")
  }

  @Test(
    "rules refuse what cannot be",
    arguments: [
      "UPDATE runs SET status = 'done';",
      "UPDATE runs SET status = 'complete', finished = NULL;",
      "INSERT INTO runs VALUES ('r', 'k', 'quick', 'interrupted', 't', 't', NULL, '{}');",
      "UPDATE evaluations SET severity = 6, perturbation = 'x';",
      "UPDATE evaluations SET severity = 1;",
      "UPDATE predictions SET p_sad = NULL;",
      "UPDATE predictions SET p_sad = 0.9;",
      "UPDATE predictions SET truth = 'calm';",
      "UPDATE metrics SET lower = 0.9, upper = 0.1 WHERE metric = 'uar';",
      "UPDATE metrics SET level = NULL WHERE metric = 'uar';",
      "UPDATE metrics SET n = -1;",
      "UPDATE metrics SET leaky = 2;",
      "UPDATE metrics SET metric = 'uar', value = 1;",
      "UPDATE metrics SET subgroup = 'female';",
      "UPDATE metrics SET value = 'high';",
      "UPDATE attention SET bin = 50;",
      "UPDATE reliability_bins SET accuracy = 1 WHERE n = 0;",
      "UPDATE test_looks SET looked = 'never';",
      "PRAGMA foreign_keys = ON; INSERT INTO splits VALUES (9, 'x', 'n', 'random', 'a', '{}');",
    ])
  func rules(sql: String) {
    #expect(throws: SQLiteShell.Failure.self) { try SQLiteShell.run(folder.ledger, sql) }
  }

  @Test("deleting a run takes everything along but its looks")
  func cascade() throws {
    try ledger.delete(ledger.read { try $0.run(Example.run().id) })
    let tables = try SQLiteShell.run(
      folder.ledger,
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        + "AND name <> 'grdb_migrations';")
    for table in tables.split(separator: "\n") {
      let count = try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM \(table);")
      #expect(count == (table == "test_looks" ? "1" : "0"), "\(table)")
    }
  }
}
