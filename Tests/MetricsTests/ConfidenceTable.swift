import Metrics

/// Answers of two classes: the first, with so much confidence, and whether that is right.
func table(_ rows: [(confidence: Double, isRight: Bool)]) throws -> PredictionTable {
  try PredictionTable(
    truth: rows.map { $0.isRight ? 0 : 1 }, predicted: rows.map { _ in 0 },
    probabilities: rows.flatMap { [$0.confidence, 1 - $0.confidence] }, classCount: 2)
}
