import Corpora
import TestSupport
import Testing

@Suite("Corpora that are known by name are read as published")
struct PublishedCorporaTests {
  /// A folder with a file for each official name.
  private static func folder(of corpus: String) throws -> ScratchFolder {
    let listing = try ChecksumListing.load(
      path: Repository.root + "/datasets/\(corpus)/checksums.tsv")
    let folder = try ScratchFolder()
    for entry in listing.entries { try folder.write("wav/" + entry.name) }
    return folder
  }

  private static func counts(_ corpus: Corpus) -> [Emotion: Int] {
    Dictionary(grouping: corpus.utterances, by: \.emotion).mapValues(\.count)
  }

  @Test("Every official name of EmoDB is read: 454 utterances, and boredom dropped 81 times")
  func emodb() throws {
    let folder = try Self.folder(of: "emodb")
    let corpus = try CorpusReader.read(name: "EmoDB", root: folder.path)
    #expect(corpus.name == "emodb")
    #expect(corpus.problems.isEmpty)
    #expect(corpus.droppedLabels == ["boredom": 81])
    #expect(
      Self.counts(corpus) == [
        .angry: 127, .disgust: 46, .fear: 69, .happy: 71, .neutral: 79, .sad: 62,
      ])
    #expect(Set(corpus.utterances.compactMap(\.word)).count == 10)
    #expect(corpus.speakers.filter { $0.sex == "female" }.count == 5)
    #expect(
      corpus.speakers.first == Speaker(id: "emodb-03", sex: "male", age: 31, language: "de"))
    let first = try #require(corpus.utterances.first { $0.id == "03a01Fa" })
    #expect(first.emotion == .happy && first.word == "a01" && first.attributes == ["version": "a"])
    try Self.expectFolds(of: corpus, count: 6)
  }

  @Test("Every official name of CREMA-D is read: 7,442 utterances of 91 actors")
  func cremaD() throws {
    let folder = try Self.folder(of: "crema-d")
    let corpus = try CorpusReader.read(name: "crema-d", root: folder.path)
    #expect(corpus.problems.isEmpty && corpus.droppedLabels.isEmpty)
    #expect(
      Self.counts(corpus) == [
        .angry: 1271, .disgust: 1271, .fear: 1271, .happy: 1271, .neutral: 1087, .sad: 1271,
      ])
    #expect(Set(corpus.utterances.compactMap(\.word)).count == 12)
    let first = try #require(corpus.utterances.first { $0.id == "1001_DFA_ANG_XX" })
    #expect(
      first.attributes == [
        "level": "unspecified", "race": "Caucasian", "ethnicity": "Not Hispanic",
      ])
    try Self.expectFolds(of: corpus, count: 6)
  }

  @Test("CREMA-D's actors have the sex, age, race and ethnicity of the published table")
  func demographics() throws {
    let table = try DelimitedTable.load(
      path: Repository.root + "/datasets/crema-d/demographics.csv")
    #expect(table.rows.count == 91)
    let folder = try ScratchFolder()
    for row in table.rows { try folder.write("\(table["actorid", row] ?? "")_IEO_NEU_XX.wav") }
    let corpus = try CorpusReader.read(name: "crema-d", root: folder.path)
    for (row, utterance) in zip(table.rows, corpus.utterances) {
      let speaker = try #require(corpus.speakers.first { $0.id == utterance.speaker })
      #expect(speaker.id == "crema-d-" + (table["actorid", row] ?? ""))
      #expect(speaker.sex == table["sex", row]?.lowercased())
      #expect(speaker.age.map(String.init) == table["age", row])
      #expect(utterance.attributes["race"] ?? "Unknown" == table["race", row])
      #expect(utterance.attributes["ethnicity"] == table["ethnicity", row])
    }
  }

  @Test("The CREMA-D file with a short level is read as the one that is meant")
  func shortLevel() throws {
    let folder = try ScratchFolder()
    try folder.write("AudioWAV/1040_ITH_SAD_X.wav")
    let corpus = try CorpusReader.read(name: "crema-d", root: folder.path)
    #expect(corpus.utterances.map(\.id) == ["1040_ITH_SAD_XX"])
  }

  @Test("SAVEE is read by file names and by folders of speakers alike")
  func savee() throws {
    let folder = try ScratchFolder()
    try folder.write("ALL/DC_a01.wav")
    for speaker in ["JE", "JK", "KL"] {
      for (letters, most) in [("sa", 15), ("su", 15), ("n", 30), ("a", 15)] {
        for number in 1...most {
          try folder.write("AudioData/\(speaker)/\(letters)\(number < 10 ? "0" : "")\(number).wav")
        }
      }
    }
    let corpus = try CorpusReader.read(name: "savee", root: folder.path)
    #expect(corpus.problems.isEmpty)
    #expect(Self.counts(corpus) == [.angry: 46, .neutral: 90, .sad: 45, .surprise: 45])
    #expect(
      corpus.speakers
        == ["DC", "JE", "JK", "KL"].map { Speaker(id: $0, sex: "male", language: "en-GB") })
    let sad = try #require(corpus.utterances.first { $0.id == "JK_sa07" })
    #expect(sad.emotion == .sad && sad.word == nil && sad.attributes == ["sentence": "07"])
    try Self.expectFolds(of: corpus, count: 4)
  }

  @Test(
    "Names that do not follow the scheme are named with what was expected; the rest goes on",
    arguments: [
      ("emodb", "03a01Xa.wav", "'X'"), ("emodb", "04a01Fa.wav", "'04'"),
      ("emodb", "03c01Fa.wav", "'c01'"), ("emodb", "noise.wav", "version"),
      ("crema-d", "1092_DFA_ANG_XX.wav", "1091"), ("crema-d", "1001_XXX_ANG_XX.wav", "IEO"),
      ("crema-d", "1001_DFA_ANG_ZZ.wav", "LO, MD, HI, XX"), ("crema-d", "1001_DFA.wav", "four"),
      ("savee", "DC_b01.wav", "'b'"), ("savee", "XX_a01.wav", "DC, JE, JK, KL"),
      ("savee", "DC_a1.wav", "'1'"), ("savee", "a_b_c.wav", "two parts"),
    ])
  func strangeNames(corpus: String, name: String, words: String) throws {
    let good = ["emodb": "03a01Fa.wav", "crema-d": "1001_DFA_ANG_XX.wav", "savee": "KL_a01.wav"]
    let folder = try ScratchFolder()
    try folder.write(name)
    try folder.write(#require(good[corpus]))
    let read = try CorpusReader.read(name: corpus, root: folder.path)
    #expect(read.utterances.count == 1)
    #expect(read.problems.map(\.kind) == [.unparsableName])
    #expect(read.problems[0].explanation.contains(words), "\(read.problems[0].explanation)")
  }

  @Test("An unknown CREMA-D emotion names the codes that are known")
  func unknownEmotion() throws {
    let folder = try ScratchFolder()
    try folder.write("1001_DFA_SUR_XX.wav")
    try folder.write("1001_DFA_SAD_XX.wav")
    let corpus = try CorpusReader.read(name: "crema-d", root: folder.path)
    #expect(corpus.problems.map(\.kind) == [.unknownEmotion])
    #expect(corpus.problems[0].explanation.contains("ang, dis, fea, hap, neu, sad"))
  }

  /// Each speaker is tested once and never heard in the training of that fold.
  static func expectFolds(of corpus: Corpus, count: Int) throws {
    let plan = try ProtocolPlanner(corpus: corpus).plan(.speakerDisjoint)
    #expect(plan.splits.count == count)
    let tested = plan.splits.compactMap { split in
      split.tests.first { $0.evaluationProtocol == .speakerDisjoint }?.testedOn
    }
    #expect(tested.flatMap { $0 }.sorted() == corpus.speakers.map(\.id).sorted())
    for (split, tested) in zip(plan.splits, tested) {
      #expect(Set(split.trainedOn).isDisjoint(with: tested))
      #expect(!split.train.isEmpty && !split.dev.isEmpty)
    }
  }
}
