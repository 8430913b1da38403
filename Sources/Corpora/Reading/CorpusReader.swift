/// Reads a corpus from its folder: names and labels, no audio samples.
public enum CorpusReader {
  /// Reads a corpus.
  ///
  /// Corpora that are known by name are read from file names or from their own table; every other
  /// name from a manifest or, where there is none, from an audio folder's metadata. A file that
  /// cannot be used becomes a `CorpusProblem` and the rest goes on; a second file of one identifier
  /// is a `duplicate-utterance`, and the shallower of the two is kept.
  ///
  /// - Parameters:
  ///   - name: the corpus' name, for example `tess`.
  ///   - root: its folder; for a manifest also the manifest itself.
  ///   - labels: what labels stand for beyond what the corpus is known to use, over which they
  ///     win; where there are none, `labels.csv` or `labels.tsv` beside a table says so, if its
  ///     columns are those of a label map.
  /// - Throws: `CorpusError` where the corpus as a whole cannot be read.
  public static func read(
    name: String, root: String, labels: LabelMap = [:]
  ) throws(CorpusError) -> Corpus {
    let format = CorpusFormat(corpus: name)
    let name = format == .manifest ? name : name.lowercased()
    guard let scheme = format.scheme else {
      return try TableReader.read(
        name: name, path: root, layout: format.layout(at: root), labels: labels)
    }
    let listing = try FolderListing.scan(root: root)
    let recordings = listing.recordings
    guard !recordings.isEmpty else {
      throw .noRecordings(name: name, path: root, otherFiles: listing.files.count)
    }
    var assembly = CorpusAssembly(name: name, root: listing.root, problems: listing.problems)
    let known = scheme.labels.adding(labels)
    for file in recordings { assembly.add(file, scheme: scheme, labels: known) }
    return try assembly.corpus(count: recordings.count)
  }

  /// What the labels of a corpus stand for: what it is known to use with what is declared for it.
  ///
  /// - Parameter labels: as for `read`.
  /// - Throws: `CorpusError` where the label map beside the table cannot be read.
  public static func labels(
    name: String, root: String, labels: LabelMap = [:]
  ) throws(CorpusError) -> LabelMap {
    let format = CorpusFormat(corpus: name)
    guard format.scheme == nil else { return format.labels.adding(labels) }
    return try TableReader.labels(
      root: root, layout: format.layout(at: root), declared: labels)
  }

  /// The recordings below the folder of a corpus that no row of its table names, in reading order;
  /// none where file names say what a recording is, or where `read` reports them as problems.
  ///
  /// - Throws: `CorpusError` where the table or the folder cannot be read.
  public static func unlistedRecordings(
    name: String, root: String
  ) throws(CorpusError) -> [String] {
    let format = CorpusFormat(corpus: name)
    let layout = format.layout(at: root)
    guard format.scheme == nil, !layout.isComplete else { return [] }
    return try TableReader.unlisted(name: name, path: root, layout: layout)
  }

  /// How often each label that nobody declared stands in the table of a corpus; empty where file
  /// names hold the labels.
  ///
  /// - Parameter labels: as for `read`.
  /// - Throws: `CorpusError` where the table cannot be read.
  public static func undeclaredLabels(
    name: String, root: String, labels: LabelMap = [:]
  ) throws(CorpusError) -> [String: Int] {
    let format = CorpusFormat(corpus: name)
    guard format.scheme == nil else { return [:] }
    return try TableReader.undeclaredLabels(
      path: root, layout: format.layout(at: root), labels: labels)
  }
}
