import ArgumentParser
import Corpora

/// Which rungs of the protocol ladder are climbed.
struct LadderOptions: ParsableArguments {
  @Option(
    name: .customLong("protocols"),
    help: ArgumentHelp(
      "The ladder's rungs instead of the preset's, with commas: random, augment-before-split, "
        + "word-disjoint, speaker-disjoint (with it speaker-word-disjoint), cross-corpus.",
      valueName: "list"))
  var list: String?

  @Option(
    name: .customLong("external"),
    help: ArgumentHelp(
      "A further corpus for the rung cross-corpus: models of the audited corpus are tested on it, "
        + "and a model of it on the audited one. Somebody else's model is asked about it, too. May "
        + "be repeated.", valueName: "corpus"))
  var externals: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave speakers out in this many folds, instead of one a speaker and at most "
        + "\(ProtocolPlanner.usualFolds).", valueName: "count"))
  var folds: Int?

  @Flag(help: "Leave each speaker out once: as many folds as speakers.")
  var leaveOneOut = false

  /// Whether anything is said about how splits are planned.
  var plans: Bool { list != nil || folds != nil || leaveOneOut }

  /// The rungs that a preset or the list asks for; each is planned once.
  func protocols(of preset: Preset) -> [EvaluationProtocol] {
    var wanted = named ?? preset.protocols
    if !externals.isEmpty, !wanted.contains(.crossCorpus) { wanted.append(.crossCorpus) }
    // One fit serves both rungs without shared speakers.
    wanted = wanted.map { $0 == .speakerWordDisjoint ? .speakerDisjoint : $0 }
    return EvaluationProtocol.allCases.filter(wanted.contains)
  }

  /// The number of folds of a corpus, or `nil` for the usual one.
  func folds(of corpus: Corpus) -> Int? {
    leaveOneOut ? Set(corpus.utterances.map(\.speaker)).count : folds
  }

  /// Refuses more folds than a corpus has speakers, which its names tell before any recording is
  /// read.
  func requireSpeakers(of corpus: Corpus) throws(SplitError) {
    let speakers = corpus.speakersWithUtterances.count
    if let folds, folds > speakers { throw .foldsOutOfRange(folds: folds, speakers: speakers) }
  }

  /// The rungs that somebody names, as they are written.
  var names: [Substring]? { list?.split(separator: ",", omittingEmptySubsequences: false) }

  private var named: [EvaluationProtocol]? {
    names?.compactMap { EvaluationProtocol(rawValue: String($0)) }
  }

  mutating func validate() throws {
    for name in externals { try CorpusName.validate(name, of: "--external") }
    let known = EvaluationProtocol.allCases.map(\.rawValue).joined(separator: ", ")
    for name in names ?? [] where EvaluationProtocol(rawValue: String(name)) == nil {
      throw ValidationError("--protocols: there is no '\(name)'; choose among \(known).")
    }
    if named?.contains(.crossCorpus) == true, externals.isEmpty {
      throw ValidationError(
        "--protocols cross-corpus needs another corpus: name it with --external.")
    }
    if let folds, folds < 2 {
      throw ValidationError("--folds takes 2 or more, at most one a speaker; found \(folds).")
    }
    if leaveOneOut, folds != nil {
      throw ValidationError("--leave-one-out says how many folds there are; leave out --folds.")
    }
    let apart: Set<EvaluationProtocol> = [.speakerDisjoint, .speakerWordDisjoint]
    if leaveOneOut || folds != nil, let named, apart.isDisjoint(with: named) {
      throw ValidationError(
        "\(leaveOneOut ? "--leave-one-out" : "--folds") deals speakers to folds, and --protocols "
          + "names no rung that does; add speaker-disjoint or leave it out.")
    }
  }
}
