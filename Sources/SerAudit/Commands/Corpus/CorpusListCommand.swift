import ArgumentParser
import Corpora
import SyntheticSpeech

/// Which corpora are known, and which of them are here.
struct CorpusListCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the corpora that are known, whether they are here, and under what licence.",
    discussion: """
      Known are published corpora and those that `corpus add` has put below datasets; one of your \
      own in the folder that --data names is listed, too. Names and labels are read, no audio.

      Exit codes: 0 listed; 2 bad call.
      """)

  @OptionGroup var place: CorpusPlaceOptions
  @OptionGroup var output: OutputOptions

  /// One corpus; what is not known of it is left out.
  struct Row: Encodable {
    let corpus: String
    let title: String?
    let isHere: Bool
    var root: String?
    var foundBy: String?
    var utterances: Int?
    var leftOut: Int?
    let licence: String?
    var error: String?
  }

  func perform() throws -> CommandResult {
    let registry = CorpusRegistry()
    let own = place.data.map(registry.ownName).flatMap { name in
      let isNew = !registry.names.contains(name)
      return isNew && (try? registry.location(of: name, data: place.data)) != nil ? name : nil
    }
    let rows = (registry.names + [own].compactMap { $0 }).map { row(of: $0, registry) }
    let table = TextTable(
      heading: ["corpus", "utterances", "licence", "where"],
      rows: rows.map { [$0.corpus, Self.utterances($0), Self.licence($0), Self.place($0)] })
    return CommandResult(status: .passed, text: table.text, data: rows)
  }

  private func row(of name: String, _ registry: CorpusRegistry) -> Row {
    let card = (try? registry.card(of: name)).flatMap { $0 }
    let licence = card?.facts["Licence"] ?? CorpusFormat(corpus: name).publication?.licence
    guard let location = try? registry.location(of: name, data: place.data) else {
      return Row(
        corpus: name, title: card?.title, isHere: false, licence: licence)
    }
    var row = Row(
      corpus: name, title: card?.title, isHere: true, root: location.root,
      foundBy: location.origin.rawValue, licence: licence)
    do throws(CorpusError) {
      let corpus = try CorpusReader.read(
        name: name, root: location.root, labels: registry.labels(of: name))
      row.root = corpus.root
      row.utterances = corpus.utterances.count
      row.leftOut = corpus.problems.losingRecordings.count
    } catch {
      row.error = error.description
    }
    return row
  }

  private static func utterances(_ row: Row) -> String {
    guard row.isHere else { return "-" }
    guard let count = row.utterances else { return "unreadable" }
    return row.leftOut == 0 ? "\(count)" : "\(count), \(row.leftOut ?? 0) left out"
  }

  /// The licence without what it means; the card has all of it.
  private static func licence(_ row: Row) -> String {
    let words = row.licence?.prefix { !":;,".contains($0) }
    return words.map(String.init) ?? "no card"
  }

  private static func place(_ row: Row) -> String {
    if let root = row.root { return "\(root) (\(row.foundBy ?? ""))" }
    if row.corpus == SyntheticCorpus.name { return "made when it is needed" }
    return "not here; `ser-audit corpus fetch \(row.corpus)` says how to get it"
  }
}
