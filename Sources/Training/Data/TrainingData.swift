import Corpora
import Features

/// A training or dev utterance as spectrograms before normalisation: the original first, then its
/// changed copies.
public struct TrainingExample: Sendable {
  /// The `Utterance.id`, the parent of every changed copy.
  public let utterance: String
  /// The `Utterance.speaker`.
  public let speaker: String
  /// The class.
  public let emotion: Emotion
  /// The original, then changed copies; never empty.
  public let spectrograms: [LogMelSpectrogram]
  /// The original.
  public var original: LogMelSpectrogram { spectrograms[0] }
  /// What was done to make each changed copy, where it was made from a recording.
  public let changes: [ChangedCopy]

  /// Creates an example from its original and changed copies of it.
  public init(
    utterance: String, speaker: String, emotion: Emotion, original: LogMelSpectrogram,
    copies: [LogMelSpectrogram], changes: [ChangedCopy] = []
  ) {
    self.utterance = utterance
    self.speaker = speaker
    self.emotion = emotion
    self.spectrograms = [original] + copies
    self.changes = changes
  }
}

/// The only data that a training sees.
///
/// It is made from a split and takes the train and dev parts alone, and checks that dev holds
/// training speakers only: there is no parameter through which a test utterance could reach the
/// fitting of weights, the schedule or the choice of an epoch.
public struct TrainingData: Sendable {
  /// The split's name.
  public let split: String
  /// The training speakers.
  public let trainedOn: [String]
  /// What fits the weights.
  public let train: [TrainingExample]
  /// What drives the schedule and stopping.
  public let dev: [TrainingExample]
  /// The mean of the training speakers, of whom each counts once, over the originals of `train`.
  public let speakerMean: SpeakerMean
  /// Training and dev utterances that a loader left out, by identifier, with the reason.
  public private(set) var omitted: [String: String] = [:]
  /// The same in numbers, with examples; `nil` where nothing was left out.
  public private(set) var omissions: TrainingOmissions?

