import ArgumentParser
import Corpora
import Ledger
import Wording

/// The emotions that somebody else's model is asked for, where these are not all of its corpus.
///
/// Recordings of the others are tested nowhere, fit no calibration and no probe. What they say of
/// leakage counts all the same: the parts that a model was fitted to stay as they are.
struct AskedEmotions {
  /// The fact of a run's provenance that names them.
  static let fact = "Emotions asked for"

  /// In the order of `Emotion.allCases`.
  let emotions: [Emotion]

  /// Finds those of a call.
  ///
  /// - Returns: `nil` where it asks for all that its corpus has.
  /// - Throws: `CommandFailure` for one that the corpus does not have.
  init?(_ list: String?, of corpus: Corpus) throws {
    guard let list else { return nil }
    let (asked, present) = (try Self.emotions(in: list), corpus.emotions)
    let absent = asked.filter { !present.contains($0) }.map(\.rawValue)
    guard absent.isEmpty else {
      throw CommandFailure(
        .badCall,
        "--emotions: \(corpus.name) has no recording of \(absent.listed); expected some of "
          + "\(present.map(\.rawValue).joined(separator: ", ")).")
    }
    guard asked.count < present.count else { return nil }
    emotions = asked
  }

  /// Reads the value of `--emotions`.
  ///
  /// - Throws: `ValidationError` for a name that is none of the seven, and for fewer than two.
  static func emotions(in list: String) throws -> [Emotion] {
    let found = try list.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let name = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard let emotion = Emotion(rawValue: name.lowercased()) else {
        let nearest = LabelMap.sevenEmotions.nearest(to: name).map { " (nearest: \($0))" } ?? ""
        let known = Emotion.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError(
          "--emotions: there is no '\(name)'\(nearest); choose among \(known), with commas between "
            + "them.")
      }
      return emotion
    }
    guard Set(found).count > 1 else {
      throw ValidationError(
        "--emotions takes two or more: with one there is nothing to tell apart.")
    }
    return Emotion.allCases.filter(found.contains)
  }

  /// Those that a run was asked for; `nil` where it was all of its corpus.
  static func stored(in run: Provenance) -> [Emotion]? {
    run.facts[fact].map { names in Emotion.allCases.filter { names.contains($0.rawValue) } }
  }

  /// The fact as it is stored.
  static func words(of emotions: [Emotion]) -> String {
    emotions.map(\.rawValue).joined(separator: ", ")
  }

  /// What is left out of a corpus, for people.
  func note(on corpus: Corpus) -> String {
    let left = corpus.utterances.count { !emotions.contains($0.emotion) }
    let others = corpus.emotions.filter { !emotions.contains($0) }.map(\.rawValue)
    return "Asked for: \(emotions.map(\.rawValue).listed); \(left, "recording") of "
      + "\(corpus.name) of \(others.listed) \(left == 1 ? "is" : "are") left out (--emotions)."
  }

  /// A split that is tested on these emotions alone; a test set without any of them is left out.
  ///
  /// - Parameter utterances: where identifiers are looked up.
  /// - Throws: `CommandFailure` where nothing is left to test.
  func limiting(_ split: Split, among utterances: [Utterance]) throws(CommandFailure) -> Split {
    let asked = Dictionary(
      utterances.filter { emotions.contains($0.emotion) }.map { ($0.id, $0) }
    ) { first, _ in first }
    let tests = split.tests.compactMap { test -> TestSet? in
      let own = test.utterances.compactMap { asked[$0] }
      // Tests between corpora may be called by these.
      let names = Set(own.flatMap { [$0.speaker, $0.corpus] })
      return own.isEmpty
        ? nil
        : TestSet(
          evaluationProtocol: test.evaluationProtocol,
          testedOn: test.testedOn.filter(names.contains), utterances: own.map(\.id))
    }
    guard !tests.isEmpty else {
      throw CommandFailure(
        .data,
        "--emotions: no tested recording of \(split.id) is of \(emotions.map(\.rawValue).listed). "
          + "Ask for an emotion that is tested.")
    }
    return Split(
      id: split.id, evaluationProtocol: split.evaluationProtocol, trainedOn: split.trainedOn,
      train: split.train, dev: split.dev, calibration: split.calibration, tests: tests)
  }
}
