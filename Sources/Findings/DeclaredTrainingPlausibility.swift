import Corpora
import Metrics

/// The question whether the numbers of a model look like what somebody says of its training: they
/// cannot verify it, but they may contradict it.
package enum DeclaredTrainingPlausibility {
  /// The name of the check.
  package static let check = "declared-training-plausibility"
  /// By how much at least speakers said not to be heard must be recognised better than those said
  /// to be heard, by the whole interval of the difference.
  static let margin = 0.1
  /// How seldom chance alone may put speakers in such an order, over all that is asked.
  static let alpha = 0.05

  /// What the status of a finding rests on.
  package enum Ground: String {
    /// Heard speakers are recognised worse.
    case heardWorse = "heard-worse"
    /// Speakers said not to be heard are recognised as heard ones are.
    case ceiling
    /// There is nothing to compare.
    case notAsked = "not-asked"
  }

  /// For each statement of whom a model heard, whether heard speakers are recognised worse than
  /// others; and for each honest test set with speakers who are recognised as well as a heard one
  /// would be, that they are. None where nobody says anything.
  ///
  /// - Parameters:
  ///   - rows: rows of any metrics; UAR of single speakers on clean audio, and what it is beside
  ///     each probe, are looked at.
  ///   - stated: what somebody says of training.
  package static func findings(for rows: [MetricRow], stated: StatedTraining?) -> [Finding] {
    guard let stated else { return [] }
    let clean = rows.filter {
      $0.speaker != nil && $0.value != nil && $0.emotion == nil && $0.perturbation == nil
    }
    let single = clean.filter { $0.metric == Metric.uar.rawValue && $0.attribute == nil }
    let probes = clean.filter {
      $0.metric == ShortcutCheck.metric && $0.attribute == ShortcutCheck.attribute
    }
    let sides = single.grouped(by: \.trainedOn).map {
      HeardAndUnheard($0.elements, source: stated.source)
    }
    let asked = sides.count { $0.difference != nil }
    return sides.flatMap { sides -> [Finding] in
      let order = order(of: sides, stated: stated, alpha: alpha / Double(max(1, asked)))
      // What contradicts says more than what only looks odd.
      guard order.ground != Ground.heardWorse.rawValue else { return [order] }
      return [order] + CeilingOfUnheard.findings(of: sides, probes: probes)
    }
  }

  /// Whether speakers said to be heard are recognised worse than others.
  private static func order(
    of sides: HeardAndUnheard, stated: StatedTraining, alpha: Double
  ) -> Finding {
    let said = "what \(stated.source == .splitFile ? "the split says" : "was declared") of training"
    guard let heard = sides.heard, let unheard = sides.unheard, let difference = sides.difference
    else {
      return finding(
        sides, .undetermined, .note,
        "No number here could contradict \(said) (\(SpeakerNames.shown(sides.trainedOn))): there "
          + "is no UAR with an interval of a speaker \(sides.missing).",
        advice: sides.heard == nil
          ? "Where the corpus has recordings of speakers whom the model heard, give its answers to "
            + "these too." : nil, .notAsked)
    }
    let words =
      "\(heard.wording("said to be heard", mark: "LEAKY; ")), and "
      + "\(unheard.wording("said not to be heard", mark: ""))"
    let numbers = words.prefix(1).uppercased() + words.dropFirst()
    let rank = RankSum(heard.values, isBelow: unheard.values)
    let testable = rank.flatMap { $0.leastPValue <= alpha ? $0.pValue : nil }
    guard difference.lower > margin, testable ?? 0 <= alpha else {
      return finding(
        sides, .passed, .warning,
        "\(numbers): that does not contradict \(said), and verifies nothing of it.")
    }
    let conclusion =
      testable.map {
        ". Dealing the speakers to the two sides by chance orders them so with p = \(decimal($0))."
      } ?? "; so few speakers cannot tell it from heard speakers who are harder."
    return finding(
      sides, testable == nil ? .undetermined : .failed, .warning,
      "\(numbers): higher by \(decimal(unheard.value - heard.value)) (\(difference.wording)). As a "
        + "rule a model does better on speakers whom it heard, so this does not look like "
        + "\(said)\(conclusion)", advice: advice, .heardWorse)
  }

  private static let advice =
    "Make sure of what the model was trained on, and audit again with what holds (--trained-on, "
    + "--split). Where it holds as it is, heard speakers are harder here: say so."

  private static func finding(
    _ sides: HeardAndUnheard, _ status: Status, _ importance: Importance, _ message: String,
    advice: String? = nil, _ ground: Ground? = nil
  ) -> Finding {
    Finding(
      check: check, subject: "trained on \(sides.trainedOn)", status: status,
      importance: importance, message: message, advice: advice, ground: ground?.rawValue)
  }
}

extension Finding {
  /// Whether a finding says that something does not look like what was declared of training, so
  /// that it is told first.
  package var doubtsDeclaredTraining: Bool {
    switch check {
    case DeclaredTrainingPlausibility.check:
      status != .passed && ground != DeclaredTrainingPlausibility.Ground.notAsked.rawValue
    case StatedTraining.otherwiseCheck: status != .passed
    default: false
    }
  }
}
