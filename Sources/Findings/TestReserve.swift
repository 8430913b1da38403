import Corpora
import Metrics

/// How many words, speakers and utterances each number was tested on, and how many the corpus has:
/// what advice on further recordings is counted from; and how sure the model said to be of it.
public struct TestReserve: Codable, Sendable, Hashable {
  /// What one speaker said in one test set, of all emotions or of one.
  public struct Tested: Codable, Sendable, Hashable {
    /// The rung of the protocol ladder.
    public let evaluationProtocol: EvaluationProtocol
    /// Training speakers joined by `+`.
    public let trainedOn: String
    /// Tested speakers joined by `+`.
    public let testedOn: String
    /// The perturbation, or `nil` for clean audio.
    public let perturbation: String?
    /// `1...5`, or `nil` for clean audio.
    public let severity: Int?
    /// The speaker.
    public let speaker: String
    /// The emotion, or `nil` for all.
    public let emotion: Emotion?
    /// Different words or sentences; 0 where the corpus does not say.
    public let words: Int
    /// Different utterances.
    public let utterances: Int

    /// Creates a count.
    public init(
      evaluationProtocol: EvaluationProtocol, trainedOn: String, testedOn: String,
      perturbation: String? = nil, severity: Int? = nil, speaker: String, emotion: Emotion? = nil,
      words: Int, utterances: Int
    ) {
      self.evaluationProtocol = evaluationProtocol
      self.trainedOn = trainedOn
      self.testedOn = testedOn
      self.perturbation = perturbation
      self.severity = severity
      self.speaker = speaker
      self.emotion = emotion
      self.words = words
      self.utterances = utterances
    }
  }

  /// What the corpus has of one speaker.
  public struct Held: Codable, Sendable, Hashable {
    /// The speaker.
    public let speaker: String
    /// Different words or sentences; 0 where the corpus does not say.
    public let words: Int
    /// Utterances.
    public let utterances: Int

    /// Creates a count.
    public init(speaker: String, words: Int, utterances: Int) {
      self.speaker = speaker
      self.words = words
      self.utterances = utterances
    }
  }

  /// What was tested.
  public let tested: [Tested]
  /// What the corpus has.
  public let held: [Held]
  /// How sure the model said to be on average, of each test set, and speaker by speaker.
  public let confidences: [MeanConfidence]

  /// Creates a reserve.
  public init(tested: [Tested], held: [Held], confidences: [MeanConfidence] = []) {
    self.tested = tested
    self.held = held
    self.confidences = confidences
  }

  /// The units that a row's interval counts: how many were tested, and how many the corpus has of
  /// the tested speakers.
  struct Units {
    let unit: ConfidenceInterval.Unit
    let tested: Int
    let held: Int
    let speakers: [String]
    /// Of words and utterances of several speakers: how many of each, where they are as many.
    let testedOfEach: Int?
    /// Whether utterances are counted of which several are of one word, too few to be counted.
    let shareWords: Bool
  }

  /// The units behind a row with an interval, or `nil` where the reserve does not know its test
  /// set. Of an exact bound the unit is what would be resampled.
  func units(of row: MetricRow, unit: ConfidenceInterval.Unit) -> Units? {
    let isGroup = row.attribute != nil && row.attribute != BaselineCheck.attribute
    guard !isGroup else { return nil }
    let own = tested.filter { $0.isBehind(row) }
    guard !own.isEmpty else { return nil }
    let speakers = Set(own.map(\.speaker))
    let holding = held.filter { speakers.contains($0.speaker) }
    func sum(_ counts: [Int]) -> Int { counts.reduce(0, +) }
    // What is resampled is decided by all that a speaker said, not by one emotion.
    let whole = tested.filter { $0.isBehind(row, ofAllEmotions: true) }
    let areWords = (whole.isEmpty ? own : whole).allSatisfy {
      $0.words >= ClusterTable.enoughWords
    }
    let natural: ConfidenceInterval.Unit =
      speakers.count >= ClusterTable.enoughSpeakers ? .speaker : areWords ? .word : .utterance
    let counted = unit == .exact ? natural : unit
    let counts: (tested: Int, held: Int) =
      switch counted {
      case .speaker: (speakers.count, held.count)
      case .word: (sum(own.map(\.words)), sum(holding.map(\.words)))
      case .utterance, .exact: (sum(own.map(\.utterances)), sum(holding.map(\.utterances)))
      }
    let perSpeaker = Set(own.map { counted == .word ? $0.words : $0.utterances })
    let isOfEach = counted != .speaker && speakers.count > 1 && own.count == speakers.count
    return Units(
      unit: counted, tested: counts.tested, held: max(counts.held, counts.tested),
      speakers: speakers.sorted(),
      testedOfEach: isOfEach && perSpeaker.count == 1 ? perSpeaker.first : nil,
      shareWords: counted == .utterance && own.contains { 0 < $0.words && $0.words < $0.utterances }
    )
  }
}

extension TestReserve.Tested {
  fileprivate func isBehind(_ row: MetricRow, ofAllEmotions: Bool = false) -> Bool {
    evaluationProtocol == row.evaluationProtocol && trainedOn == row.trainedOn
      && testedOn == row.testedOn && perturbation == row.perturbation && severity == row.severity
      && emotion == (ofAllEmotions ? nil : row.emotion)
      && (row.speaker == nil || row.speaker == speaker)
  }
}
