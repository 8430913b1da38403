import Corpora

/// Something that is said of how emotions sound in a corpus, as a statement about mean values that
/// can hold or not hold for one speaker.
public struct Claim: Codable, Sendable, Hashable {
  /// What is said of the means of a speaker's emotions.
  public enum Statement: Codable, Sendable, Hashable {
    /// No other emotion's mean is as high.
    case highest(Emotion)
    /// The means of these emotions lie below those of all others.
    case lowest([Emotion])
    /// The mean lies within a tolerance of a value.
    case near(Emotion, value: Double, tolerance: Double)
    /// The first emotion's mean is higher than the second's.
    case higher(Emotion, than: Emotion)
  }

  /// A stable name in kebab case.
  public let name: String
  /// The claim in words.
  public let wording: String
  /// What it is about.
  public let quantity: Quantity
  /// What it says.
  public let statement: Statement

  /// The claims that are tested on a corpus: those usually made of TESS, or general ones.
  public static func claims(about corpus: String) -> [Claim] {
    corpus == "tess" ? ofTESS : general
  }

  /// What reports on TESS usually say of its figures. A mean is near a value within a tenth of it.
  static let ofTESS = [
    highest(.peak, .angry, "angry has the highest amplitude (peak)"),
    highest(.level, .angry, "angry has the highest amplitude (RMS)"),
    lowest(.peak, "sad and neutral have the lowest amplitude (peak)"),
    lowest(.level, "sad and neutral have the lowest amplitude (RMS)"),
    highest(.duration, .sad, "sad lasts longest"),
    near(.sad, 2.5), near(.angry, 1.5), near(.neutral, 2),
  ]

  /// What is usually said of emotional speech (Scherer, Speech Communication 40, 2003, table 2).
  static let general = [
    highest(.level, .angry, "angry has the highest amplitude (RMS)"),
    lowest(.level, "sad and neutral have the lowest amplitude (RMS)"),
    highest(.duration, .sad, "sad lasts longest"),
    higher(.pitch, .angry, .neutral), higher(.pitch, .happy, .neutral),
    higher(.pitch, .neutral, .sad),
  ]

  private static func highest(_ quantity: Quantity, _ emotion: Emotion, _ wording: String) -> Claim
  {
    Claim(
      name: "\(emotion.rawValue)-highest-\(quantity.rawValue)", wording: wording,
      quantity: quantity, statement: .highest(emotion))
  }

  private static func lowest(_ quantity: Quantity, _ wording: String) -> Claim {
    Claim(
      name: "sad-neutral-lowest-\(quantity.rawValue)", wording: wording, quantity: quantity,
      statement: .lowest([.neutral, .sad]))
  }

  private static func near(_ emotion: Emotion, _ seconds: Double) -> Claim {
    let text = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return Claim(
      name: "\(emotion.rawValue)-near-\(text)-s",
      wording: "\(emotion.rawValue) lasts about \(text) s (within 10 %)", quantity: .duration,
      statement: .near(emotion, value: seconds, tolerance: seconds / 10))
  }

  private static func higher(_ quantity: Quantity, _ one: Emotion, _ other: Emotion) -> Claim {
    let title = quantity.title.prefix(1).lowercased() + quantity.title.dropFirst()
    return Claim(
      name: "\(one.rawValue)-higher-\(quantity.rawValue)-than-\(other.rawValue)",
      wording: "\(one.rawValue) has a higher \(title) than \(other.rawValue)",
      quantity: quantity, statement: .higher(one, than: other))
  }

  /// By how much the claim holds for means by emotion: above 0 it holds, below 0 it does not; `nil`
  /// where an emotion that it needs has no mean.
  func margin(_ means: [Double?]) -> Double? {
    func others(than emotions: [Emotion]) -> [Double] {
      Emotion.allCases.filter { !emotions.contains($0) }.compactMap { means[$0.index] }
    }
    switch statement {
    case .highest(let emotion):
      guard let own = means[emotion.index], let rival = others(than: [emotion]).max() else {
        return nil
      }
      return own - rival
    case .lowest(let emotions):
      let own = emotions.compactMap { means[$0.index] }
      guard own.count == emotions.count, let most = own.max(),
        let rival = others(than: emotions).min()
      else { return nil }
      return rival - most
    case .near(let emotion, let value, let tolerance):
      return means[emotion.index].map { tolerance - abs($0 - value) }
    case .higher(let one, let other):
      guard let one = means[one.index], let other = means[other.index] else { return nil }
      return one - other
    }
  }
}
