import Corpora
import Metrics

/// Accuracy and UAR of every test set for the terminal: a line a speaker, several seeds together.
struct HeadlineTable {
  /// The most speakers of a test set that have a line each; of more, one line says all of them.
  private static let mostSpeakers = 4

  /// The lines with their heading.
  let text: String

  /// - Parameters:
  ///   - rows: all numbers of a run.
  ///   - mark: what stands by the rung of numbers that rest on what somebody says of training.
  init(_ rows: [MetricRow], mark: String? = nil) {
    let clean = rows.filter {
      $0.perturbation == nil && $0.attribute == nil && $0.emotion == nil && $0.seed != nil
        && ($0.metric == "accuracy" || $0.metric == "uar")
    }
    let speakers = Dictionary(grouping: clean.filter { $0.speaker != nil }, by: \.testSet)
      .mapValues { Set($0.compactMap(\.speaker)).count }
    let shown = clean.filter { row in
      let isMany = speakers[row.testSet, default: 0] > Self.mostSpeakers
      return (row.speaker == nil) == isMany
    }
    let lines = shown.grouped { Line(test: $0.testSet, speaker: $0.speaker) }
    text =
      TextTable(
        heading: ["protocol", "trained on", "tested on", "n", "accuracy", "UAR", ""],
        rows: lines.map { Self.cells($0.key, $0.elements, mark) }
      ).text
  }

  private struct Line: Hashable {
    let test: TestSetName
    let speaker: String?
  }

  private static func cells(_ line: Line, _ rows: [MetricRow], _ mark: String?) -> [String] {
    let accuracies = rows.filter { $0.metric == "accuracy" }
    let recalls = rows.filter { $0.metric == "uar" }
    let isLeaky = rows.contains(where: \.isLeaky)
    // A split of which nobody knows the other side is none of the rungs.
    let rung =
      line.test.trainedOn == Split.unknownTraining
      ? Split.unknownTraining : line.test.evaluationProtocol.rawValue
    return [
      rung + (isLeaky ? "" : mark.map { " (\($0))" } ?? ""),
      SpeakerNames.shown(
        line.test.trainedOn, testedOn: line.test.testedOn,
        areOfOneCorpus: line.test.evaluationProtocol != .crossCorpus),
      line.speaker ?? SpeakerNames.shown(line.test.testedOn),
      "\(accuracies.first?.count ?? 0)", number(accuracies), number(recalls),
      isLeaky ? "LEAKY" : "",
    ]
  }

  /// A value with its interval; of several seeds the mean with the least and the greatest of them.
  private static func number(_ rows: [MetricRow]) -> String {
    let values = rows.compactMap(\.value)
    guard let least = values.min(), let most = values.max(), values.count == rows.count else {
      return "undetermined"
    }
    if rows.count == 1 { return least.rounded(to: 3) + (rows[0].interval?.text ?? "") }
    let mean = values.reduce(0, +) / Double(values.count)
    return "\(mean.rounded(to: 3)) (\(values.count) seeds, \(least.rounded(to: 3)) to "
      + "\(most.rounded(to: 3)))"
  }
}
