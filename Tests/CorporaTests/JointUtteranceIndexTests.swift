import Corpora
import Testing

@Suite("Names of recordings among several corpora")
struct JointUtteranceIndexTests {
  /// Two corpora in folders of one folder; identifiers of the second begin with its name.
  private static let corpora = [
    corpus("ours", ["a/one.wav", "a/two.wav", "b/two.wav", "a/both.wav"], prefix: ""),
    corpus("theirs", ["a/three.wav", "c/two.wav", "a/both.wav", "c/both.wav"], prefix: "theirs/"),
  ]

  private static func corpus(_ name: String, _ paths: [String], prefix: String) -> Corpus {
    Corpus(
      name: name, root: "/data/" + name,
      utterances: paths.map {
        Utterance(
          id: prefix + $0.dropLast(4), corpus: name, speaker: prefix + "s", emotion: .sad,
          word: nil, path: $0)
      }, speakers: [Speaker(id: prefix + "s")])
  }

  private static func match(_ name: String) -> String {
    switch JointUtteranceIndex(corpora).match(name) {
    case .unknown: "none"
    case .one(let utterance): utterance.id
    case .several: "several"
    }
  }

  @Test(
    "A recording is found where one corpus alone can be meant",
    arguments: [
      ("a/one.wav", "a/one"), ("a/three.wav", "theirs/a/three"), ("a/one", "a/one"),
      ("theirs/a/three", "theirs/a/three"), ("one.flac", "a/one"),
      ("x/three.wav", "theirs/a/three"), ("x\\three.wav", "theirs/a/three"),
      ("/data/ours/a/both.wav", "a/both"), ("/data/theirs/a/both.wav", "theirs/a/both"),
      ("ours/a/both.wav", "a/both"), ("theirs/a/both.wav", "theirs/a/both"),
      ("/elsewhere/theirs/c/two.wav", "theirs/c/two"),
      ("C:\\x\\theirs\\a\\both.wav", "theirs/a/both"),
      ("theirs/three.wav", "theirs/a/three"),
    ])
  func isFound(name: String, expected: String) { #expect(Self.match(name) == expected) }

  @Test(
    "A name that recordings of two corpora have is of none of them",
    arguments: [
      "a/both.wav", "both.wav", "x/both.wav", "two.wav", "/elsewhere/a/two.flac", "x\\both.wav",
    ])
  func isOfSeveral(name: String) { #expect(Self.match(name) == "several") }

  @Test(
    "What lies in the folder of one corpus is never taken for a recording of another",
    arguments: ["/data/theirs/a/one.wav", "theirs/a/one.wav", "/data/ours/three.wav", "nobody"])
  func isOfNone(name: String) { #expect(Self.match(name) == "none") }

  @Test(
    "A bare name that is a whole path in a flat corpus counts for none where another has the file",
    arguments: [
      ("both.wav", "several"), ("both", "several"), ("named", "several"), ("own.wav", "own"),
      ("own", "own"), ("three.wav", "theirs/a/three"), ("flat/both.wav", "both"),
      ("/data/flat/both.wav", "both"), ("theirs/c/both.wav", "theirs/c/both"),
      ("x/both.wav", "several"),
    ])
  func besideAFlatCorpus(name: String, expected: String) {
    let flat = Self.corpus("flat", ["both.wav", "own.wav"], prefix: "")
    let theirs = Self.corpus(
      "theirs", ["a/three.wav", "c/both.wav", "c/named.wav"], prefix: "theirs/")
    // An identifier that a manifest gives may be the name of somebody else's file as well.
    let named = Corpus(
      name: "flat", root: flat.root,
      utterances: flat.utterances + [
        Utterance(
          id: "named", corpus: "flat", speaker: "s", emotion: .sad, word: nil, path: "d/x.wav")
      ], speakers: flat.speakers)
    for corpora in [[named, theirs], [theirs, named]] {
      let found: String =
        switch JointUtteranceIndex(corpora).match(name) {
        case .unknown: "none"
        case .one(let utterance): utterance.id
        case .several: "several"
        }
      #expect(found == expected)
    }
  }

  @Test("Of one corpus names are found as ever")
  func ofOne() {
    let corpus = Self.corpora[0]
    let (joint, own) = (JointUtteranceIndex([corpus]), UtteranceIndex(corpus))
    for name in ["a/one.wav", "b/two", "two.wav", "theirs/one.wav", "/x/both.wav", "", "nobody"] {
      let expected = own.utterance(named: name).map { JointUtteranceIndex.Match.one($0) }
      #expect(joint.match(name) == expected ?? .unknown, "\(name)")
    }
  }
}