  /// Takes the train and dev parts of a split.
  ///
  /// - Parameters:
  ///   - split: where the parts come from.
  ///   - corpus: the utterances that the split names; one that is missing is left out.
  ///   - classes: the emotions that training must have; a model between corpora can only learn
  ///     those of its own.
  ///   - load: turns utterances into examples, in order; `copies` is whether changed copies are
  ///     wanted. One that cannot be decoded may be left out.
  /// - Throws: what `load` throws, and `TrainingError` where a class has no training utterance, dev
  ///   is empty, or dev holds a speaker who is not a training speaker.
  public init(
    split: Split, corpus: Corpus, classes: [Emotion] = Emotion.allCases,
    load: (_ utterances: [Utterance], _ copies: Bool) throws(TrainingError) -> [TrainingExample]
  ) throws(TrainingError) {
    let byIdentifier = Dictionary(
      corpus.utterances.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let tested = Set(split.tests.flatMap(\.utterances))
    let train = split.train.filter { !tested.contains($0) }.compactMap { byIdentifier[$0] }
    let dev = split.dev.filter { !tested.contains($0) }.compactMap { byIdentifier[$0] }
    let speakers = Set(train.map(\.speaker))
    if let foreign = dev.first(where: { !speakers.contains($0.speaker) }) {
      throw .foreignDevelopmentSpeaker(speaker: foreign.speaker, split: split.id)
    }
    self.split = split.id
    self.trainedOn = split.trainedOn
    self.train = try load(train, true)
    self.dev = try load(dev, false)
    speakerMean = Self.mean(of: self.train)
    if self.dev.isEmpty { throw .emptyDevelopmentSet(split: split.id) }
    let present = Set(self.train.map(\.emotion))
    if let absent = classes.first(where: { !present.contains($0) }) {
      throw .classWithoutTraining(emotion: absent.rawValue, split: split.id)
    }
  }

  /// Reads the train and dev parts of a split; what cannot be used is left out by name.
  ///
  /// - Parameters:
  ///   - split: where the parts come from.
  ///   - corpus: the utterances that the split names; one that is missing is left out.
  ///   - classes: the emotions that training must have.
  ///   - loader: what reads the utterances.
  ///   - copies: whether the training part has changed copies.
  ///   - progress: as that of the loader, for each of the parts; may throw to stop.
  /// - Throws: `TrainingError.nothingLeft` where all of dev, of a class, or of a speaker or corpus
  ///   that the split says was trained on was left out, else as with examples that are given.
  public init(
    split: Split, corpus: Corpus, classes: [Emotion] = Emotion.allCases, loader: ExampleLoader,
    copies: Bool = true, progress: (Int) throws(TrainingError) -> Void = { _ in }
  ) throws(TrainingError) {
    var omitted: [(utterance: Utterance, reason: String)] = []
    var (asked, askedOfDev) = ([Utterance](), [Utterance]())
    do throws(TrainingError) {
      try self.init(split: split, corpus: corpus, classes: classes) {
        utterances, isTraining throws(TrainingError) in
        if isTraining { asked = utterances } else { askedOfDev = utterances }
        return try loader.examples(
          of: utterances, copies: copies && isTraining,
          leftOut: { omitted.append(($0, String(describing: $1))) }, progress: progress)
      }
    } catch {
      throw Self.explained(error, by: omitted, dev: Set(split.dev))
    }
    self.omitted = Dictionary(omitted.map { ($0.utterance.id, $0.reason) }) { first, _ in first }
    omissions = TrainingOmissions(
      train: asked.map(\.id), dev: askedOfDev.map(\.id), leftOut: self.omitted)
    try requireHeard(asked)
  }

  /// Checks that something was heard of every speaker, and of every corpus, that the split says was
  /// trained on and has recordings of in its training part.
  private func requireHeard(_ asked: [Utterance]) throws(TrainingError) {
    guard !omitted.isEmpty else { return }
    let named = Dictionary(grouping: asked.flatMap { [($0.speaker, $0.id), ($0.corpus, $0.id)] }) {
      $0.0
    }
    for name in trainedOn {
      let own = (named[name] ?? []).map(\.1)
      guard let first = own.first, let reason = omitted[first],
        own.allSatisfy({ omitted[$0] != nil })
      else { continue }
      throw .nothingLeft(
        of: "training recording of \(name)", split: split, omitted: own.count, example: first,
        reason: reason)
    }
  }

  /// The error that something is missing, with the reason where it was there and could not be used.
  private static func explained(
    _ error: TrainingError, by omitted: [(utterance: Utterance, reason: String)], dev: Set<String>
  ) -> TrainingError {
    let (what, split): (String, String)
    var lost = omitted
    switch error {
    case .emptyDevelopmentSet(let name):
      (what, split) = ("dev utterance", name)
      lost.removeAll { !dev.contains($0.utterance.id) }
    case .classWithoutTraining(let emotion, let name):
      (what, split) = ("training utterance of \(emotion)", name)
      lost.removeAll {
        dev.contains($0.utterance.id) || $0.utterance.emotion.rawValue != emotion
      }
    default: return error
    }
    guard let first = lost.first else { return error }
    return .nothingLeft(
      of: what, split: split, omitted: lost.count, example: first.utterance.id,
      reason: first.reason)
  }

  private static func mean(of examples: [TrainingExample]) -> SpeakerMean {
    let own = Dictionary(grouping: examples, by: \.speaker)
    let means = own.sorted { $0.key < $1.key }.map { SpeakerMean(of: $0.value.map(\.original)) }
    return SpeakerMean(ofSpeakers: means)
  }

  /// What was done to make every changed copy, a line of JSON each with the copy's parent; empty
  /// where there are none.
  public func copyRecords() throws(TrainingError) -> String {
    var lines = ""
    for change in train.flatMap(\.changes) { lines += try jsonText(change) + "\n" }
    return lines
  }
}
