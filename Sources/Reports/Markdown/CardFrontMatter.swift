import Corpora
import Metrics

/// The front matter of a card: what the Hugging Face Hub reads of a model (the format of
/// `modelcard.md` in huggingface/hub-docs). No number that leaks stands in it, and none
/// of a test set that is too small or not wholly answered.
enum CardFrontMatter {
  /// The lines between `---` and `---`, these included.
  static func render(_ report: AuditReport, _ statements: CardStatements) -> String {
    let results = CardResult.each(of: report)
    let lines =
      [
        "\(ModelCard.beginning) from run \(YAMLText.comment(report.run.id)). Edit the statements "
          + "and write it again: what is edited here is lost."
      ] + list("language", languages(report)) + licence(statements[.licence])
      + ["pipeline_tag: audio-classification"] + list("tags", tags)
      + (report.isForeign ? [] : list("datasets", report.corpora.map(\.name)))
      + list("metrics", results.flatMap(\.numbers).map(\.type).distinct().sorted())
      + index(results, name: name(report, statements)) + ["---", ""]
    return lines.joined(separator: "\n") + "\n"
  }

  private static let tags = ["audio-classification", "speech-emotion-recognition", "ser-audit"]

  /// What the model is called where results are listed.
  private static func name(_ report: AuditReport, _ statements: CardStatements) -> String {
    let known = report.run.provenance.first { $0.name == "Model" }?.value
    return statements[.name] ?? known ?? report.run.id
  }

  /// ISO 639 codes of the languages that the corpora state of their speakers.
  private static func languages(_ report: AuditReport) -> [String] {
    let tags = report.corpora.flatMap(\.speakers).compactMap(\.speaker.language)
    let codes = tags.map { $0.prefix { $0 != "-" && $0 != "_" }.lowercased() }
    return Set(codes.filter { 2...3 ~= $0.count && $0.allSatisfy { "a"..."z" ~= $0 } }).sorted()
  }

  /// An identifier that the Hub knows, or the team's words as the name of another licence; nothing
  /// where nobody states one.
  private static func licence(_ stated: String?) -> [String] {
    guard let stated else { return [] }
    let identifier = stated.lowercased()
      .split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".")) }
      .joined(separator: "-")
    if known.contains(identifier) { return ["license: \(identifier)"] }
    return ["license: other"]
      + (identifier.isEmpty ? [] : ["license_name: \(YAMLText.quoted(identifier))"])
  }

  /// Licences that models are often under, as the Hub calls them.
  private static let known: Set = [
    "apache-2.0", "mit", "bsd-2-clause", "bsd-3-clause", "gpl-2.0", "gpl-3.0", "lgpl-3.0",
    "agpl-3.0", "mpl-2.0", "cc0-1.0", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0",
    "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-2.0",
    "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "openrail", "unlicense",
  ]

  private static func list(_ key: String, _ values: [String]) -> [String] {
    values.isEmpty ? [] : ["\(key):"] + values.map { "- \(YAMLText.quoted($0))" }
  }

  private static func index(_ results: [CardResult], name: String) -> [String] {
    guard !results.isEmpty else { return [] }
    return ["model-index:", "- name: \(YAMLText.quoted(name))", "  results:"]
      + results.flatMap { result in
        [
          "  - task:", "      type: audio-classification",
          "      name: Speech emotion recognition", "    dataset:",
          "      type: \(YAMLText.quoted(result.corpus))",
          "      name: \(YAMLText.quoted(result.corpusTitle))",
          "      split: \(YAMLText.quoted(result.split))", "    metrics:",
        ] + result.numbers.flatMap(lines)
      }
  }

  private static func lines(of number: CardResult.Number) -> [String] {
    [
      "    - type: \(number.type)", "      value: \(number.value)",
      "      name: \(YAMLText.quoted(number.name))",
    ] + (number.average.map { ["      args:", "        average: \($0)"] } ?? [])
  }
}
