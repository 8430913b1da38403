import Corpora
import Findings
import Foundation
import Metrics

/// Whether a model of one speaker does better on another than the other's model does on her: two
/// test sets of which each is tested on the speakers that the other is trained on. Corpora that
/// every training heard beside them are no side of a pair.
///
/// Both directions are asked the same words and emotions. The test exchanges the two directions
/// within words at random; the interval of the difference resamples words. Model and tested speaker
/// differ together, so a difference is of the pair and cannot be put down to either, and it is
/// about these trainings and other words of these speakers, not about other speakers.
public struct DirectionAsymmetry: Sendable {
  /// The check's name in findings.
  public static let check = "direction-asymmetry"
  /// The significance level of findings.
  public static let alpha = 0.05

  /// Every number, of all pairs of directions.
  public let rows: [MetricRow]
  /// One finding a pair, on UAR.
  public let findings: [Finding]

  /// Looks for pairs of directions and tests each.
  ///
  /// The first direction of a pair is that whose training speakers come first by name. Rows,
  /// without a seed: `asymmetry-accuracy` and `asymmetry-uar` (first minus second, over all seeds
  /// that both have), the same with `-p`, and with `-p-holm` after Holm's correction over the
  /// pairs. Directions without words in common give no pair.
  ///
  /// - Parameters:
  ///   - tests: test sets of one rung.
  ///   - companions: the names of corpora that trainings heard too; they stand among those trained
  ///     on and are left out where directions are compared.
  /// - Throws: `MetricError` where an utterance is predicted twice.
  public init(_ tests: [RepeatedTest], companions: Set<String> = []) throws(MetricError) {
    let trained = tests.map { $0.context.speakersTrainedOn(without: companions) }
    var pairs: [Pair] = []
    for (index, test) in tests.enumerated() where trained[index] < test.context.testedOn {
      let reverse = tests.indices.first { other in
        let context = tests[other].context
        return trained[other] == test.context.testedOn && context.testedOn == trained[index]
          && context.evaluationProtocol == test.context.evaluationProtocol
      }
      guard let reverse, let pair = try Pair(test, tests[reverse]) else { continue }
      pairs.append(pair)
    }
    let adjusted = Self.metrics.map { metric in
      AdjustedPValues.holm(pairs.map { $0.outcomes[metric]?.test?.p ?? 1 })
    }
    rows = pairs.indices.flatMap { index in
      zip(Self.metrics, adjusted).flatMap { metric, adjusted in
        pairs[index].rows(of: metric, adjusted: adjusted[index])
      }
    }
    findings = pairs.indices.filter { !pairs[$0].context.isLeaky }.map { index in
      pairs[index].finding(adjusted: adjusted[1][index], among: pairs.count)
    }
  }

  /// What is compared; findings are on the last.
  fileprivate static let metrics: [Metric] = [.accuracy, .uar]
}

/// Two directions on what they share.
private struct Pair {
  struct Outcome {
    let difference: Double?
    let interval: ConfidenceInterval?
    let test: TestOutcome?
  }

  let context: MetricContext
  /// The other direction, as `YAF > OAF`.
  let reverse: String
  let count: Int
  let wordCount: Int
  let seedCount: Int
  let outcomes: [Metric: Outcome]

  init?(_ forward: RepeatedTest, _ backward: RepeatedTest) throws(MetricError) {
    let seeds = forward.seeds.filter { backward.bySeed[$0] != nil }
    var (first, second): ([Prediction], [Prediction]) = ([], [])
    for seed in seeds {
      let (one, other) = Self.shared(
        forward.bySeed[seed] ?? [], backward.bySeed[seed] ?? [], seed: seed)
      first += one
      second += other
    }
    guard !first.isEmpty else { return nil }
    let table = try PairedTable(first: second, second: first, unit: .word)
    let asked = Set(first.map(\.truth))
    let classes = forward.context.classes.filter(asked.contains)
    var outcomes: [Metric: Outcome] = [:]
    for metric in DirectionAsymmetry.metrics {
      guard let summed = SummedMetric(metric, classes: classes) else { continue }
      outcomes[metric] = Outcome(
        difference: table.difference(of: summed), interval: table.interval(of: summed),
        test: table.signFlip(of: summed))
    }
    var context = forward.context
    context.isLeaky = context.isLeaky || backward.context.isLeaky
    self.context = context
    reverse = "\(backward.context.trainedOn) > \(backward.context.testedOn)"
    count = first.count / max(1, seeds.count)
    wordCount = table.first.clusterCount
    seedCount = seeds.count
    self.outcomes = outcomes
  }

