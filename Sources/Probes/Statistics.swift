import Metrics

/// The mean, or `nil` of nothing.
func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// The standard deviation about the mean over all values, or `nil` of nothing.
func deviation(_ values: [Double]) -> Double? {
  mean(values).flatMap { centre in
    mean(values.map { ($0 - centre) * ($0 - centre) }).map { $0.squareRoot() }
  }
}

/// The quantile of sorted values, linear between neighbours, or `nil` of nothing.
func percentile(_ sorted: [Double], _ level: Double) -> Double? {
  sorted.isEmpty ? nil : quantile(sorted, level)
}

/// The slope of the least-squares line, or `nil` where the places do not differ.
func slope(of values: [Double], over places: [Double]) -> Double? {
  guard let centre = mean(places), let level = mean(values) else { return nil }
  var product = 0.0
  var square = 0.0
  for (value, place) in zip(values, places) {
    product += (value - level) * (place - centre)
    square += (place - centre) * (place - centre)
  }
  return square > 0 ? product / square : nil
}
