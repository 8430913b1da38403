import Corpora
import Foundation
import SyntheticSpeech

/// The corpora that are known by name or stand in the folder `datasets`: their cards, their label
/// maps and their places.
struct CorpusRegistry {
  /// The folder with a folder for each corpus.
  let datasets = "datasets"

  /// The corpora with published names, for messages.
  static let publishedNames = CorpusFormat.publishedCorpora.map(\.rawValue).joined(separator: ", ")

  /// All corpora: published ones in their order, then those with a card, by name.
  var names: [String] {
    let published = CorpusFormat.publishedCorpora.map(\.rawValue)
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: datasets)) ?? []
    return published
      + folders.filter { !published.contains($0) && isKnown($0) }.sorted()
  }

  /// Whether a corpus is published under the name or has a card.
  func isKnown(_ name: String) -> Bool {
    isPublished(name) || FileManager.default.fileExists(atPath: file("card.md", of: name))
  }

  /// Whether the suite itself knows how a corpus names its recordings.
  func isPublished(_ name: String) -> Bool {
    CorpusFormat.publishedCorpora.contains(CorpusFormat(corpus: name))
  }

  /// Whether nobody may take a name for a corpus of their own.
  func isReserved(_ name: String) -> Bool {
    isPublished(name) || CorpusFormat(rawValue: name.lowercased()) != nil
      || name == SyntheticCorpus.name
  }

  /// What to call a corpus of somebody's own that a folder holds: as the folder is called, where
  /// no other corpus is.
  func ownName(in folder: String) -> String {
    let own = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
    return CorpusName.isPlain(own) && !isReserved(own) ? own : "mine"
  }

  /// A file about a corpus.
  func file(_ name: String, of corpus: String) -> String {
    folder(of: corpus) + "/" + name
  }

  /// What a corpus is called everywhere: published ones in lower case, others as they are named.
  func canonical(_ name: String) -> String { isPublished(name) ? name.lowercased() : name }

  /// The folder about a corpus.
  func folder(of corpus: String) -> String { datasets + "/" + canonical(corpus) }

  /// What is written about a corpus, or `nil` where there is nothing.
  func card(of name: String) throws(CorpusError) -> CorpusCard? {
    let path = file("card.md", of: name)
    return FileManager.default.fileExists(atPath: path) ? try CorpusCard.load(path: path) : nil
  }

  /// What a corpus' labels stand for where somebody declared it with `corpus add`.
  func labels(of name: String) throws(CorpusError) -> LabelMap {
    let path = file("labels.tsv", of: name)
    guard !isReserved(name), FileManager.default.fileExists(atPath: path) else { return [:] }
    return try LabelMap.load(path: path)
  }

  /// Where the recordings of a corpus are. Those of the synthetic corpus bear the stamp that the
  /// program writes beside them; any other folder with a manifest is somebody's voices.
  ///
  /// - Parameters:
  ///   - data: the value of `--data`, or `nil`.
  ///   - neighbour: the value of `--data` where it names another corpus, or `nil`.
  func location(
    of name: String, data: String?, neighbour: String? = nil
  ) throws(CorpusError) -> CorpusLocation {
    let found = try CorpusLocation.find(
      name: canonical(name), option: data, neighbour: neighbour,
      environment: ProcessInfo.processInfo.environment["SER_AUDIT_DATA"], datasets: datasets)
    guard name == SyntheticCorpus.name, !isStamped(found) else { return found }
    if found.origin == .environment,
      let made = try? CorpusLocation.find(
        name: name, option: nil, environment: nil, datasets: datasets), isStamped(made)
    {
      return made
    }
    let place = SearchedPlace(
      origin: found.origin, path: found.root,
      found: "recordings without the program's \(SyntheticCorpus.stampName), so others than the "
        + "synthetic ones: name them by --corpus NAME")
    throw .corpusNotFound(name: name, searched: found.searched + [place])
  }

  /// Whether the program made what is at a place.
  private func isStamped(_ place: CorpusLocation) -> Bool {
    FileManager.default.fileExists(atPath: place.root + "/" + SyntheticCorpus.stampName)
  }
}
