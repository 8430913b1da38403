import Corpora
import KnownAnswers

/// A model whose verdicts are known before the audit, and what becomes of it where it matters.
public struct SelfTestSubject: Sendable {
  /// A stable name in kebab case.
  public let name: String
  /// The model on clean audio.
  public let model: KnownAnswerModel
  /// What it is on perturbed audio.
  let perturbed: KnownAnswerModel
  /// What the same recipe is in a random split, where it heard every speaker.
  let inRandomSplit: KnownAnswerModel
  /// Whether its split leaks although its numbers are shown as evidence.
  let isSmuggled: Bool

  /// Names a model, which is the same in noise and in a random split unless told otherwise.
  package init(
    _ name: String, _ model: KnownAnswerModel, perturbed: KnownAnswerModel? = nil,
    inRandomSplit: KnownAnswerModel? = nil, isSmuggled: Bool = false
  ) {
    self.name = name
    self.model = model
    self.perturbed = perturbed ?? model
    self.inRandomSplit = inRandomSplit ?? model
    self.isSmuggled = isSmuggled
  }

  /// What an audit must find, in one sentence.
  public var expectation: String {
    if isSmuggled { return "The split leaks, so that nothing the model passes is evidence." }
    return perturbed == .random && model != .random
      ? "More than half of the skill is gone in noise." : model.expectation
  }

  /// The distance of classes, in standard deviations, at which about four of five answers are
  /// right.
  static let skill = 2.35
  /// The temperatures that mend the two miscalibrated models.
  static let (overConfidence, underConfidence) = (4.0, 0.4)
  /// How often the biased models are right, and how much less often in the group they are bad at.
  static let (hitRate, loss) = (0.95, 0.15)

  /// Every subject, the plainest first.
  public static func all(in trial: MadeUpTrial) -> [SelfTestSubject] {
    let everybody = Set(trial.corpus.speakers.map(\.id))
    let trained = Set(MadeUpTrial.trainedSpeakers)
    func calibrated(_ name: String, _ factor: Double, perturbed: KnownAnswerModel? = nil)
      -> SelfTestSubject
    {
      SelfTestSubject(
        name, .miscalibrated(skill: skill, factor: factor),
        perturbed: perturbed ?? .miscalibrated(skill: 0.9 * skill, factor: factor))
    }
    func biased(_ name: String, against value: String) -> SelfTestSubject {
      SelfTestSubject(
        name, .biased(hitRate: hitRate, loss: loss, among: trial.named(name.lastWord, value)))
    }
    return [
      SelfTestSubject("perfect", .perfect),
      SelfTestSubject("random", .random),
      SelfTestSubject("majority", .majority),
      SelfTestSubject("one-class", .always(.sad)),
      SelfTestSubject("label-permuted", .labelPermuted),
      calibrated("calibrated", 1),
      calibrated("over-confident", overConfidence),
      calibrated("under-confident", underConfidence),
      biased("biased-by-region", against: "south"),
      biased("biased-by-room", against: "small"),
      SelfTestSubject("duration-only", .durationOnly(trial.durations)),
      SelfTestSubject(
        "speaker-memorising", .memorising(speakers: trained),
        inRandomSplit: .memorising(speakers: everybody)),
      calibrated("fragile", 1, perturbed: .random),
      SelfTestSubject("smuggled", .perfect, isSmuggled: true),
    ]
  }
}

extension String {
  /// What stands behind the last hyphen.
  fileprivate var lastWord: String { split(separator: "-").last.map(String.init) ?? self }
}
