import Calibration
import Corpora
import Metrics

/// A number that a subject was made with, and that the suite has to find again.
public struct KnownNumber: Sendable {
  /// What is measured.
  public enum Quantity: String, Codable, Sendable, CaseIterable {
    case accuracy, uar, ece
    /// UAR on words of speakers whom training heard.
    case knownUAR = "uar-on-training-speakers"
    /// UAR of the random split less that of the honest test.
    case inflation
    /// What every logit has to be divided by.
    case temperature
    /// Accuracy in the north less that in the south.
    case regionGap = "accuracy-gap-by-region"
    /// Accuracy in large rooms less that in small ones.
    case roomGap = "accuracy-gap-by-room"
    /// UAR less that of a probe that hears durations alone.
    case overDuration = "uar-over-duration-probe"
  }

  /// What is measured.
  public let quantity: Quantity
  /// What it is by construction.
  public let expected: Double
  /// How far it may be off: 0 where nothing is left to chance, else four standard deviations or
  /// more.
  public let tolerance: Double

  init(_ quantity: Quantity, _ expected: Double, within tolerance: Double = 1e-12) {
    self.quantity = quantity
    self.expected = expected
    self.tolerance = tolerance
  }
}

extension KnownNumber.Quantity {
  /// The number in what a subject said; `nil` where it is not there.
  func value(in input: CatalogueInput) throws -> Double? {
    func metric(_ metric: Metric, _ predictions: [Prediction]) throws -> Double? {
      predictions.isEmpty ? nil : try PredictionTable(predictions).value(of: metric)
    }
    func gap(_ attribute: String, _ high: String, _ low: String) throws -> Double? {
      let values = Dictionary(
        input.corpus.utterances.map { ($0.id, $0.attributes[attribute]) },
        uniquingKeysWith: { first, _ in first })
      let groups = Dictionary(grouping: input.unseen) { (values[$0.utterance] ?? nil) ?? "" }
      guard let above = try metric(.accuracy, groups[high] ?? []),
        let below = try metric(.accuracy, groups[low] ?? [])
      else { return nil }
      return above - below
    }
    func difference(_ first: [Prediction]?, _ second: [Prediction]?) throws -> Double? {
      guard let first = try metric(.uar, first ?? []), let second = try metric(.uar, second ?? [])
      else { return nil }
      return first - second
    }
    switch self {
    case .accuracy: return try metric(.accuracy, input.unseen)
    case .uar: return try metric(.uar, input.unseen)
    case .ece: return try metric(.ece, input.unseen)
    case .knownUAR: return try metric(.uar, input.known)
    case .inflation: return try difference(input.random?.predictions, input.unseen)
    case .temperature: return try Temperature(fitting: input.unseen).value
    case .regionGap: return try gap("region", "north", "south")
    case .roomGap: return try gap("room", "large", "small")
    case .overDuration: return try difference(input.unseen, input.probes["duration"])
    }
  }
}
