import Corpora
import Metrics
import Wording

/// The tests of somebody else's model on corpora beside the audited one: of each corpus one test
/// set, of the emotions that both have, whose sides are called by corpora.
///
/// A corpus of which training is said to have heard nothing gives `cross-corpus`. One of which it
/// heard anything is no other corpus to the model: all of it is a `random` test set, LEAKY. Where
/// nobody says what was trained on, nothing is evidence here either.
struct ExternalTests {
  let audited: Corpus
  let externals: [Corpus]
  let asked: AskedEmotions?

  /// The splits that follow from what was said of training.
  ///
  /// - Throws: `CommandFailure` or `SplitError` where a corpus has too few emotions to be tested.
  func splits(of training: HeardTraining) throws -> [Split] {
    let names = training.names(among: [audited] + externals)
    return try externals.map { external in
      let rung = rung(of: external, training)
      let start = training.isOfFiles ? "split" : SpeakerNames.joined(names)
      return Split(
        id: "\(rung.rawValue)/\(start)-to-\(external.name)", evaluationProtocol: rung,
        trainedOn: names, train: training.utterances.map(\.id), dev: [], calibration: [],
        tests: [
          TestSet(
            evaluationProtocol: rung, testedOn: [external.name],
            utterances: try tested(of: external).map(\.id))
        ])
    }
  }

  private func rung(of external: Corpus, _ training: HeardTraining) -> EvaluationProtocol {
    training.isUnknown || isHeard(external, in: training) ? .random : .crossCorpus
  }

  private func isHeard(_ external: Corpus, in training: HeardTraining) -> Bool {
    training.utterances.contains { $0.corpus == external.name }
  }

  private func emotions(of external: Corpus) -> [Emotion] {
    let shared = audited.emotions.filter(external.emotions.contains)
    return asked.map { shared.filter($0.emotions.contains) } ?? shared
  }

  private func tested(of external: Corpus) throws -> [Utterance] {
    let emotions = emotions(of: external)
    guard emotions.count > 1 else {
      guard let asked else {
        throw SplitError.tooFewSharedEmotions(
          corpora: [audited.name, external.name], found: emotions)
      }
      throw CommandFailure(
        .data,
        "--emotions: of \(asked.emotions.map(\.rawValue).listed), \(external.name) has "
          + (emotions.first.map { "only \($0.rawValue)" } ?? "none")
          + "; expected at least two. Ask for others, or leave --external \(external.name) out.")
    }
    return external.utterances.filter { emotions.contains($0.emotion) }
  }

  /// What is left out of the corpora, and which of them are no evidence, for people.
  func notes(on training: HeardTraining) -> [String] {
    externals.flatMap { external in
      let emotions = emotions(of: external)
      let left = external.utterances.count { !emotions.contains($0.emotion) }
      let narrowed =
        left == 0
        ? []
        : [
          "Of \(external.name) \(emotions.map(\.rawValue).listed) are asked for, as of "
            + "\(audited.name); \(left, "recording") of others \(left == 1 ? "is" : "are") left "
            + "out."
        ]
      let heard =
        isHeard(external, in: training)
        ? [
          "--external \(external.name): the model is said to be trained on recordings of it, so it "
            + "is no other corpus to the model: its numbers are stamped LEAKY and no evidence."
        ] : []
      return narrowed + heard
    }
  }
}

extension GivenSplits {
  /// What of the recordings here the files say that the model was fitted to, all of them together:
  /// it is one model.
  func heard(of audited: Corpus, beside externals: [Corpus]) -> HeardTraining {
    let fitted = Set(splits.flatMap { $0.train + $0.dev + $0.calibration })
    let all = audited.utterances + derived + externals.flatMap(\.utterances)
    let isUnknown = splits.contains(where: \.hasUnknownTraining)
    return HeardTraining(
      utterances: isUnknown ? [] : all.filter { fitted.contains($0.id) }, elsewhere: [],
      isUnknown: isUnknown, isOfFiles: true)
  }

  /// The corpora of which the files test nothing.
  func untested(among externals: [Corpus]) -> [Corpus] {
    let tested = Set(splits.flatMap(\.tests).flatMap(\.utterances))
    return externals.filter { !$0.utterances.contains { tested.contains($0.id) } }
  }
}
