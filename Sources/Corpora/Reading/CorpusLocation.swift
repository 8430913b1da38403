/// Where a corpus is, among the places that a user may name.
public struct CorpusLocation: Sendable, Hashable {
  /// The corpus' folder.
  public let root: String
  /// Which of the places it was found by.
  public let origin: SearchedPlace.Origin
  /// Places that were looked into before, and what was there.
  public let searched: [SearchedPlace]

  /// Looks for a corpus in the order `--data`, `SER_AUDIT_DATA`, `datasets/<name>/audio`.
  ///
  /// A folder `DIR` that a user gives holds the corpus as `DIR/<name>` (in any case of letters) or
  /// is the corpus itself. A folder given by `--data` is meant: where the corpus is not in it, the
  /// other places are not looked into.
  ///
  /// - Parameters:
  ///   - name: the corpus' name.
  ///   - option: the value of `--data`, or `nil`.
  ///   - neighbour: the value of `--data` where it names another corpus, beside which this one may
  ///     stand: only `DIR/<name>` is this corpus, and where there is none, the other places count.
  ///   - environment: the value of `SER_AUDIT_DATA`, or `nil`; an empty one counts as none.
  ///   - datasets: the project's folder `datasets`, or `nil` where there is none.
  /// - Throws: `CorpusError.corpusNotFound` with every place that was looked into.
  public static func find(
    name: String, option: String?, neighbour: String? = nil, environment: String?,
    datasets: String?
  ) throws(CorpusError) -> CorpusLocation {
    var searched: [SearchedPlace] = []
    var option = option
    if let neighbour {
      option = folderNamed(name, in: neighbour)
      let path = neighbour + "/" + name
      if option == nil {
        searched.append(
          SearchedPlace(origin: .option, path: path, found: found(at: path, name: name)))
      }
    }
    let given: [(SearchedPlace.Origin, String)] =
      if let option { [(.option, option)] } else { places(name, environment, datasets) }
    for (origin, folder) in given {
      if let root = corpus(name, at: folder, isOwnFolder: origin == .repository) {
        return CorpusLocation(root: root, origin: origin, searched: searched)
      }
      searched.append(
        SearchedPlace(origin: origin, path: folder, found: found(at: folder, name: name)))
    }
    throw .corpusNotFound(name: name, searched: searched)
  }

  private static func places(
    _ name: String, _ environment: String?, _ datasets: String?
  ) -> [(SearchedPlace.Origin, String)] {
    var places: [(SearchedPlace.Origin, String)] = []
    if let environment, !environment.isEmpty { places.append((.environment, environment)) }
    if let datasets { places.append((.repository, datasets + "/" + name + "/audio")) }
    return places
  }

  /// The corpus' folder at or directly in a folder.
  private static func corpus(_ name: String, at folder: String, isOwnFolder: Bool) -> String? {
    let facts = FileFacts(path: folder)
    if facts?.kind == .file {
      let file = ListedFile(path: folder, bytes: 0)
      let isTable = ["csv", "tsv", "jsonl"].contains(file.fileExtension)
      return isTable && CorpusFormat(corpus: name) == .manifest ? folder : nil
    }
    guard facts?.kind == .folder else { return nil }
    if !isOwnFolder, let inner = folderNamed(name, in: folder) { return inner }
    return looksLike(name, folder: folder) ? folder : nil
  }

  private static func folderNamed(_ name: String, in folder: String) -> String? {
    let names = FolderListing.names(in: folder)
    let spellings =
      names.filter { $0 == name } + names.filter { $0.lowercased() == name.lowercased() }
    return spellings.map { folder + "/" + $0 }.first { FileFacts(path: $0)?.kind == .folder }
  }

  /// Whether a folder holds a recording named like the corpus', or a manifest.
  private static func looksLike(_ name: String, folder: String) -> Bool {
    guard let scheme = CorpusFormat(corpus: name).scheme else {
      return !CorpusFormat(corpus: name).layout(at: folder).tables(at: folder).isEmpty
    }
    return (try? FolderListing.scan(root: folder))?.files.contains(where: scheme.matches) ?? false
  }

  private static func found(at folder: String, name: String) -> String {
    switch FileFacts(path: folder)?.kind {
    case nil: "nothing there"
    case .file, .other: "not a folder"
    case .folder:
      "neither a folder \(name) in it nor \(CorpusFormat(corpus: name).naming)"
    }
  }
}
