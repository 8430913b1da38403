import Corpora
import Training

extension Recognition {
  /// The emotion that is most probable.
  var emotion: String? { named.max { $0.1 < $1.1 }?.0 }

  /// The probabilities by emotion.
  var byEmotion: [String: Double] { Dictionary(uniqueKeysWithValues: named) }

  private var named: [(String, Double)] {
    Array(zip(Emotion.allCases.map(\.rawValue), probabilities))
  }
}
