import Corpora

extension CorpusAddition {
  /// A label map as `datasets/<corpus>/labels.tsv` holds it.
  func table(of map: LabelMap) -> String {
    let tab = UInt8(ascii: "\t")
    let rows = map.knownLabels.map { label in
      let target =
        if case .emotion(let emotion) = map.target(of: label) { emotion.rawValue } else { "-" }
      return "\(DelimitedTable.quoted(label, delimiter: tab))\t\(target)"
    }
    return (["label\temotion"] + rows).joined(separator: "\n") + "\n"
  }

  /// The card of a corpus of somebody's own: what was said of it and what was found.
  func cardText(of corpus: Corpus) -> String {
    let speakers = corpus.speakersWithUtterances
    let rows = speakers.map { speaker in
      "| \(speaker.id) | \(speaker.sex ?? "-") | \(speaker.age.map(String.init) ?? "-") "
        + "| \(speaker.language ?? "-") |"
    }
    return """
      # \(corpus.name)

      | | |
      |---|---|
      | Source | \(Self.cell(facts.source)) |
      | Licence | \(Self.cell(facts.licence)) |
      | Cite | \(Self.cell(facts.cite)) |
      | Content | \(corpus.utterances.count) utterances of \(corpus.speakerCount) when it was added |

      ## How to get it

      `audio` is a link to the folder of the recordings; a manifest or metadata table there names each.

      ## Labels

      `labels.tsv` declares them where it is there; other labels are the seven emotions by their \
      usual names.

      ## Speakers

      | id | sex | age | language |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  /// A text as a cell of a table.
  private static func cell(_ text: String?) -> String {
    guard let text, !text.isEmpty else { return "not stated" }
    return text.replacing("|", with: "/").replacing("\n", with: " ")
  }
}
