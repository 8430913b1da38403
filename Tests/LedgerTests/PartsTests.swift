import Corpora
import Ledger
import Metrics
import Testing

@Suite("What a model says of parts that are no test")
struct PartsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    try Example.begin(run, in: ledger)
    try ledger.beginFit(Example.model())
  }

  @Test("is read back by part, replaces what was there, and is no look at a test")
  func roundTrip() throws {
    let dev = [Example.prediction("OAF_bar_angry", certain: 0.7)]
    let calibration = [
      Prediction(
        utterance: "OAF_bar_sad", speaker: "OAF", word: "bar", truth: .sad, predicted: .happy)
    ]
    try ledger.record([Example.prediction("OAF_bar_angry")], of: .dev, by: Example.model())
    try ledger.record(dev, of: .dev, by: Example.model())
    try ledger.record(calibration, of: .calibration, by: Example.model())
    let stored = try ledger.read { reader in
      (
        dev: try reader.predictions(of: .dev, by: Example.model()),
        calibration: try reader.predictions(of: .calibration, by: Example.model()),
        looks: try reader.testLooks(run: run.id)
      )
    }
    #expect(stored.dev == dev)
    #expect(stored.calibration == calibration)
    #expect(stored.looks == 0)
  }

  @Test("is refused of a test part")
  func refusesTests() throws {
    #expect(throws: LedgerError.self) {
      try ledger.record(
        [Example.prediction("OAF_bar_angry")], of: .test, by: Example.model())
    }
  }

  @Test("goes with its model, and measures stay with their recordings")
  func goesWithItsModel() throws {
    try ledger.record([Example.prediction("OAF_bar_angry")], of: .dev, by: Example.model())
    try ledger.record(measures: ["OAF_bar_angry": ["f0": 210.5, "level": -30]], in: run.id)
    try ledger.record(measures: ["OAF_bar_angry": ["f0": 1]], in: run.id)
    try ledger.beginFit(Example.model())
    let predictions = try ledger.read { try $0.predictions(of: .dev, by: Example.model()) }
    #expect(predictions.isEmpty)
    let measures = try ledger.read { try $0.measures(run: run.id) }
    #expect(measures == ["f0": ["OAF_bar_angry": 210.5], "level": ["OAF_bar_angry": -30]])
  }

  @Test("the corpora of a run are read back as one, with speakers and attributes")
  func joinedCorpus() throws {
    let corpus = try ledger.read { try $0.joinedCorpus(run: run.id) }
    #expect(corpus.utterances == Example.corpus.utterances)
    #expect(corpus.speakers == Example.corpus.speakers)
  }
}
