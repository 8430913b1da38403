import Corpora
import Foundation
import Metrics

/// Times the word bootstrap of accuracy, UAR, macro-F1 and ECE on a file that `bootstrap_numpy.py
/// make` wrote: `bootstrap FILE REPLICATES` prints one line of JSON.
@main
enum Bootstrap {
  /// Bytes of a row: speaker, word, truth and padding as Int32, then seven probabilities as Double.
  private static let rowSize = 4 * 4 + 7 * 8

  private struct Answer: Encodable {
    let seconds: Double
    let tableSeconds: Double
    let replicates: Int
    let rows: Int
    let clusters: Int
    let means: [Double]
    let spreads: [Double]
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let replicates = Int(arguments[2]) else {
      FileHandle.standardError.write(Data("usage: bootstrap FILE REPLICATES\n".utf8))
      exit(2)
    }
    let predictions = read(try Data(contentsOf: URL(fileURLWithPath: arguments[1])))
    let metrics = [Metric.accuracy, .uar, .macroF1, .ece].compactMap { SummedMetric($0) }
    let clock = ContinuousClock()
    let start = clock.now
    let table = try ClusterTable(predictions, unit: .word)
    let tableSeconds = seconds(clock.now - start)
    let found = ClusterBootstrap(replicateCount: replicates).replicates(of: metrics, over: table)
    let total = seconds(clock.now - start)
    let means = found.map { $0.reduce(0, +) / Double($0.count) }
    let spreads = zip(found, means).map { values, mean in
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
    }
    let answer = Answer(
      seconds: total, tableSeconds: tableSeconds, replicates: replicates, rows: predictions.count,
      clusters: table.clusterCount, means: means, spreads: spreads)
    print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private static func read(_ data: Data) -> [Prediction] {
    data.withUnsafeBytes { bytes in
      (0..<bytes.count / rowSize).map { row in
        let base = row * rowSize
        func whole(_ index: Int) -> Int {
          Int(bytes.loadUnaligned(fromByteOffset: base + 4 * index, as: Int32.self))
        }
        let probabilities = (0..<7).map {
          bytes.loadUnaligned(fromByteOffset: base + 16 + 8 * $0, as: Double.self)
        }
        return Prediction(
          utterance: "u\(row)", speaker: "s\(whole(0))", word: "w\(whole(1))",
          truth: Emotion.allCases[whole(2)], probabilities: probabilities)
      }
    }
  }
}
