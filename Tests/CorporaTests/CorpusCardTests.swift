import Corpora
import TestSupport
import Testing

@Suite("Each known corpus has a card that says what a user must know")
struct CorpusCardTests {
  private static func card(of corpus: String) throws -> CorpusCard {
    try CorpusCard.load(path: Repository.root + "/datasets/\(corpus)/card.md")
  }

  @Test(
    "Source, licence, citation, how to get it, labels and speakers are there",
    arguments: CorpusFormat.publishedCorpora.map(\.rawValue) + ["synthetic"])
  func isComplete(corpus: String) throws {
    let card = try Self.card(of: corpus)
    #expect(card.missing == [])
    #expect(!card.title.isEmpty)
  }

  @Test(
    "The card says of source and licence what the program knows without it",
    arguments: CorpusFormat.publishedCorpora)
  func isPublished(format: CorpusFormat) throws {
    let card = try Self.card(of: format.rawValue)
    let publication = try #require(format.publication)
    #expect(publication.source == card.facts["Source"])
    #expect(publication.licence == card.facts["Licence"])
    let error = CorpusError.corpusNotFound(name: format.rawValue, searched: [])
    #expect("\(error)".contains(publication.source))
    #expect("\(error)".contains(publication.licence))
  }

  @Test(
    "The card names every label of the label map, with what it stands for",
    arguments: CorpusFormat.publishedCorpora)
  func namesLabels(format: CorpusFormat) throws {
    let section = try #require(try Self.card(of: format.rawValue).sections["Labels"])
    for label in format.labels.knownLabels {
      let target =
        switch format.labels.target(of: label) {
        case .emotion(let emotion): emotion.rawValue
        default: "dropped"
        }
      let lines = section.split(separator: "\n").filter { $0.lowercased().contains(label) }
      #expect(
        lines.contains { $0.contains(target) || $0.contains("the same") }, "\(format): \(label)")
    }
    #expect(section.contains("From here to "))
  }

  @Test(
    "The card names the speakers whose facts are published one by one",
    arguments: ["tess", "emodb", "savee", "nemo"])
  func namesSpeakers(corpus: String) throws {
    let known = [
      "tess": ["OAF | female | 64", "YAF | female | 26"],
      "emodb": ["emodb-03 | male | 31", "emodb-16 | female | 31"],
      "savee": ["`DC`", "`JE`", "`JK`", "`KL`"], "nemo": ["EB0 | female | 27", "WR0 | male | 23"],
    ]
    let section = try #require(try Self.card(of: corpus).sections["Speakers"])
    for text in try #require(known[corpus]) { #expect(section.contains(text)) }
  }

  @Test("CREMA-D's licence notice stands beside its table of actors, and where the table is shown")
  func notice() throws {
    let beside = try CorpusCard.load(
      path: Repository.root + "/datasets/crema-d/demographics.notice.md")
    #expect(beside.title.isEmpty)
    #expect(CorpusFormat.cremaD.notice?.contains("Open Database License (ODbL) 1.0") == true)
    #expect(CorpusFormat.publishedCorpora.filter { $0.notice != nil } == [.cremaD])
  }

  @Test("A text gives its title, the first table and its sections; what is absent is missing")
  func parsing() {
    let card = CorpusCard(
      text: """
        # Mine: a corpus

        | | |
        |---|---|
        | Source | here |
        | Licence | CC0 |
        | wide | a | b |

        ## Labels

        | x | angry |

        two lines

        ## Speakers
        """)
    #expect(card.title == "Mine: a corpus")
    #expect(card.facts == ["Source": "here", "Licence": "CC0"])
    #expect(card.sections["Labels"] == "| x | angry |\n\ntwo lines")
    #expect(card.missing == ["Cite", "How to get it", "Speakers"])
    #expect(throws: CorpusError.self) { try CorpusCard.load(path: "/nowhere/card.md") }
  }
}

extension CorpusCard {
  /// Which of the facts and sections that every card has this one lacks or leaves empty.
  fileprivate var missing: [String] {
    ["Source", "Licence", "Cite"].filter { facts[$0]?.isEmpty ?? true }
      + ["How to get it", "Labels", "Speakers"].filter { sections[$0]?.isEmpty ?? true }
  }
}
