import Corpora
import Ledger
import Testing

@Suite("What a ledger says of corpora")
struct CorpusFactsTests {
  let folder: TemporaryFolder
  let ledger: LedgerFile
  let run = Example.run()

  init() throws {
    folder = try TemporaryFolder()
    ledger = try folder.open()
    try ledger.begin(run)
  }

  private func utterance(
    _ id: String, _ speaker: String, _ emotion: Emotion = .sad, word: String? = nil,
    of corpus: String, parent: String? = nil
  ) -> Utterance {
    Utterance(
      id: id, corpus: corpus, speaker: speaker, emotion: emotion, word: word, path: "\(id).wav",
      parent: parent)
  }

  /// Two speakers, three words, one utterance without a word.
  private var toy: Corpus {
    Corpus(
      name: "toy", root: "/toy",
      utterances: [
        utterance("1", "b", .sad, word: "dog", of: "toy"),
        utterance("2", "b", .sad, word: "cat", of: "toy"),
        utterance("3", "b", .angry, word: "dog", of: "toy"),
        utterance("4", "a", .surprise, word: "Dog", of: "toy"),
        utterance("5", "a", .angry, of: "toy"),
      ], speakers: ["a", "b"].map { Speaker(id: $0) })
  }

  /// Named so that it comes before the other by name.
  private var friends: Corpus {
    Corpus(
      name: "friends", root: "/friends", utterances: [utterance("f1", "f", of: "friends")],
      speakers: [Speaker(id: "f", sex: "male", age: 0, language: "de")])
  }

  private func facts() throws -> [CorpusFacts] { try ledger.read { try $0.corpora(run: run.id) } }

  @Test("Utterances are counted by speaker and emotion; words that differ in letter case are two")
  func counts() throws {
    try ledger.record(toy, hash: "t", isSynthetic: true, in: run.id)
    let facts = try #require(try facts().first)
    #expect(
      facts.counts.map { "\($0.speaker) \($0.emotion.rawValue) \($0.count)" } == [
        "a angry 1", "a surprise 1", "b angry 1", "b sad 2",
      ])
    #expect(facts.wordCount == 3)
    #expect(facts.isSynthetic && facts.root == "/toy" && facts.hash == "t")
    #expect(facts.speakers == toy.speakers)
  }

  @Test("Lengths are summed over the originals whose length is known; of none, nothing is said")
  func seconds() throws {
    try ledger.record(
      toy, hash: "t", isSynthetic: false,
      recordings: [
        "1": RecordingFacts(contentHash: "x", durationSeconds: 1.25),
        "2": RecordingFacts(contentHash: nil, durationSeconds: nil),
        "3": RecordingFacts(contentHash: nil, durationSeconds: 0.5),
        "nobody": RecordingFacts(contentHash: nil, durationSeconds: 100),
      ], in: run.id)
    try ledger.record(friends, hash: "f", isSynthetic: false, in: run.id)
    #expect(try facts().map(\.totalSeconds) == [1.75, nil])
    #expect(try facts().map(\.wordCount) == [3, 0])
  }

  @Test("A fingerprint is kept byte for byte, and one without bytes is refused")
  func fingerprints() throws {
    let bytes: [UInt8] = [0, 255, 39, 0, 128]
    func record(_ print: [UInt8], as corpus: Corpus) throws {
      try ledger.record(
        corpus, hash: "h", isSynthetic: false,
        recordings: [
          corpus.utterances[0].id: RecordingFacts(
            contentHash: nil, durationSeconds: nil, fingerprint: print)
        ], in: run.id)
    }
    try record(bytes, as: toy)
    let stored = try SQLiteShell.run(
      folder.ledger,
      "SELECT name, hex(bytes) FROM utterances u JOIN fingerprints f ON f.id = u.fingerprint;")
    #expect(stored == "1|00FF270080")
    #expect(throws: LedgerError.refused(rule: "CHECK constraint failed: length(bytes) > 0")) {
      try record([], as: friends)
    }
    #expect(try facts().map(\.name) == ["toy"])
  }

  @Test("What was derived is in no count, no length and no joined corpus")
  func derived() throws {
    try ledger.record(toy, hash: "t", isSynthetic: false, in: run.id)
    let before = try #require(try facts().first)
    try ledger.record(
      derived: [
        utterance("1#pitch", "b", .fear, word: "new", of: "toy", parent: "1"),
        utterance("3#noise", "b", .angry, word: "dog", of: "toy", parent: "3"),
      ], in: run.id)
    let after = try #require(try facts().first)
    #expect(after.counts == before.counts && after.wordCount == before.wordCount)
    #expect(try ledger.read { try $0.joinedCorpus(run: run.id) }.utterances == toy.utterances)
  }

  @Test("Corpora come in the order they were recorded, and are joined under the name of the first")
  func joined() throws {
    try ledger.record(toy, hash: "t", isSynthetic: false, in: run.id)
    try ledger.record(friends, hash: "f", isSynthetic: false, in: run.id)
    #expect(try facts().map(\.name) == ["toy", "friends"])
    let joined = try ledger.read { try $0.joinedCorpus(run: run.id) }
    #expect(joined.name == "toy" && joined.root == "/toy")
    #expect(joined.utterances == toy.utterances + friends.utterances)
    #expect(joined.utterances.last?.corpus == "friends")
    #expect(joined.speakers == toy.speakers + friends.speakers)
    let reserve = try ledger.read { try $0.testReserve(run: run.id) }
    #expect(reserve.held.map(\.speaker) == ["a", "b"])
    #expect(reserve.held.map(\.words) == [1, 2] && reserve.held.map(\.utterances) == [2, 3])
    #expect(reserve.tested.isEmpty)
  }

  @Test("A run without corpora has none to join, and one that is not there cannot be given any")
  func none() throws {
    let error = #expect(
      throws: LedgerError.unknown(what: "corpus", name: "of run \(run.id)")
    ) { try ledger.read { try $0.joinedCorpus(run: run.id) } }
    #expect(
      error?.description
        == "The ledger has no corpus of run \(run.id) in this run, and one was expected.")
    #expect(throws: LedgerError.unknownRun(id: "nobody")) {
      try ledger.record(toy, hash: "t", isSynthetic: false, in: "nobody")
    }
    #expect(try facts().isEmpty)
  }

  @Test("A speaker of an impossible age and an utterance of nobody are refused whole")
  func refused() throws {
    let old = Corpus(
      name: "old", root: "/", utterances: [utterance("1", "a", of: "old")],
      speakers: [Speaker(id: "a", age: -1)])
    #expect(throws: LedgerError.refused(rule: "CHECK constraint failed: age >= 0")) {
      try ledger.record(old, hash: "o", isSynthetic: false, in: run.id)
    }
    let orphan = Corpus(
      name: "orphan", root: "/", utterances: [utterance("1", "nobody", of: "orphan")],
      speakers: [])
    #expect(throws: LedgerError.refused(rule: "FOREIGN KEY constraint failed")) {
      try ledger.record(orphan, hash: "o", isSynthetic: false, in: run.id)
    }
    #expect(try facts().isEmpty)
  }
}
