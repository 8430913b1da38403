/// Features moved and scaled to mean 0 and variance 1 over the training part.
///
/// A feature that could not be measured becomes 0, the training mean: it then argues for no
/// emotion. A feature that does not vary in training becomes 0 as well.
public struct Standardization: Sendable, Equatable {
  /// The mean of each feature over the rows that have it, shape `[D]`.
  public let means: [Double]
  /// The standard deviation of each feature, 0 where it does not vary, shape `[D]`.
  public let deviations: [Double]

  /// Takes the statistics of training rows, each of `D` features.
  public init(_ rows: [[Double?]]) {
    let width = rows.first?.count ?? 0
    let columns = (0..<width).map { column in rows.compactMap { $0[column] } }
    means = columns.map { mean($0) ?? 0 }
    deviations = columns.map { column in
      let spread = deviation(column) ?? 0
      return spread > 1e-12 * (1 + abs(mean(column) ?? 0)) ? spread : 0
    }
  }

  /// A row in units of standard deviations.
  public func apply(_ row: [Double?]) -> [Double] {
    row.indices.map { column in
      guard let value = row[column], deviations[column] > 0 else { return 0 }
      return (value - means[column]) / deviations[column]
    }
  }
}