  /// The answers of both directions to the same words and emotions, under common names. Where one
  /// has more utterances of a word and emotion, the first by name are taken.
  private static func shared(
    _ forward: [Prediction], _ backward: [Prediction], seed: Int
  ) -> (forward: [Prediction], backward: [Prediction]) {
    let (one, other) = (cells(forward), cells(backward))
    var (first, second): ([Prediction], [Prediction]) = ([], [])
    for cell in Set(one.keys).intersection(other.keys).sorted() {
      for (index, pair) in zip(one[cell] ?? [], other[cell] ?? []).enumerated() {
        let name = "\(cell.word)/\(cell.emotion.rawValue)/\(seed)/\(index)"
        first.append(pair.0.renamed(name, word: cell.word))
        second.append(pair.1.renamed(name, word: cell.word))
      }
    }
    return (first, second)
  }

  private struct Cell: Hashable, Comparable {
    let word: String
    let emotion: Emotion

    static func < (left: Cell, right: Cell) -> Bool {
      (left.word, left.emotion.index) < (right.word, right.emotion.index)
    }
  }

  private static func cells(_ predictions: [Prediction]) -> [Cell: [Prediction]] {
    var cells: [Cell: [Prediction]] = [:]
    for prediction in predictions.sorted(by: { $0.utterance < $1.utterance }) {
      guard let word = prediction.word else { continue }
      cells[Cell(word: word, emotion: prediction.truth), default: []].append(prediction)
    }
    return cells
  }

  func rows(of metric: Metric, adjusted: Double) -> [MetricRow] {
    let (name, outcome) = ("asymmetry-\(metric.rawValue)", outcomes[metric])
    return [
      context.row(
        named: name, value: outcome?.difference, interval: outcome?.interval, count: count),
      context.row(named: name + "-p", value: outcome?.test?.p, count: count),
      context.row(
        named: name + "-p-holm", value: outcome?.test.map { _ in adjusted }, count: count),
    ]
  }

  func finding(adjusted: Double, among pairs: Int) -> Finding {
    let outcome = outcomes[.uar]
    let (alpha, row) = (DirectionAsymmetry.alpha, rows(of: .uar, adjusted: adjusted)[0])
    let status: Status =
      switch outcome?.test {
      case .some(let test) where test.canReach(alpha): adjusted <= alpha ? .failed : .passed
      default: .undetermined
      }
    let (there, back) = ("\(context.trainedOn) > \(context.testedOn)", reverse)
    let corrected = pairs > 1 ? " (Holm over \(pairs) pairs)" : ""
    let measured =
      outcome?.difference.map {
        "UAR of \(there) minus UAR of \(back) on the same \(wordCount) words is \(decimal($0))"
          + (outcome?.interval.map { " (\($0.wording))" } ?? " (no interval)")
          + (seedCount > 1 ? ", over \(seedCount) seeds" : "")
      } ?? "UAR of \(there) and of \(back) cannot be compared"
    return Finding(
      check: DirectionAsymmetry.check,
      subject: "\(context.testSet.title) against \(back)", status: status,
      importance: .note,
      message: "\(measured). "
        + conclusion(status, adjusted, corrected, outcome?.test, among: pairs)
        + " Model and tested speaker differ together, so a difference belongs to the pair and not "
        + "to either, and it says nothing of other trainings or of other speakers.",
      advice: status == .failed
        ? "Report both directions; their mean hides that one of them is weaker." : nil,
      evidence: row)
  }

  private func conclusion(
    _ status: Status, _ p: Double, _ corrected: String, _ test: TestOutcome?,
    among pairs: Int
  ) -> String {
    switch status {
    case .failed:
      return "The directions differ by more than exchanging them word by word gives: p = "
        + "\(text(p))\(corrected)."
    case .passed:
      // Directions that agree on every word show no spread: nothing is known of what would show.
      let alpha = DirectionAsymmetry.alpha / Double(pairs)
      let gap = test?.minimumDetectableGap(alpha: alpha).flatMap {
        $0 > 0 ? "; a difference of \(decimal($0)) would have been" : nil
      }
      return "No difference between the directions was found: p = \(text(p))\(corrected)"
        + (gap.map { $0 + " found in four of five repetitions." } ?? ".")
    case .undetermined:
      return "There are too few words to tell."
    }
  }

  private func text(_ value: Double) -> String {
    let rounded = String(format: "%.3f", value)
    return rounded == "0.000" && value > 0 ? "0.001 or less" : rounded
  }
}

extension MetricContext {
  /// Training speakers joined by `+`, without the names of corpora.
  fileprivate func speakersTrainedOn(without corpora: Set<String>) -> String {
    trainedOn.split(separator: "+").map(String.init).filter { !corpora.contains($0) }
      .joined(separator: "+")
  }
}

extension Prediction {
  /// The bare answer under another name, as of one speaker.
  fileprivate func renamed(_ name: String, word: String) -> Prediction {
    Prediction(
      utterance: name, speaker: "both", word: word, truth: truth, predicted: predicted)
  }
}
