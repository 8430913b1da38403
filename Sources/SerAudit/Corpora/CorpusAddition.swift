import Corpora
import Foundation
import Wording

/// A folder of recordings on its way to become a corpus that is known by name.
struct CorpusAddition {
  /// What the card states; `nil` where nobody said so.
  struct Facts {
    let source: String?
    let licence: String?
    let cite: String?
  }

  let name: String
  let folder: String
  let labelFile: String?
  let facts: Facts

  private var registry: CorpusRegistry { CorpusRegistry() }

  /// The link to the recordings.
  var link: String { registry.file("audio", of: name) }
  /// The card.
  var card: String { registry.file("card.md", of: name) }
  private var labelMap: String { registry.file("labels.tsv", of: name) }

  /// Reads the corpus as it will be read later; nothing is written.
  func read() throws -> Corpus {
    try requireFreeName()
    let location = try CorpusLocation.find(
      name: name, option: folder, environment: nil, datasets: nil)
    guard PathKind(of: location.root) == .folder else {
      throw CommandFailure(
        .badCall,
        "\(location.root) is a file; expected the folder of a corpus. Give the folder, and call "
          + "the table in it manifest.csv (.tsv, .jsonl).")
    }
    let labels = try declared() ?? registry.labels(of: name)
    try requireDeclaredLabels(at: location.root, labels: labels)
    return try CorpusReader.read(name: name, root: location.root, labels: labels)
  }

  /// Writes the label map that was given, a card where there is none, and the link last.
  func write(_ corpus: Corpus) throws {
    try Workspace.create(folder: registry.folder(of: name))
    if let map = try declared() { try Workspace.write(table(of: map), to: labelMap) }
    if !FileManager.default.fileExists(atPath: card) {
      try Workspace.write(cardText(of: corpus), to: card)
    }
    do {
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: corpus.root)
    } catch {
      let failure = FileFailure(error)
      throw CommandFailure(
        .ledger, "\(link) cannot be made: \(failure.reason). \(failure.nextStep)")
    }
  }

  private func requireFreeName() throws(CommandFailure) {
    guard CorpusName.isPlain(name), registry.isPublished(name) || !registry.isReserved(name) else {
      throw CommandFailure(
        .badCall,
        "'\(name)' cannot be the name of a corpus; expected \(CorpusName.expected), "
          + "and none of synthetic, manifest, audio-folder. Choose another name.")
    }
    if registry.isPublished(name), labelFile != nil {
      throw CommandFailure(
        .badCall, "The labels of \(name) are published; leave --labels out.")
    }
    if (try? FileManager.default.attributesOfItem(atPath: link)) != nil {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
      throw CommandFailure(
        .badCall,
        "\(link) is there already\(target.map { " and leads to \($0)" } ?? ""); nothing was "
          + "changed. Remove it to add another place, or choose another name.")
    }
  }

  private func declared() throws -> LabelMap? {
    guard let labelFile else { return nil }
    let isTable = ["csv", "tsv"].contains(
      URL(fileURLWithPath: labelFile).pathExtension.lowercased())
    return isTable ? try LabelMap.load(path: labelFile) : try LabelMap(yaml: labelFile)
  }

  /// Throws where the table has labels that nobody declared, with what to write down.
  private func requireDeclaredLabels(at root: String, labels: LabelMap) throws {
    let unknown = try CorpusReader.undeclaredLabels(name: name, root: root, labels: labels)
      .sorted { $0.key < $1.key }
    guard !unknown.isEmpty else { return }
    let shown = unknown.map { "'\($0.key)' (\($0.value, "row"))" }
      .joined(separator: ", ")
    let lines = unknown.map { "  \(Self.quoted($0.key)): EMOTION" }
    throw CommandFailure(
      .data,
      """
      \(unknown.count, "label is", "labels are") not declared: \(shown). \
      Nothing was written. Say what each stands for (\(LabelMap.declarations), or drop) in a file, \
      and give it with --labels:

      labels:
      \(lines.joined(separator: "\n"))
      """)
  }

  private static func quoted(_ label: String) -> String {
    "\"" + label.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
