import Audio
import Audits
import Corpora
import Perturbations
import Testing

/// Answers from the samples alone, so that equal audio has equal answers.
private struct LoudnessClassifier: Classifier {
  func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?] {
    waveforms.map { waveform in
      let energy = waveform.samples.reduce(0.0) { $0 + Double($1 * $1) }
      let shares = (0..<7).map { 1 + (energy * Double($0 + 1)).truncatingRemainder(dividingBy: 1) }
      let total = shares.reduce(0, +)
      return Classification(probabilities: shares.map { $0 / total })
    }
  }
}

@Suite("Laws of an evaluation") struct EvaluationLawsTests {
  private static func utterances(_ count: Int) -> [Utterance] {
    (0..<count).map {
      Utterance(
        id: "u\($0)", corpus: "toy", speaker: "a", emotion: .sad, word: "w\($0)", path: "\($0)")
    }
  }

  private static func evaluation(seed: UInt64 = 0) -> Evaluation {
    Evaluation(seed: seed) { utterance in
      let number = Float(Int(utterance.path) ?? 0)
      let samples = (0..<1600).map { Float($0 % 50) / 50 * (0.1 + number / 1000) }
      return Waveform(samples: samples, sampleRate: 16_000)
    }
  }

  private func answers(
    _ utterances: [Utterance], seed: UInt64 = 0, _ cell: SweepCell? = nil
  ) throws -> [String: [Double]] {
    let outcome = try #require(
      try Self.evaluation(seed: seed).run(
        on: utterances, classifier: LoudnessClassifier(), cell: cell))
    return Dictionary(
      uniqueKeysWithValues: outcome.predictions.map { ($0.utterance, $0.probabilities ?? []) })
  }

  @Test("No number of utterances loses or doubles one", arguments: [0, 1, 63, 64, 65, 128, 129])
  func everyNumber(count: Int) throws {
    var seen: [Int] = []
    let outcome = try #require(
      try Self.evaluation().run(on: Self.utterances(count), classifier: LoudnessClassifier()) {
        seen.append($0)
        return true
      })
    #expect(outcome.predictions.map(\.utterance) == Self.utterances(count).map(\.id))
    #expect(outcome.omitted.isEmpty)
    #expect(seen == seen.sorted() && seen.last == (count == 0 ? nil : count))
  }

  @Test("An answer depends on its utterance alone, not on its neighbours or its place")
  func neighbours() throws {
    let all = Self.utterances(100)
    let whole = try answers(all)
    #expect(try answers(all.reversed()) == whole)
    for utterance in [all[0], all[64], all[99]] {
      #expect(try answers([utterance])[utterance.id] == whole[utterance.id])
    }
  }

  @Test("Noise is the same for the same seed, wherever the utterance stands, and else another")
  func noise() throws {
    let noise = try #require(Perturbation.named("white-noise"))
    let cell = SweepCell(perturbation: noise, severity: .three)
    let all = Self.utterances(70)
    let whole = try answers(all, cell)
    #expect(try answers([all[69]], cell)["u69"] == whole["u69"])
    #expect(try answers([all[69]], seed: 1, cell)["u69"] != whole["u69"])
    #expect(try answers([all[69]])["u69"] != whole["u69"])
  }
}
