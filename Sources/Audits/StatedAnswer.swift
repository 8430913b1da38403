import Corpora
import Findings
import Metrics

/// What somebody's model says of one recording: a probability for each emotion, or a label alone.
public enum StatedAnswer: Sendable, Hashable {
  /// Probabilities in the order of `Emotion.allCases`, shape `[K]`, summing to 1.
  case probabilities([Double])
  case label(Emotion)

  /// The names of the probabilities: `p_angry` ... `p_surprise`, in the order of
  /// `Emotion.allCases`.
  public static let probabilityNames = Emotion.allCases.map { "p_" + $0.rawValue }

  /// The names of probabilities of classes that are none of the seven.
  static func foreignNames(among columns: [String]) -> [String] {
    columns.filter { $0.hasPrefix("p_") && !probabilityNames.contains($0) }
  }

  /// The name of the label.
  public static let labelName = "label"

  /// Reads an answer by the names of its fields: probabilities where there are any, else the label.
  ///
  /// - Parameters:
  ///   - labels: what labels stand for, as `answerLabels` gives it for a corpus.
  ///   - acceptsRounding: whether a sum that rounding to the printed digits may have put off 1 is
  ///     taken; the probabilities are then divided by it.
  ///   - field: the text of a field, or `nil` where the answer has none of the name.
  /// - Throws: `AnswerFault` for what is no distribution over the seven emotions and no label.
  public init(
    labels: LabelMap = .manifest, acceptsRounding: Bool = false, _ field: (String) -> String?
  ) throws(AnswerFault) {
    func text(_ name: String) -> String? {
      field(name).flatMap { $0.isEmpty ? nil : $0 }
    }
    let texts = Self.probabilityNames.map { (name: $0, text: text($0)) }
    let missing = texts.filter { $0.text == nil }.map(\.name)
    if missing.count == texts.count {
      guard let label = text(Self.labelName) else { throw .nothing }
      self = .label(try Self.emotion(of: label, labels))
      return
    }
    guard missing.isEmpty else { throw .missingProbabilities(missing) }
    var values: [Double] = []
    for (name, text) in texts {
      guard let value = Double(text ?? ""), value.isFinite else {
        throw .notANumber(name: name, text: text ?? "")
      }
      guard (0...1 + PredictionTable.sumTolerance).contains(value) else {
        throw .outOfRange(name: name, value: value)
      }
      values.append(value)
    }
    let sum = values.reduce(0, +)
    if acceptsRounding, Self.isPutOff(sum: sum, byRoundingOf: texts.compactMap(\.text)) {
      self = .probabilities(values.map { $0 / sum })
      return
    }
    guard PredictionTable.isWhole(sum: sum) else { throw .sum(sum) }
    self = .probabilities(values)
  }

  /// What labels of answers stand for: the usual names and codes of the seven emotions, and beside
  /// them the labels of the audited corpus. The usual ones win, as a corpus may leave out an
  /// emotion that is an answer all the same.
  public static func answerLabels(of corpus: LabelMap) -> LabelMap { corpus.adding(.manifest) }

  private static func emotion(
    of label: String, _ labels: LabelMap
  ) throws(AnswerFault) -> Emotion {
    guard case .emotion(let emotion) = labels.target(of: label) else {
      throw .unknownLabel(label, nearest: LabelMap.sevenEmotions.nearest(to: label))
    }
    return emotion
  }

  /// The prediction that the answer is of an utterance.
  public func prediction(of utterance: Utterance) -> Prediction {
    switch self {
    case .probabilities(let probabilities):
      Prediction(
        utterance: utterance.id, speaker: utterance.speaker, word: utterance.word,
        truth: utterance.emotion, probabilities: probabilities)
    case .label(let label):
      Prediction(
        utterance: utterance.id, speaker: utterance.speaker, word: utterance.word,
        truth: utterance.emotion, predicted: label)
    }
  }
}

/// What is wrong with one answer. `description` words it.
public enum AnswerFault: Error, Sendable, Hashable {
  /// Neither probabilities nor a label.
  case nothing
  /// Some probabilities are there and these are not.
  case missingProbabilities([String])
  /// A probability that is no finite number.
  case notANumber(name: String, text: String)
  /// A probability outside `0...1`.
  case outOfRange(name: String, value: Double)
  /// Probabilities that do not sum to 1.
  case sum(Double)
  /// A label that stands for none of the seven emotions.
  case unknownLabel(String, nearest: String?)
}

extension AnswerFault: CustomStringConvertible {
  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .nothing: "no probabilities and no label; expected p_angry ... p_surprise, or label"
    case .missingProbabilities(let names):
      "no \(names.joined(separator: ", ")); expected all seven probabilities (0 for an emotion "
        + "that the model does not know)"
    case .notANumber(let name, let text):
      "\(name) is '\(text)'; expected a number from 0 to 1"
    case .outOfRange(let name, let value):
      "\(name) is \(value); expected 0 to 1 (softmax outputs, not logits or per cent)"
    case .sum(let sum):
      "the probabilities sum to \(Self.text(ofSum: sum)); expected 1 within "
        + "\(PredictionTable.sumTolerance): write more digits, or divide each row by its sum"
    case .unknownLabel(let label, let nearest):
      "the label '\(label)'; expected one of "
        + Emotion.allCases.map(\.rawValue).joined(separator: ", ")
        + " in any case of letters, a usual synonym such as anger, fearful, happiness or FEA, or a "
        + "label of the corpus" + (nearest.map { " (nearest: \($0))" } ?? "")
    }
  }

  /// A sum with three decimals; more where three would read like one that is taken.
  private static func text(ofSum sum: Double) -> String {
    let places = (3...9).first {
      !PredictionTable.isWhole(sum: Double(decimal(sum, places: $0)) ?? sum)
    }
    return decimal(sum, places: places ?? 9)
  }
}
