import Corpora
import Foundation
import Ledger

/// Times storing made-up predictions: `ledger FILE SPEAKERS WORDS EVALUATIONS` writes a ledger of
/// one complete run and prints one line of JSON.
@main
enum LedgerBenchmark {
  private struct Answer: Encodable {
    let run: String
    let predictions: Int
    let evaluations: Int
    let metricRows: Int
    /// Storing the utterances, their speakers and the split.
    let corpusSeconds: Double
    /// Storing predictions, metrics, bins and attention, whole transactions.
    let storeSeconds: Double
    let fileBytes: Int
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    let numbers = arguments.dropFirst(2).compactMap { Int($0) }
    guard arguments.count == 5, numbers.count == 3 else {
      FileHandle.standardError.write(
        Data("usage: ledger FILE SPEAKERS WORDS EVALUATIONS\n".utf8))
      exit(2)
    }
    let plan = MadeUpRun(
      name: "made-up", speakerCount: numbers[0], wordCount: numbers[1], evaluationCount: numbers[2])
    let answer = try store(plan, at: arguments[1])
    print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
  }

  private static func store(_ plan: MadeUpRun, at path: String) throws -> Answer {
    let corpus = plan.corpus
    let ledger = try LedgerFile.open(path: path)
    let clock = ContinuousClock()
    let corpusTime = try clock.measure {
      try ledger.begin(plan.run)
      try ledger.record(corpus, hash: "", isSynthetic: true, in: plan.name)
      try ledger.record(plan.split(of: corpus), leakage: "{}", in: plan.name) { _ in false }
      try ledger.beginFit(plan.model)
      try ledger.finishFit(plan.model, checkpoint: nil, hash: nil, keptEpoch: nil)
    }
    var (storeTime, predictions, rows) = (Duration.zero, 0, 0)
    for evaluation in 0..<plan.evaluationCount {
      let result = try plan.result(evaluation, of: corpus)
      storeTime += try clock.measure {
        try ledger.record(result, of: plan.key(evaluation), at: "2026-01-01T00:00:00Z")
      }
      predictions += result.predictions.count
      rows += result.metrics.count
    }
    storeTime += try clock.measure {
      try ledger.finish(run: plan.name, at: "2026-01-01T01:00:00Z")
      try ledger.close()
    }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    return Answer(
      run: plan.name, predictions: predictions, evaluations: plan.evaluationCount,
      metricRows: rows, corpusSeconds: seconds(corpusTime), storeSeconds: seconds(storeTime),
      fileBytes: size ?? 0)
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
