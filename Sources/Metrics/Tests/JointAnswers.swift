/// What several models said of the utterances that all of them answered, in every seed.
package struct JointAnswers: Sendable {
  /// The answers of each model, seed by seed, about the same utterances.
  package let models: [[[Prediction]]]
  /// Utterances that a model answered and that are left out: another did not answer them, or has
  /// another recording or another true emotion under their name.
  package let leftOut: Int

  /// Keeps what all models answered.
  ///
  /// - Parameters:
  ///   - models: the answers of each model, seed by seed; as many seeds of each.
  ///   - changed: names that stand for unlike recordings.
  /// - Returns: `nil` where nothing is left.
  package init?(_ models: [[[Prediction]]], changed: Set<String> = []) {
    let answered = models.joined().map { Set($0.map(\.utterance)) }
    guard let first = answered.first else { return nil }
    let truths = Dictionary(
      models.joined().joined().map { ($0.utterance, Set([$0.truth])) },
      uniquingKeysWith: { $0.union($1) })
    let shared = answered.reduce(first) { $0.intersection($1) }.subtracting(changed)
      .filter { truths[$0]?.count == 1 }
    guard !shared.isEmpty else { return nil }
    self.init(
      models: models.map { $0.map { $0.filter { shared.contains($0.utterance) } } },
      leftOut: answered.reduce(first) { $0.union($1) }.count - shared.count)
  }

  private init(models: [[[Prediction]]], leftOut: Int) {
    self.models = models
    self.leftOut = leftOut
  }

  /// The number of utterances.
  package var count: Int { models.first?.first?.count ?? 0 }

  /// The same of this speaker and of others together.
  ///
  /// - Parameter other: answers of the same models, of as many seeds.
  package func with(_ other: JointAnswers) -> JointAnswers {
    JointAnswers(
      models: zip(models, other.models).map { zip($0, $1).map { $0 + $1 } },
      leftOut: leftOut + other.leftOut)
  }
}
