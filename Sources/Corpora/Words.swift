import Wording

/// The words of this module's errors: what was found, what was expected, what to do.
extension CorpusError: CustomStringConvertible {
  /// One message for a person, without a trailing line break.
  public var description: String {
    switch self {
    case .folderMissing(let path):
      "there is no folder \(path); expected the folder of a corpus: check the path"
    case .notAFolder(let path):
      "\(path) is a file; expected the folder of a corpus: give the folder that holds it"
    case .folderUnreadable(let path, let reason):
      "the folder \(path) could not be opened (\(reason)); expected one that can be read: check "
        + "its permissions"
    case .corpusNotFound(let name, let searched):
      Self.notFound(name: name, searched: searched, folder: "the folder that holds it")
    case .noRecordings(let name, let path, let otherFiles):
      "\(path) holds no recordings (\(otherFiles, "other file")); expected those of \(name), "
        + "\(CorpusFormat(corpus: name).naming): check the path or unpack the archive there"
    case .nothingUsable(let name, let path, let count, let first):
      "\(path) holds \(count, "recording or row", "recordings or rows") and none could be used as "
        + "\(name); expected \(CorpusFormat(corpus: name).naming)"
        + Self.step(name: name, count: count, hasFirst: first != nil)
        + (first.map { ". The first: \($0.explanation)" } ?? "")
    case .manifestMissing(let path, let names):
      "\(path) holds no manifest; expected one of \(names.joined(separator: ", ")) with a row for "
        + "each recording (path, emotion, speaker): write one, or name a corpus that is known ("
        + CorpusFormat.publishedCorpora.map(\.rawValue).joined(separator: ", ") + ")"
    case .tableUnreadable(let path, let reason):
      "\(path) could not be read (\(reason)); expected a table in UTF-8: check the file"
    case .tableMalformed(let path, let line, let found, let expected):
      "\(path), line \(line): found \(found); expected \(expected): correct that line"
    case .tableIsJSON(let path):
      "\(path) holds JSON in another form; expected a table, or one object a line in a file named "
        + ".jsonl: write it so (pandas: df.to_json(path, orient='records', lines=True))"
    case .recordMalformed(let path, let record, let found, let expected):
      "\(path), record \(record): found \(found); expected \(expected): correct that record"
    case .columnsMissing(let path, let missing, let found):
      "\(path) lacks the column \(missing.joined(separator: ", ")); found "
        + (found.isEmpty ? "no header" : found.joined(separator: ", "))
        + (found.contains { $0.contains(";") }
          ? "; expected columns that commas or tabs separate: save the table with those instead of "
            + "semicolons" : ": add what is missing to the first line")
    case .fileUnreadable(let path, let reason):
      "\(path) could not be read (\(reason)); expected a recording: check the file and its "
        + "permissions"
    }
  }

  /// What to do where nothing can be used; the first problem of a table says it itself.
  private static func step(name: String, count: Int, hasFirst: Bool) -> String {
    if count == 0 { return ": add rows below the header" }
    let isTable = CorpusFormat(corpus: name).scheme == nil
    return isTable && hasFirst ? "" : ": check the path and the corpus' name"
  }

  /// The words for a corpus that is not found.
  ///
  /// - Parameter folder: what to name where it is not put in one of these places.
  package static func notFound(
    name: String, searched: [SearchedPlace], folder: String
  ) -> String {
    let places = searched.map { "  \($0.path) (\($0.origin.rawValue)): \($0.found)" }
    let origin =
      CorpusFormat(corpus: name).publication.map {
        "\(name) comes from \($0.source) (licence: \($0.licence))."
      } ?? "datasets/\(name)/card.md says how to get it."
    return "the corpus \(name) was not found; expected "
      + "\(CorpusFormat(corpus: name).naming) in one of these places:\n"
      + (places.isEmpty ? "  (no place was given)" : places.joined(separator: "\n"))
      + "\nPut it there, or name \(folder) with --data DIR or SER_AUDIT_DATA. "
      + origin
  }
}

extension SplitError: CustomStringConvertible {
  /// One message for a person, without a trailing line break.
  public var description: String {
    switch self {
    case .noUtterances(let corpus):
      "the corpus \(corpus) has no utterances; expected some to split: check how it was read"
    case .tooFewSpeakers(let found, let silent):
      "speaker-disjoint needs at least two speakers with recordings; found "
        + (found.isEmpty ? "none" : found.joined(separator: ", "))
        + (silent.isEmpty ? "" : " (without recordings: \(silent.joined(separator: ", ")))")
        + ": add recordings of another speaker, or use a protocol within one speaker"
    case .tooFewWords(let found, let needed):
      "word-disjoint needs at least \(needed) different words; found \(found): use "
        + "speaker-disjoint, or give the words in the manifest's column word"
    case .wordsMissing(let lacking, let utterances):
      "word-disjoint needs the word of every recording; \(lacking) of \(utterances) have none: "
        + "give the words in the manifest's column word, or use speaker-disjoint"
    case .wordsSaidOnce:
      "word-disjoint is the random split where every word is said once; expected words that "
        + "several recordings share: use random"
    case .emptyPart(let split, let part, let utterances):
      "\(split) leaves the part \(part.rawValue) empty; expected at least one of the "
        + "\(utterances, "utterance") in it: add recordings"
    case .foldsOutOfRange(let folds, let speakers):
      "\(folds) folds were asked for; expected 2 to \(speakers), the number of speakers: choose a "
        + "number in that range"
    case .copyNameTaken(let utterance, let parent):
      "\(utterance) is what augment-before-split would call a changed copy of \(parent); expected "
        + "no recording of that name: rename it"
    case .tooFewSharedEmotions(let corpora, let found):
      "\(corpora.joined(separator: " and ")) have "
        + (found.isEmpty ? "no emotion" : found.map(\.rawValue).joined(separator: ", "))
        + " in common; expected at least two emotions: choose another corpus"
    case .notPlannable:
      "cross-corpus is not made from one corpus' utterances alone; expected random, "
        + "augment-before-split, word-disjoint, speaker-disjoint or speaker-word-disjoint"
    }
  }
}
