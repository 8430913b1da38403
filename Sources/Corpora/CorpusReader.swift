/// Reads a corpus from its folder: names and labels, no audio samples.
public enum CorpusReader {
  /// Reads a corpus.
  ///
  /// `tess` and `ravdess` are read from file names, every other name from a manifest. A file that
  /// cannot be used becomes a `CorpusProblem` and the rest goes on; a second file of one identifier
  /// is a `duplicate-utterance`, and the shallower of the two is kept.
  ///
  /// - Parameters:
  ///   - name: the corpus' name, for example `tess`.
  ///   - root: its folder; for a manifest also the manifest itself.
  ///   - labels: what its labels stand for, or `nil` for what the corpus is known to use. A
  ///     manifest may have `labels.csv` or `labels.tsv` beside it.
  /// - Throws: `CorpusError` where the corpus as a whole cannot be read.
  public static func read(
    name: String, root: String, labels: LabelMap? = nil
  ) throws(CorpusError) -> Corpus {
    let name = CorpusFormat(corpus: name) == .manifest ? name : name.lowercased()
    guard let scheme = CorpusFormat(corpus: name).scheme else {
      return try ManifestReader.read(name: name, path: root, labels: labels)
    }
    let listing = try FolderListing.scan(root: root)
    let recordings = listing.recordings
    guard !recordings.isEmpty else {
      throw .noRecordings(name: name, path: root, otherFiles: listing.files.count)
    }
    var assembly = CorpusAssembly(name: name, root: listing.root, problems: listing.problems)
    for file in recordings {
      assembly.add(file, scheme: scheme, labels: labels ?? scheme.labels)
    }
    return try assembly.corpus(count: recordings.count)
  }

  /// Says how the recordings below a folder are named.
  ///
  /// - Returns: the format that most recordings follow; `.manifest` where a manifest stands in the
  ///   folder itself; `nil` where neither is so.
  /// - Throws: `CorpusError` where the folder cannot be read.
  public static func detect(root: String) throws(CorpusError) -> CorpusFormat? {
    if ManifestReader.manifest(at: root) != nil { return .manifest }
    let recordings = try FolderListing.scan(root: root).recordings
    let counts = CorpusFormat.allCases.map { format in
      (format: format, count: recordings.filter { format.scheme?.matches($0) ?? false }.count)
    }
    guard let best = counts.max(by: { $0.count < $1.count }), best.count > 0 else { return nil }
    return best.format
  }
}
