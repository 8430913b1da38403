import Corpora
import Foundation
import Probes
import Testing

@Suite("Laws of the probes' classifiers")
struct ClassifierLawTests {
  private static let labels = (0..<48).map { [Emotion.angry, .happy, .sad, .sad][$0 % 4] }
  private static let rows = labels.enumerated().map { index, label in
    [
      Double(index * 5 % 13) / 6 - 1 + 0.4 * Double(label.index % 3),
      Double(index * 3 % 7) / 3 - 1 - (label == .sad ? 0.5 : 0),
    ]
  }

  private func renamed(_ emotion: Emotion) -> Emotion {
    Emotion.allCases[(emotion.index + 2) % 7]
  }

  @Test("Under other names of the emotions every answer is the same under those names")
  func names() {
    let (rows, other) = (Self.rows, Self.labels.map(renamed))
    let (plain, moved) = (
      LogisticRegression(rows, labels: Self.labels), LogisticRegression(rows, labels: other)
    )
    let (density, turned) = (
      GaussianClassifier(rows, labels: Self.labels), GaussianClassifier(rows, labels: other)
    )
    for row in rows.prefix(10) {
      for emotion in Emotion.allCases {
        let (from, to) = (emotion.index, renamed(emotion).index)
        #expect(
          abs(plain.probabilities(of: row)[from] - moved.probabilities(of: row)[to]) < 1e-4)
        #expect(
          abs(density.probabilities(of: row)[from] - turned.probabilities(of: row)[to]) < 1e-12)
      }
    }
  }

  @Test("A Gaussian of two emotions in one feature, worked by hand")
  func gaussian() {
    // Angry has 0 and 2, sad 4, 6, 4 and 6: one variance of 1, priors of a third and two thirds.
    let model = GaussianClassifier(
      [[0], [2], [4], [6], [4], [6]], labels: [.angry, .angry, .sad, .sad, .sad, .sad])
    for (place, odds) in [(3.0, 2.0), (1, 2 * exp(-8)), (5, 2 * exp(8))] {
      // Odds of sad: two times exp(((x - 1)² - (x - 5)²) / 2).
      let found = model.probabilities(of: [place])
      #expect(abs(found[Emotion.sad.index] - odds / (1 + odds)) < 1e-6, "\(place)")
      #expect(abs(found[Emotion.angry.index] - 1 / (1 + odds)) < 1e-6, "\(place)")
      #expect(found[Emotion.happy.index] == 0)
    }
  }

  @Test("Where training has one emotion alone, or nothing that varies, answers are its shares")
  func degenerate() {
    let one = [[1.0], [2], [5]]
    #expect(
      LogisticRegression(one, labels: [.fear, .fear, .fear]).probabilities(of: [9])[2] == 1)
    #expect(GaussianClassifier(one, labels: [.fear, .fear, .fear]).probabilities(of: [9])[2] == 1)
    let still = LogisticRegression(
      [[0], [0], [0], [0]], labels: [.sad, .sad, .sad, .happy]
    ).probabilities(of: [0])
    #expect(abs(still[Emotion.sad.index] - 0.75) < 1e-4)
    #expect(abs(still[Emotion.happy.index] - 0.25) < 1e-4)
    let same = GaussianClassifier(
      [[0], [0], [0], [0]], labels: [.sad, .sad, .sad, .happy]
    ).probabilities(of: [0])
    #expect(abs(same[Emotion.sad.index] - 0.75) < 1e-9)
  }

  @Test("The stronger the penalty, the smaller the weights and the nearer the answers to shares")
  func penalty() {
    let strengths = [100.0, 1, 0.01, 0.001].map { c -> (weight: Double, sad: Double) in
      let model = LogisticRegression(Self.rows, labels: Self.labels, c: c)
      let weights = (0..<2).flatMap { feature in
        Emotion.allCases.map { model.weight(of: feature, for: $0) }
      }
      return (
        weights.reduce(0) { $0 + $1 * $1 },
        model.probabilities(of: Self.rows[2])[Emotion.sad.index]
      )
    }
    for (loose, tight) in zip(strengths, strengths.dropFirst()) {
      #expect(tight.weight < loose.weight)
    }
    #expect(abs(strengths[3].sad - 0.5) < 0.03, "half of all are sad")
  }
}
