import Corpora
import Foundation

/// One normal density a class and feature, features independent within a class, priors as in
/// training: scikit-learn's `GaussianNB`. A class that training never saw has probability 0.
public struct GaussianClassifier: Sendable {
  private struct Density: Sendable {
    let logPrior: Double
    let means: [Double]
    let variances: [Double]
  }

  /// By emotion, `nil` where training has none.
  private let densities: [Density?]

  /// Added to every variance, as a share of the largest variance of a feature.
  private static let smoothing = 1e-9

  /// Takes the statistics of rows of `D` features.
  public init(_ rows: [[Double]], labels: [Emotion]) {
    func statistics(_ rows: [[Double]]) -> (means: [Double], variances: [Double]) {
      let width = rows.first?.count ?? 0
      let columns = (0..<width).map { column in rows.map { $0[column] } }
      return (
        columns.map { mean($0) ?? 0 },
        columns.map {
          let spread = deviation($0) ?? 0; return spread * spread
        }
      )
    }
    let added = Self.smoothing * (statistics(rows).variances.max() ?? 0)
    densities = Emotion.allCases.map { emotion in
      let own = zip(rows, labels).filter { $0.1 == emotion }.map(\.0)
      guard !own.isEmpty else { return nil }
      let (means, variances) = statistics(own)
      return Density(
        logPrior: log(Double(own.count) / Double(rows.count)), means: means,
        variances: variances.map { max($0 + added, .leastNormalMagnitude) })
    }
  }

  /// Probabilities of one row, in the order of `Emotion.allCases`.
  public func probabilities(of row: [Double]) -> [Double] {
    let logs = densities.map { density -> Double in
      guard let density else { return -.infinity }
      return row.indices.reduce(density.logPrior) { sum, column in
        let (variance, distance) = (
          density.variances[column], row[column] - density.means[column]
        )
        return sum - 0.5 * (log(2 * .pi * variance) + distance * distance / variance)
      }
    }
    let highest = logs.max() ?? 0
    let shares = logs.map { exp($0 - highest) }
    let total = shares.reduce(0, +)
    return shares.map { $0 / total }
  }
}
