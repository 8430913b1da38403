import Features

/// Mean, standard deviation, least and greatest value over an utterance of 40 MFCC and of their
/// first and second derivatives: 480 numbers, as the reference figures of the literature used.
///
/// - Source: MFCC by `LogMelSpectrogram.cepstralCoefficients` (Davis & Mermelstein, IEEE
///   Transactions on Acoustics, Speech and Signal Processing 28, 1980); derivatives by regression
///   over nine frames, the end frames repeated.
enum CepstralStatistics {
  static let coefficients = 40
  private static let reach = 4
  private static let statistics = ["mean", "standard deviation", "least", "greatest"]
  private static let courses = ["MFCC", "first derivative of MFCC", "second derivative of MFCC"]

  static let summary =
    "mean, standard deviation, least and greatest value of 40 MFCC and of their first and second "
    + "derivatives (480 numbers)"

  static let names = courses.flatMap { course in
    (0..<coefficients).flatMap { index in statistics.map { "\($0) of \(course) \(index)" } }
  }

  /// The numbers of a recording, in the order of `names`.
  static func values(of mel: MelCourse) throws(FeatureError) -> [Double?] {
    let cepstra = try cepstra(of: mel)
    let first = derivative(of: cepstra)
    return [cepstra, first, derivative(of: first)].flatMap { course in
      course.flatMap { values -> [Double?] in
        [mean(values), deviation(values), values.min(), values.max()]
      }
    }
  }

  /// The MFCC by coefficient, shape `[40][T]`.
  static func cepstra(of mel: MelCourse) throws(FeatureError) -> [[Double]] {
    let values = try mel.spectrogram.cepstralCoefficients(coefficients)
    return (0..<coefficients).map { index in
      stride(from: index, to: values.count, by: coefficients).map { Double(values[$0]) }
    }
  }

  private static func derivative(of courses: [[Double]]) -> [[Double]] {
    let squares = (1...reach).reduce(0.0) { $0 + Double($1 * $1) }
    let weight = 2 * squares
    return courses.map { course in
      course.indices.map { frame in
        var sum = 0.0
        for step in 1...reach {
          let after = course[min(frame + step, course.count - 1)]
          sum += Double(step) * (after - course[max(frame - step, 0)])
        }
        return sum / weight
      }
    }
  }
}
