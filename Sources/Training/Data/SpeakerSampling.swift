import Foundation
import Randomness

/// How often an epoch hears each speaker.
///
/// A speaker of `n` recordings is heard `n^(1 - balance)` times, scaled so that an epoch stays as
/// long as the training part: 0 hears every recording once, 1 hears every speaker equally often, so
/// that few recordings of many speakers do not drown in many of one. Where all speakers have
/// equally many, every balance hears every recording once.
///
/// - Source: temperature sampling over languages, Conneau & Lample, "Cross-lingual language model
///   pretraining", NeurIPS 2019, 3.1, with speakers for languages.
package struct SpeakerSampling: Sendable {
  /// One hearing of an example within an epoch.
  package struct Draw: Sendable {
    package let example: TrainingExample
    /// How often the epoch has heard the example before.
    package let repetition: Int

    package init(example: TrainingExample, repetition: Int) {
      self.example = example
      self.repetition = repetition
    }
  }

  /// From 0, every recording once, to 1, every speaker equally often.
  package let balance: Double

  /// - Throws: `TrainingError.recipe` for a balance outside `0...1`.
  package init(balance: Double) throws(TrainingError) {
    guard (0...1).contains(balance) else {
      throw .recipe(reason: "speakerBalance is \(balance), not from 0 to 1.")
    }
    self.balance = balance
  }

  /// What an epoch hears, as many draws as there are examples, in their order: each of a speaker's
  /// recordings equally often, and what is left over goes to some that are drawn by lot.
  package func draws(
    from examples: [TrainingExample], using generator: inout SplitMix64
  ) -> [Draw] {
    let speakers = Dictionary(grouping: examples.indices) { examples[$0].speaker }
      .sorted { $0.key < $1.key }.map(\.value)
    var times = [Int](repeating: 0, count: examples.count)
    for (own, quota) in zip(speakers, quotas(of: speakers.map(\.count))) {
      let (turns, rest) = quota.quotientAndRemainder(dividingBy: own.count)
      for index in own { times[index] = turns }
      guard rest > 0 else { continue }
      for index in generator.shuffled(own).prefix(rest) { times[index] += 1 }
    }
    return zip(examples, times).flatMap { example, times in
      (0..<times).map { Draw(example: example, repetition: $0) }
    }
  }

  /// How often each speaker is heard: whole numbers that add up to the number of recordings, by the
  /// largest remainders.
  ///
  /// - Parameter recordings: of each speaker, at least one.
  package func quotas(of recordings: [Int]) -> [Int] {
    let total = recordings.reduce(0, +)
    let weights = recordings.map { pow(Double($0), 1 - balance) }
    let sum = weights.reduce(0, +)
    let exact = weights.map { $0 / sum * Double(total) }
    var quotas = exact.map { Int($0) }
    let byRemainder = exact.indices.sorted {
      (exact[$1] - exact[$1].rounded(.down), $0) < (exact[$0] - exact[$0].rounded(.down), $1)
    }
    for index in byRemainder.prefix(total - quotas.reduce(0, +)) { quotas[index] += 1 }
    return quotas
  }
}
