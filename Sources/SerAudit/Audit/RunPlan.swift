import Audits
import Corpora
import Foundation
import Gates
import Randomness
import Training

/// Everything that determines the numbers of an audit; two runs with one key are the same run.
struct RunPlan: Encodable {
  var version: String
  let preset: Preset
  let corpus: String
  /// The corpora that training hears too, by name.
  let companions: [String]
  /// The corpora that are tested across, by name.
  let externals: [String]
  /// Hashes of what was read and may be another tomorrow, by what it is.
  var contents: [String: String]
  var recipe: Recipe
  let protocols: [EvaluationProtocol]
  /// How many folds speakers are dealt to, or `nil` for what is usual.
  let folds: Int?
  let seeds: [UInt64]
  let sweep: RobustnessSweep
  /// Somebody else's model, or `nil` for the suite's own.
  var model: ForeignModel?
  /// A fingerprint of splits that were given, or `nil` for those of the protocols.
  var givenSplits: String?
  /// The emotions that somebody else's model is asked for, or `nil` for all of the corpus.
  var emotions: [Emotion]?

  /// The seed of splits, sweeps and perturbations.
  static let dataSeed: UInt64 = 0

  /// A fingerprint of the plan.
  var key: String { get throws { try Self.fingerprint(of: self) } }

  /// A fingerprint of what was asked for: that of the plan without what was read, the recipe and
  /// the version.
  var optionsHash: String {
    get throws {
      var asked = self
      (asked.version, asked.contents, asked.recipe) = ("", [:], Recipe())
      return try Self.fingerprint(of: asked)
    }
  }

  /// The contents of a run: the recordings of each corpus and what is said of them, and what labels
  /// of somebody else's answers stand for.
  static func contents(of sources: [CorpusSource], answers: String?) -> [String: String] {
    var contents: [String: String] = [:]
    for source in sources {
      contents["recordings of \(source.corpus.name)"] = source.hash
      contents["labels of \(source.corpus.name)"] = source.corpus.labelHash
    }
    contents["labels of answers"] = answers
    return contents
  }

  /// A fingerprint of the recipe.
  var recipeHash: String { get throws { try Self.fingerprint(of: recipe) } }

  /// The splits of the plan's protocols, and the changed copies that they name.
  ///
  /// - Parameters:
  ///   - externals: the corpora that are tested across.
  ///   - isNamed: whether somebody named the rungs. One that only the preset names, and that the
  ///     corpus cannot give, is left out with a note.
  /// - Throws: `SplitError` where a corpus cannot give a protocol.
  func planned(
    for corpus: Corpus, externals: [CorpusSource], isNamed: Bool, console: Console
  ) throws -> ProtocolPlan {
    try LadderPlan(
      protocols: protocols,
      planner: ProtocolPlanner(
        corpus: corpus, seed: Self.dataSeed, folds: folds,
        copies: recipe.waveformAugmentation.copies),
      externals: externals, preset: isNamed ? nil : preset
    ).splits(console: console)
  }

  /// Sixteen hexadecimal digits that are the same wherever a value is the same.
  ///
  /// - Throws: `EncodingError` where a value cannot be written, for example a number that is none.
  static func fingerprint(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    let hash = String(StableHash.mix(StableHash.hash(text)), radix: 16)
    return String(repeating: "0", count: max(0, 16 - hash.count)) + hash
  }
}
