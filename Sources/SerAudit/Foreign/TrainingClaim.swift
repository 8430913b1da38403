import Corpora
import Findings
import Metrics
import SyntheticSpeech
import Wording

/// What somebody says that a model was trained on.
enum TrainingClaim {
  /// Nobody says anything.
  case unknown
  /// No recordings at all: a rule, or a model that is only asked.
  case nothing
  /// Speakers of the audited corpus, and other corpora by name.
  case named(speakers: [String], corpora: [String])

  private static let corpusPrefix = "corpus:"

  /// Reads the value of `--trained-on`.
  ///
  /// - Parameter externals: corpora beside the audited one, by what they are called here. Each may
  ///   be named, or a speaker of it as `corpus/speaker`.
  /// - Throws: `CommandFailure` for a name that is neither a speaker nor a corpus that is known.
  init(
    _ text: String?, corpus: Corpus, externals: [String] = [],
    registry: CorpusRegistry = CorpusRegistry()
  ) throws {
    guard let text else {
      self = .unknown
      return
    }
    let words = text.split(whereSeparator: { $0 == "," || $0 == "+" }).map {
      String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }.filter { !$0.isEmpty }
    if words == [Split.noTraining] {
      self = .nothing
      return
    }
    var (speakers, corpora): (Set<String>, Set<String>) = ([], [])
    let known = Set(corpus.speakersWithUtterances.map(\.id))
    for word in words {
      let other = word.hasPrefix(Self.corpusPrefix) ? word.dropFirst(Self.corpusPrefix.count) : ""
      let name = other.isEmpty ? word : String(other)
      // Also where it is called a corpus: what is named like the audited data counts as heard.
      if known.contains(name) {
        speakers.insert(name)
      } else if name.lowercased() == corpus.name.lowercased() {
        speakers.formUnion(known)
      } else if let external = Self.external(name, among: externals) {
        corpora.insert(external)
      } else if !other.isEmpty {
        corpora.insert(name)
      } else if registry.isKnown(word) || word == SyntheticCorpus.name {
        corpora.insert(word.lowercased())
      } else {
        throw Self.refusal(
          of: word, known: known, corpus: corpus, others: externals + registry.names)
      }
    }
    guard !words.isEmpty else { throw Self.refusal(of: "", known: known, corpus: corpus) }
    self = .named(speakers: speakers.sorted(), corpora: corpora.sorted())
  }

