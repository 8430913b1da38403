import Corpora
import Findings
import Metrics
import Wording

/// Splits that somebody gives as files, instead of those that a preset plans.
struct GivenSplits {
  /// The fact of a run's provenance that names them.
  static let fact = "Splits"
  /// What pages say of the training of somebody else's model that comes with them.
  static let words = StatedTraining.Source.splitFile.mark
  /// What is told where a file names nothing that the model was trained on.
  static let silence =
    "A split file has no row of the part train that names a recording here, so nobody says what "
    + "the model was trained on: each number of it is stamped LEAKY and none is evidence. Add those "
    + "rows, or leave --split out and say it with --trained-on."

  let splits: [Split]
  /// Changed copies that the files name.
  let derived: [Utterance]
  /// What could not be followed in the files.
  let findings: [Finding]

  /// Reads the files and finds their rows in the corpus.
  ///
  /// - Parameters:
  ///   - paths: tables `path,part`, or what else `ser-audit leakage` reads.
  ///   - further: corpora beside it. Rows may name utterances of external ones by identifier; those
  ///     of companions, which training hears anyway, are passed over.
  ///   - isTrained: whether the suite trains by them; then nothing may be left over.
  /// - Throws: `CorpusError`; `CommandFailure` for a split that nothing can be measured on.
  init(
    _ paths: [String], of corpus: Corpus, further: FurtherCorpora, isTrained: Bool
  ) throws {
    let joined = Set(further.heard.map(\.id))
    let externals = further.externals.map(\.corpus)
    var splits: [Split] = []
    var findings: [Finding] = []
    var derived: [String: Utterance] = [:]
    for path in paths {
      let arranged = try ForeignSplit.load(path: path)
        .arranged(id: Self.name(of: path), corpus: corpus, further: externals, joined: joined)
      try Self.requireUse(of: arranged, path: path, corpus: corpus, isTrained: isTrained)
      splits.append(arranged.split)
      for copy in arranged.derived { derived[copy.id] = copy }
      findings += Self.findings(of: arranged, corpus: corpus)
    }
    try Self.requireDifferent(splits)
    self.splits = splits
    self.derived = derived.values.sorted { $0.id < $1.id }
    self.findings = findings
  }

  private static func name(of path: String) -> String {
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    return ListedFile(path: trimmed, bytes: 0).stem
  }

  private static func requireUse(
    of arranged: ForeignSplit.Arrangement, path: String, corpus: Corpus, isTrained: Bool
  ) throws(CommandFailure) {
    let split = arranged.split
    let lost = arranged.unmatched
    let example = lost.first.map { ", for example \($0.onOneLine)" } ?? ""
    guard !split.tests.isEmpty else {
      throw CommandFailure(
        .data,
        "\(path): no row of the part test names a recording of \(corpus.name) ("
          + "\(lost.count, "row names", "rows name") none\(example)); expected paths below "
          + "\(corpus.root), or identifiers.")
    }
    guard isTrained else { return }
    guard lost.isEmpty else {
      throw CommandFailure(
        .data,
        "\(path): \(lost.count, "row names", "rows name") no recording of "
          + "\(corpus.name)\(example); training goes by exactly these parts, so each must be "
          + "there. Mend the paths, name further corpora "
          + "with --companion, or take the rows out.")
    }
    if let twice = arranged.doubled.first {
      let count = arranged.doubled.count
      throw CommandFailure(
        .data,
        "\(path): \(count, "recording stands", "recordings stand") in more than one of "
          + "train, dev and calibration, for example \(twice); expected each in one. Take the "
          + "others out.")
    }
    guard !split.train.isEmpty, !split.dev.isEmpty else {
      let count = split.train.count
      throw CommandFailure(
        .data,
        "\(path): \(count, "recording") to train on and "
          + "\(split.dev.count) in dev; "
          + "training needs both: by dev each epoch is measured and the model calibrated, and where "
          + "the recipe says so, training is stopped and the epoch chosen. Add rows of the part dev "
          + "or train, or give a model that is trained already (--predictions, --model-command).")
    }
  }

  /// Throws where numbers of two test sets could not be told apart.
  private static func requireDifferent(_ splits: [Split]) throws(CommandFailure) {
    var names: Set<String> = []
    var known: [String: String] = [:]
    for split in splits {
      guard names.insert(split.id).inserted else {
        throw CommandFailure(
          .badCall,
          "--split: two files are called \(split.id); a split is named by its file. Rename one.")
      }
      for test in split.tests {
        let origin = TestSetName(of: test, in: split).title
        if let other = known.updateValue(split.id, forKey: origin) {
          throw CommandFailure(
            .badCall,
            "--split: \(other) and \(split.id) both give \(origin), and numbers of one run are "
              + "told apart by that. Give each a run of its own; of files that come one for each "
              + "part, name one, which takes the others along.")
        }
      }
    }
  }

  private static func findings(
    of arranged: ForeignSplit.Arrangement, corpus: Corpus
  ) -> [Finding] {
    let lost = arranged.unmatched
    guard !lost.isEmpty else { return [] }
    let shown = lost.prefix(3).joined(separator: ", ").onOneLine
    return [
      Finding(
        check: "split-rows", subject: arranged.split.id, status: .failed, importance: .warning,
        message: "\(lost.count, "row of the split names", "rows of the split name") "
          + "no recording of \(corpus.name) that can be used, "
          + "for example \(shown); \(lost.count == 1 ? "it takes" : "they take") no part, and what "
          + "\(lost.count == 1 ? "it shares" : "they share") with a test was not judged.",
        advice: "Name recordings by their path below \(corpus.name), or their identifier.")
    ]
  }
}
