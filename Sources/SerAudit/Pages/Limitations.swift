import Corpora
import Ledger
import Metrics
import Wording

/// What a corpus and its design cannot show, in sentences for the report.
enum Limitations {
  /// Sentences on a run's corpora, the audited one first, then those that training heard too and
  /// those that were tested across.
  ///
  /// - Parameters:
  ///   - external: the names of the corpora that were tested across.
  ///   - isForeign: whether the model is somebody else's, who had no recipe of this suite.
  ///   - isHeard: whether training heard other speakers of the audited corpus.
  static func sentences(
    of corpora: [CorpusFacts], external: Set<String>, isForeign: Bool, isHeard: Bool
  ) -> [String] {
    guard let audited = corpora.first else { return general }
    let further = corpora.dropFirst()
    guard !isForeign else {
      return further.map { sentence(ofForeign: $0, beside: audited, isAcross: external) }
        + sentences(of: audited.name, isSynthetic: audited.isSynthetic, isHeard: isHeard)
    }
    return further.filter { !external.contains($0.name) }.map(sentence(ofCompanion:))
      + further.filter { external.contains($0.name) }.map { sentence(of: audited, beside: $0) }
      + chosen(on: corpora, isAcross: !external.isEmpty)
      + sentences(of: audited.name, isSynthetic: audited.isSynthetic, isHeard: isHeard)
  }

  /// The corpus that the default recipe was chosen on: `docs/decisions/0006-recipe.md`.
  static let choosing = "ravdess"

  /// What stands beside a number between corpora that is not external in every sense, or `nil`.
  static func mark(_ rung: EvaluationProtocol, testedOn: String) -> String? {
    rung == .crossCorpus && SpeakerNames.each(of: testedOn).contains(choosing)
      ? "default recipe chosen on RAVDESS" : nil
  }

  private static func chosen(on corpora: [CorpusFacts], isAcross: Bool) -> [String] {
    guard corpora.contains(where: { $0.name == choosing }) else { return [] }
    return [
      "The default recipe was chosen on RAVDESS"
        + (isAcross
          ? ", so a number on RAVDESS after training on another corpus is external to the weights "
            + "and not to the recipe"
          : ", so its numbers on RAVDESS are better than they would be on speakers that played no "
            + "part in the choice") + "; the same goes for recipes derived from it."
    ]
  }

  private static func sentence(of audited: CorpusFacts, beside other: CorpusFacts) -> String {
    let (own, others) = (audited.emotions, other.emotions)
    let shared = own.filter(others.contains)
    let only = [
      (audited.name, own.filter { !others.contains($0) }),
      (other.name, others.filter { !own.contains($0) }),
    ].filter { !$0.1.isEmpty }
      .map { "\($0.1.map(\.rawValue).joined(separator: ", ")) only in \($0.0)" }
    let left =
      only.isEmpty
      ? "" : "; \(only.joined(separator: ", ")), which a model of the other corpus cannot learn"
    return "Between \(audited.name) and \(other.name) "
      + "\(shared.count, "emotion is", "emotions are") tested ("
      + "\(shared.map(\.rawValue).joined(separator: ", "))\(left)). Speakers, words, language, "
      + "recording and the publisher's idea of an emotion differ together, so a drop cannot be put "
      + "down to any one of them."
  }

  /// On a corpus beside the audited one that somebody else's model was asked about, too.
  private static func sentence(
    ofForeign corpus: CorpusFacts, beside audited: CorpusFacts, isAcross external: Set<String>
  ) -> String {
    "The model was asked about \(corpus.name), too, of emotions that \(audited.name) has as well"
      + (external.contains(corpus.name)
        ? ". " : ", and its numbers there are no evidence of what it does on another corpus. ")
      + "Speakers, words, language, recording and the publisher's idea of an emotion differ "
      + "together, so a difference between the two cannot be put down to any one of them."
  }

  private static func sentence(ofCompanion corpus: CorpusFacts) -> String {
    let count = corpus.counts.reduce(0) { $0 + $1.count }
    let speakers = corpus.speakers.count
    return
      "Every training also heard \(corpus.name) (\(count, "utterance") of "
      + "\(speakers, "speaker")), so nothing here is about \(corpus.name) as an "
      + "external corpus, and numbers are not to be set beside those of one training speaker alone "
      + "without saying so."
  }

  /// Sentences on one corpus.
  ///
  /// - Parameter isHeard: whether training heard other speakers of it.
  static func sentences(
    of corpus: String, isSynthetic: Bool, isHeard: Bool = true
  ) -> [String] {
    let known = isHeard ? ", so a test speaker's sentences are always known from training" : ""
    if isSynthetic { return Self.synthetic + general }
    switch corpus {
    case "tess": return tess + general
    case "ravdess": return ravdess(known) + general
    case "crema-d": return cremaD(known) + general
    case "emodb": return emodb(known) + general
    case "savee": return savee + general
    case "nemo": return nemo + general
    default: return declared
    }
  }

