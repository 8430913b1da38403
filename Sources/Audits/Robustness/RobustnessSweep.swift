import Corpora
import Perturbations
import Randomness

/// Which perturbations, severities and utterances a robustness sweep takes.
public struct RobustnessSweep: Encodable, Sendable {
  /// In the order of the report.
  public let perturbations: [Perturbation]
  /// Words a speaker and emotion at most, or `nil` for all.
  public let words: Int?

  /// Creates a sweep.
  public init(perturbations: [Perturbation], words: Int?) {
    self.perturbations = perturbations
    self.words = words
  }

  /// The cells in the order of the report.
  public var cells: [SweepCell] {
    perturbations.flatMap { perturbation in
      Severity.allCases.map { SweepCell(perturbation: perturbation, severity: $0) }
    }
  }

  /// The utterances of the sweep: all those of words drawn by seed, so that every speaker and
  /// emotion is heard on the same words.
  public func utterances(of utterances: [Utterance], seed: UInt64) -> [Utterance] {
    guard let words else { return utterances }
    let units = Set(utterances.map { $0.word ?? $0.id }).sorted()
    var generator = SplitMix64(seed: seed, names: "robustness-sweep")
    let chosen = Set(generator.shuffled(units).prefix(words))
    return utterances.filter { chosen.contains($0.word ?? $0.id) }
  }
}