  /// A name that is about one of the corpora beside the audited one, as it is called here.
  ///
  /// Tools write `cremad` for `crema-d`: letters and digits decide, so that what a model heard is
  /// not taken for new to it.
  private static func external(_ name: String, among externals: [String]) -> String? {
    func letters(_ text: some StringProtocol) -> String {
      text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    let head = name.prefix { $0 != "/" }
    return externals.first { letters($0) == letters(head) }.map { $0 + name.dropFirst(head.count) }
  }

  /// - Parameter others: names of corpora that may have been meant.
  private static func refusal(
    of word: String, known: Set<String>, corpus: Corpus, others: [String] = []
  ) -> CommandFailure {
    let meant =
      nearest(to: word, among: known.sorted() + others)
      .map { " Did you mean '\($0)'?" } ?? ""
    let shown = known.sorted().prefix(8).joined(separator: ", ") + (known.count > 8 ? ", ..." : "")
    return CommandFailure(
      .badCall,
      "--trained-on '\(word)': expected speakers of \(corpus.name) (\(shown)), corpora that are "
        + "known by name (\(CorpusRegistry.publishedNames)), any other as corpus:NAME, or nothing."
        + "\(meant) Leave the option out where it is not known.")
  }

  /// What is told where nobody says anything.
  static let silence =
    "Nobody says what the model was trained on, so each number is stamped LEAKY and none is "
    + "evidence. Say it with --trained-on, or give its split with --split."

  /// The mark of what somebody says and nobody has seen.
  static let mark = StatedTraining.Source.declaration.mark

  /// The names in what `words` says, without the mark.
  static func names(in words: String) -> String {
    let end = ", " + mark
    return words.hasSuffix(end) ? String(words.dropLast(end.count)) : words
  }

  /// What pages say of it.
  var words: String {
    switch self {
    case .unknown: "unknown: nobody says"
    case .nothing: "nothing, \(Self.mark)"
    case .named(let speakers, let corpora):
      SpeakerNames.joined(speakers + corpora) + ", \(Self.mark)"
    }
  }

  /// What of the recordings here it says that the model heard.
  ///
  /// - Throws: `CommandFailure` for a speaker whom a corpus beside the audited one does not have.
  func heard(of audited: Corpus, beside externals: [Corpus]) throws(CommandFailure) -> HeardTraining
  {
    switch self {
    case .unknown: return HeardTraining(utterances: [], elsewhere: [], isUnknown: true)
    case .nothing:
      return HeardTraining(utterances: [], elsewhere: [Split.noTraining], isUnknown: false)
    case .named(let speakers, let corpora):
      let speakers = Set(speakers)
      var utterances = audited.utterances.filter { speakers.contains($0.speaker) }
      var elsewhere: [String] = []
      for name in corpora {
        guard let external = externals.first(where: { $0.name == name.prefix { $0 != "/" } }) else {
          elsewhere.append(name)
          continue
        }
        utterances += try Self.heard(name, of: external)
      }
      return HeardTraining(utterances: utterances, elsewhere: elsewhere, isUnknown: false)
    }
  }

  private static func heard(
    _ name: String, of external: Corpus
  ) throws(CommandFailure) -> [Utterance] {
    guard name != external.name else { return external.utterances }
    let own = external.utterances.filter { $0.speaker == name }
    guard own.isEmpty else { return own }
    let known = external.speakersWithUtterances.map(\.id).sorted()
    let shown = known.prefix(8).joined(separator: ", ") + (known.count > 8 ? ", ..." : "")
    throw CommandFailure(
      .badCall,
      "--trained-on '\(name)': expected \(external.name), or speakers of it (\(shown)).")
  }

  /// The split that follows: whom the model heard, and what every other speaker is to it.
  ///
  /// Of a speaker whom it heard, all recordings count as heard. Where it heard other corpora alone,
  /// all of the audited one is `cross-corpus`.
  func split(of corpus: Corpus) -> Split {
    switch self {
    case .unknown:
      return Split(
        id: "unknown-training", corpus: corpus, train: [],
        test: Set(corpus.utterances.map(\.id)))
    case .nothing: return Self.cross(corpus, from: [Split.noTraining])
    case .named(let speakers, let corpora):
      guard !speakers.isEmpty else { return Self.cross(corpus, from: corpora) }
      let heard = Set(speakers)
      let isAll = heard.isSuperset(of: corpus.speakersWithUtterances.map(\.id)) && heard.count > 2
      let split = Split(
        id: "trained-on/" + SpeakerNames.joined((isAll ? [corpus.name] : speakers) + corpora),
        corpus: corpus,
        train: Set(corpus.utterances.filter { heard.contains($0.speaker) }.map(\.id)),
        test: Set(corpus.utterances.map(\.id)))
      return Split(
        id: split.id, evaluationProtocol: split.evaluationProtocol,
        trainedOn: split.trainedOn + corpora, train: split.train, dev: [], calibration: [],
        tests: split.tests)
    }
  }

  private static func cross(_ corpus: Corpus, from names: [String]) -> Split {
    Split(
      id: "cross-corpus/" + SpeakerNames.joined(names), evaluationProtocol: .crossCorpus,
      trainedOn: names, train: [], dev: [], calibration: [],
      tests: [TestSet(.crossCorpus, of: corpus.utterances)].compactMap { $0 })
  }
}