  private static let general = [
    "Labels are the emotions that speakers were asked to portray, not what listeners heard or what "
      + "the speakers felt. No listener checked them for this audit, so nothing here says how "
      + "often a person would be right about these recordings.",
    "Accuracy on portrayed emotion says nothing of emotion in daily life.", law,
  ]

  /// Of corpora that somebody else brings along.
  private static let declared = [
    "Labels are those that the corpus gives itself. No listener checked them for this audit, what "
      + "the speakers felt is not known, and nothing here says how often a person would be right "
      + "about these recordings.",
    "Accuracy on labelled recordings says little of emotion in daily life.", law,
  ]

  /// Regulation (EU) 2024/1689 on emotion recognition. Without dates, which amendments move.
  static let law =
    "The law of the European Union (Regulation 2024/1689, the AI Act) prohibits placing on the "
    + "market, putting into service for this purpose or using AI systems that infer the emotions "
    + "of people in the areas of workplace and education institutions, except for medical or "
    + "safety reasons (Article 5(1)(f)). Elsewhere a system that infers emotions from biometric "
    + "data is an emotion recognition system (Article 3(39)): Annex III, point 1(c), lists it as "
    + "high-risk, and whoever deploys it must inform the people exposed to it (Article 50(3), "
    + "with an exception for criminal justice). Recital 44 names limited reliability, lack "
    + "of specificity and limited generalisability as its key shortcomings. This is a pointer, not "
    + "legal advice."

  private static let tess = [
    "TESS has two speakers, both women, both native speakers of English from the Toronto area with "
      + "university education and musical training. Numbers on two speakers support no claim about "
      + "a population.",
    "Speaker, age (26 and 64) and recording session vary together, so a difference between the two "
      + "cannot be put down to any one of them. Nothing can be said about men.",
    "Each word of TESS is spoken in every emotion after one carrier phrase, so a random split has "
      + "the same speaker saying the same word on both sides. Published accuracies near 100 % on TESS "
      + "come from splits that share both speakers; with one held out, reported numbers lie mostly "
      + "between about .48 and .88 (datasets/tess/card.md).",
    "Duration and level go with emotion in TESS: a classifier that sees only five numbers of a "
      + "clip (duration, peak, RMS, leading and trailing silence) has, on all of TESS, a "
      + "UAR of .80 on a random split (LEAKY) and of .25 to .27 across the speakers, where chance is .14 "
      + "(datasets/tess/card.md).",
    "Surprise is pleasant surprise in TESS, which lies close to happiness.",
    "TESS is acted, in English of one region, in one studio: no spontaneous and no noisy speech, "
      + "no other variety of English, no variety of channel or situation.",
    "The licence of TESS is CC BY-NC-ND 4.0: not for commercial use, and no changed copies handed "
      + "on (datasets/tess/card.md).",
  ]

  /// - Parameter known: that training has every sentence, behind a comma; empty where it has none.
  private static func ravdess(_ known: String) -> [String] {
    [
      "RAVDESS has two sentences\(known).",
      "All speakers are professional actors from North America, recorded in one studio.",
      "The licence of RAVDESS is CC BY-NC-SA 4.0: not for commercial use, and changed copies under "
        + "the same terms (datasets/ravdess/card.md).",
    ]
  }

  private static func cremaD(_ known: String) -> [String] {
    [
      "Every actor of CREMA-D says the same twelve sentences\(known); there is no surprise.",
      "Race and ethnicity are the publisher's categories of people in the United States.",
    ] + [CorpusFormat.cremaD.notice].compactMap { $0 }
  }

  private static func emodb(_ known: String) -> [String] {
    [
      "EmoDB has ten speakers and the same ten German sentences of each\(known). Utterances that "
        + "listeners took for another emotion were left out by the publisher, so numbers are "
        + "higher than on unselected speech.",
      "Boredom has no counterpart among the seven emotions and is left out; there is no surprise.",
    ]
  }

  private static let savee = [
    "SAVEE has four speakers, all men of one university. Numbers on four speakers support no claim "
      + "about a population, and nothing can be said about women."
  ]

  private static let nemo = [
    "nEMO has nine speakers of Polish between 23 and 28 years who say the same ninety sentences; "
      + "there is no disgust.",
    "The licence of nEMO is CC BY-NC-SA 4.0: not for commercial use, and changed copies under the "
      + "same terms (datasets/nemo/card.md).",
  ]

  private static let synthetic = [
    "The recordings are synthetic: a program made them from glottal pulses and formants. The "
      + "numbers show that the audit works, and say nothing about recognising emotion in human "
      + "speech."
  ]
}
