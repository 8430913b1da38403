import Corpora
import Findings
import Gates
import Ledger
import Metrics
import Testing

@Suite("What is written to a ledger is read back")
struct RoundTripTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
  }

  @Test("a run keeps its provenance and goes from running to complete")
  func runs() throws {
    try ledger.begin(run)
    #expect(try ledger.read { try $0.run(run.id) } == run)
    try ledger.interrupt(run: run.id, at: "later")
    let stopped = try ledger.read { try $0.unfinishedRun(matching: "k") }
    #expect(stopped?.status == .interrupted)
    #expect(stopped?.finished == "later")
    try ledger.resume(#require(stopped), owner: "host:2")
    #expect(try ledger.read { try $0.run(run.id).owner } == "host:2")
    try ledger.finish(run: run.id, at: "at last")
    #expect(try ledger.read { try $0.unfinishedRun(matching: "k") } == nil)
    #expect(try ledger.read { try $0.runs().map(\.status) } == [.complete])
  }

  @Test("a run that another process has taken since it was read is left to that process")
  func takenRuns() throws {
    try ledger.begin(run)
    // Two processes read the same: the first of them stopped, or its process was killed.
    for isStopped in [true, false] {
      if isStopped { try ledger.interrupt(run: run.id, at: "later") }
      let read = try #require(try ledger.read { try $0.unfinishedRun(matching: "k") })
      let owner = isStopped ? "host:2" : "host:3"
      try ledger.resume(read, owner: owner)
      #expect(throws: LedgerError.runTaken(id: run.id)) { try ledger.resume(read, owner: "host:9") }
      #expect(throws: LedgerError.runTaken(id: run.id)) { try ledger.delete(read) }
      #expect(try ledger.read { try $0.run(run.id).owner } == owner)
    }
    let read = try ledger.read { try $0.run(run.id) }
    try ledger.finish(run: run.id, at: "at last")
    #expect(throws: LedgerError.runTaken(id: run.id)) { try ledger.resume(read) }
    try ledger.delete(ledger.read { try $0.run(run.id) })
    #expect(throws: LedgerError.runTaken(id: run.id)) { try ledger.resume(read) }
  }

  @Test("a corpus keeps its speakers, counts, dropped labels and problems")
  func corpora() throws {
    try Example.begin(run, in: ledger)
    let corpora = try ledger.read { try $0.corpora(run: run.id) }
    let corpus = try #require(corpora.first)
    #expect(corpora.count == 1)
    #expect(corpus.speakers == Example.corpus.speakers)
    #expect(corpus.counts.count == 14)
    #expect(corpus.counts.allSatisfy { $0.count == 2 })
    #expect(corpus.wordCount == 2)
    #expect(corpus.totalSeconds == 2.5)
    #expect(corpus.droppedLabels == ["calm": 2])
    #expect(corpus.problems == Example.corpus.problems)
    #expect(!corpus.isSynthetic)
  }

  @Test("what augmentation derived is no original of the corpus")
  func derived() throws {
    try Example.begin(run, in: ledger)
    let copy = Utterance(
      id: "OAF_back_sad#pitch", corpus: "tess", speaker: "OAF", emotion: .sad, word: "back",
      path: "OAF/back_sad.wav", parent: "OAF_back_sad")
    try ledger.record(derived: [copy], in: run.id)
    try ledger.record(derived: [copy], in: run.id)
    let corpus = try ledger.read { try $0.corpora(run: run.id) }.first
    #expect(corpus?.counts.allSatisfy { $0.count == 2 } == true)
    let all = try SQLiteShell.run(folder.ledger, "SELECT count(*) FROM utterances;")
    #expect(all == "29")
  }

  @Test("a speaker of whom nothing can be used is not among the corpus' speakers")
  func unusableSpeaker() throws {
    try ledger.begin(run)
    let corpus = Corpus(
      name: "toy", root: "/nowhere",
      utterances: [
        Utterance(id: "1", corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: "1.wav")
      ], speakers: ["a", "b"].map { Speaker(id: $0) },
      problems: [CorpusProblem(kind: .silent, path: "2.wav", explanation: "digital silence")])
    try ledger.record(corpus, hash: "c", isSynthetic: false, in: run.id)
    let stored = try #require(try ledger.read { try $0.corpora(run: run.id) }.first)
    #expect(stored.speakers == [Speaker(id: "a")])
    #expect(stored.problems == corpus.problems)
  }

  @Test("a split keeps every part, every test set and its stamp")
  func splits() throws {
    try Example.begin(run, in: ledger)
    let stored = try ledger.read { try $0.splits(run: run.id) }
    #expect(stored.map(\.split) == [Example.split])
    #expect(stored.map(\.isLeaky) == [[false, false, true]])
  }

  @Test("an evaluation keeps predictions, bins, attention and confusion")
  func evaluations() throws {
    let model = try Example.begin(run, in: ledger)
    let key = EvaluationKey(model: model, test: 0)
    try ledger.record(Example.result(), of: key, at: "now")
    try ledger.read { reader throws in
      let evaluation = try #require(try reader.evaluations(run: run.id).first)
      #expect(evaluation.key == key)
      #expect(evaluation.trainedOn == "OAF")
      #expect(evaluation.testedOn == "YAF")
      #expect(try reader.predictions(of: evaluation.id) == Example.result().predictions)
      #expect(try reader.reliability(of: evaluation.id) == Example.reliability)
      #expect(try reader.attention(of: evaluation.id) == Example.result().attention)
      let confusion = try #require(try reader.confusions(of: evaluation.id).first)
      #expect(confusion.speaker == "YAF")
      let saidFear = confusion.counts.map { $0[Emotion.fear.index] }
      #expect(saidFear == [Int](repeating: 2, count: 7))
      let count = confusion.counts.joined().reduce(0, +)
      #expect(count == 14)
    }
  }

  @Test("bare labels stay bare")
  func labels() throws {
    let model = try Example.begin(run, in: ledger)
    let bare = Prediction(
      utterance: "YAF_back_sad", speaker: "YAF", word: "back", truth: .sad, predicted: .neutral)
    try ledger.record(
      EvaluationResult(predictions: [bare], metrics: []), of: .init(model: model, test: 0), at: "t")
    try ledger.read { reader throws in
      let id = try #require(try reader.evaluations(run: run.id).first?.id)
      #expect(try reader.predictions(of: id) == [bare])
    }
  }

  @Test("metrics come back in order, undetermined ones as undetermined")
  func metrics() throws {
    let model = try Example.begin(run, in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    let overall = Example.metric("inflation-uar", 0.4, seed: nil)
    try ledger.replaceRunMetrics([Example.metric("old", 0, seed: nil)], in: run.id)
    try ledger.replaceRunMetrics([overall], in: run.id)
    let rows = try ledger.read { try $0.metrics(run: run.id) }
    #expect(rows == Example.result().metrics + [overall])
    let values: [Double?] = [1 / 7, nil, 0.4]
    #expect(rows.map(\.value) == values)
  }

  @Test("findings and the latest verdict come back with their evidence")
  func decisions() throws {
    let model = try Example.begin(run, in: ledger)
    try ledger.record(Example.result(), of: .init(model: model, test: 0), at: "now")
    let judged = Finding(
      check: "uar", subject: "OAF > YAF", status: .failed, importance: .critical, message: "Low.",
      advice: "Look.", evidence: Example.metric(),
      threshold: Threshold(.atLeast, 0.6, reason: "because"), ground: "lower")
    let bare = Finding(
      check: "note", subject: "all", status: .undetermined, importance: .note, message: "Unknown.")
    try ledger.replaceFindings([bare, judged], in: run.id)
    try ledger.replaceFindings([judged, bare], in: run.id)
    try ledger.record(
      Verdict(policy: "old", findings: []), policyHash: "o", in: run.id, at: "before")
    let verdict = Verdict(policy: "default", findings: [judged])
    try ledger.record(verdict, policyHash: "p", in: run.id, at: "now")
    try ledger.read { reader throws in
      #expect(try reader.findings(run: run.id) == [judged, bare])
      #expect(try reader.verdict(run: run.id)?.verdict == verdict)
      #expect(try reader.verdict(run: run.id)?.decided == "now")
      #expect(try reader.metrics(run: run.id).count == 2)
    }
  }

  @Test("the number behind a finding becomes a row of the metrics")
  func evidence() throws {
    try ledger.begin(run)
    let finding = Finding(
      check: "gap", subject: "OAF", status: .passed, importance: .note, message: "Small.",
      evidence: Example.metric("gap", 0.01))
    try ledger.replaceFindings([finding], in: run.id)
    #expect(try ledger.read { try $0.metrics(run: run.id) } == [Example.metric("gap", 0.01)])
  }

  @Test("a model keeps its learning curve and where its weights are")
  func models() throws {
    let model = try Example.begin(run, in: ledger)
    let stored = try #require(try ledger.read { try $0.models(run: run.id) }.first)
    #expect(stored.key == model)
    #expect(stored.isFitted)
    #expect(stored.checkpoint == "models/a.safetensors")
    #expect(stored.keptEpoch == 1)
    #expect(stored.epochs.map(\.trainLoss) == [1.9])
    #expect(stored.epochs.first?.devLoss == nil)
  }
}
