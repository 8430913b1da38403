extension RobustnessCurve {
  /// From the least severity to the greatest, as a line is drawn.
  var risingPoints: [Point] { points.sorted { $0.severity < $1.severity } }
}
