import Corpora
import Ledger

/// What a corpus and its design cannot show, in sentences for the report.
enum Limitations {
  /// Sentences on a run's corpora, the audited one first, then those that training heard too.
  static func sentences(of corpora: [CorpusFacts]) -> [String] {
    guard let audited = corpora.first else { return general }
    return corpora.dropFirst().map(sentence)
      + sentences(of: audited.name, isSynthetic: audited.isSynthetic)
  }

  private static func sentence(ofCompanion corpus: CorpusFacts) -> String {
    let count = corpus.counts.reduce(0) { $0 + $1.count }
    return "Every training also heard \(corpus.name) (\(count) utterances of "
      + "\(corpus.speakers.count) speakers), so nothing here is about \(corpus.name) as an external "
      + "corpus, and numbers are not to be set beside those of one training speaker alone without "
      + "saying so."
  }

  /// Sentences on one corpus.
  static func sentences(of corpus: String, isSynthetic: Bool) -> [String] {
    if isSynthetic { return Self.synthetic + general }
    switch corpus {
    case "tess": return tess + general
    case "ravdess": return ravdess + general
    case "crema-d": return cremaD + general
    case "emodb": return emodb + general
    case "savee": return savee + general
    case "nemo": return nemo + general
    default: return general
    }
  }

  private static let general = [
    "Labels are the emotions that speakers were asked to portray, not what listeners heard or what "
      + "the speakers felt.",
    "Accuracy on portrayed emotion says nothing of emotion in daily life; inferring emotions of "
      + "people at work or in education is prohibited in the European Union (Regulation 2024/1689, "
      + "Article 5(1)(f)), save for medical or safety reasons.",
  ]

  private static let tess = [
    "TESS has two speakers, both women, both native speakers of English from the Toronto area with "
      + "university education and musical training. Numbers on two speakers support no claim about a "
      + "population.",
    "Speaker, age (26 and 64) and recording session vary together, so a difference between the two "
      + "cannot be put down to any one of them. Nothing can be said about men.",
    "All 200 words are spoken in every emotion after one carrier phrase, so a random split has the "
      + "same speaker saying the same word on both sides.",
    "Duration and level go with emotion in TESS: a classifier that sees only five numbers of a clip "
      + "(duration, peak, RMS, leading and trailing silence) is far above chance on a random split.",
    "All recordings come from one microphone and one room.",
  ]

  private static let ravdess = [
    "RAVDESS has two sentences, so a test speaker's sentences are always known from training.",
    "All speakers are professional actors from North America, recorded in one studio.",
  ]

  private static let cremaD =
    [
      "Every actor of CREMA-D says the same twelve sentences, so a test speaker's sentences are always "
        + "known from training; there is no surprise.",
      "Race and ethnicity are the publisher's categories of people in the United States.",
    ] + [CorpusFormat.cremaD.notice].compactMap { $0 }

  private static let emodb = [
    "EmoDB has ten speakers and the same ten German sentences of each, so a test speaker's sentences "
      + "are always known from training. Utterances that listeners took for another emotion were left "
      + "out by the publisher, so numbers are higher than on unselected speech.",
    "Boredom has no counterpart among the seven emotions and is left out; there is no surprise.",
  ]

  private static let savee = [
    "SAVEE has four speakers, all men of one university. Numbers on four speakers support no claim "
      + "about a population, and nothing can be said about women."
  ]

  private static let nemo = [
    "nEMO has nine speakers of Polish between 23 and 28 years who say the same ninety sentences; there "
      + "is no disgust."
  ]

  private static let synthetic = [
    "The recordings are synthetic: a program made them from glottal pulses and formants. The numbers "
      + "show that the audit works, and say nothing about recognising emotion in human speech."
  ]
}
