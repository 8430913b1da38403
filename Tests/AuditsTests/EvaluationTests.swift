import Audio
import Audits
import Corpora
import Perturbations
import Testing

/// Answers with the emotion that the length of the recording stands for; silence has no answer.
private struct LengthClassifier: Classifier {
  func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?] {
    waveforms.map { waveform in
      guard waveform.samples.contains(where: { $0 != 0 }) else { return nil }
      var probabilities = [Double](repeating: 0.05, count: 7)
      probabilities[waveform.samples.count % 7] = 0.7
      return Classification(probabilities: probabilities, attention: [0.25, 0.75])
    }
  }
}

private struct Unreadable: Error {}

@Suite struct EvaluationTests {
  private let utterances = (0..<200).map { number in
    Utterance(
      id: "u\(number)", corpus: "toy", speaker: number % 2 == 0 ? "a" : "b",
      emotion: Emotion(index: number % 7) ?? .angry, word: "w\(number / 14)", path: "\(number)")
  }

  private let evaluation = Evaluation(seed: 0) { utterance in
    let number = Int(utterance.path) ?? 0
    if number == 13 { throw Unreadable() }
    let level: Float = number == 14 ? 0 : 0.5
    return Waveform(samples: [Float](repeating: level, count: 7000 + number), sampleRate: 16_000)
  }

  @Test func predictionsStandInTheOrderOfTheUtterancesAndOmissionsAreNamed() throws {
    let outcome = try #require(
      try evaluation.run(on: utterances, classifier: LengthClassifier()))
    let answered = utterances.map(\.id).filter { $0 != "u13" && $0 != "u14" }
    #expect(outcome.predictions.map(\.utterance) == answered)
    #expect(outcome.predictions.allSatisfy { $0.predicted == $0.truth })
    #expect(Set(outcome.omitted.keys) == ["u13", "u14"])
    #expect(outcome.omitted["u14"] == "The model says nothing of it, and not why.")
    #expect(outcome.attention.count == 198)
  }

  @Test func whoeverWatchesMayEndIt() throws {
    var calls = 0
    let outcome = try evaluation.run(on: utterances, classifier: LengthClassifier()) { _ in
      calls += 1
      return calls < 2
    }
    #expect(outcome == nil)
    #expect(calls == 2)
  }

  @Test func aPerturbationActsBeforeTheClassifierHears() throws {
    let silence = try #require(Perturbation.named("leading-silence"))
    let cell = SweepCell(perturbation: silence, severity: .one)
    let clean = try #require(
      try evaluation.run(on: Array(utterances.prefix(7)), classifier: LengthClassifier()))
    let changed = try #require(
      try evaluation.run(
        on: Array(utterances.prefix(7)), classifier: LengthClassifier(), cell: cell))
    // 50 ms are 800 samples, which are 2 modulo 7.
    #expect(
      changed.predictions.map(\.predicted.index)
        == clean.predictions.map { ($0.predicted.index + 2) % 7 })
  }

  @Test func aSweepTakesTheSameWordsOfEverySpeakerAndEmotion() {
    let sweep = RobustnessSweep(perturbations: [.whiteNoise], words: 3)
    let chosen = sweep.utterances(of: utterances, seed: 0)
    #expect(Set(chosen.compactMap(\.word)).count == 3)
    #expect(chosen.count == utterances.count { Set(chosen.map(\.word)).contains($0.word) })
    #expect(chosen == sweep.utterances(of: utterances.reversed(), seed: 0).reversed())
    #expect(sweep.cells.map(\.severity.rawValue) == [1, 2, 3, 4, 5])
  }

  @Test func utterancesBeyondTheLastAnswerAreNamed() throws {
    struct Forgetful: Classifier {
      func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?] {
        waveforms.prefix(3).map { _ in Classification(.stated(.label(.sad))) }
      }
    }
    let five = Array(utterances.prefix(5))
    let outcome = try #require(try evaluation.run(on: five, classifier: Forgetful()))
    #expect(outcome.predictions.map(\.utterance) == ["u0", "u1", "u2"])
    let reason = "The model gave 3 answers to 5 recordings, and none to this."
    #expect(outcome.omitted == ["u3": reason, "u4": reason])
  }

  @Test func labelsAloneAndReasonsForSilenceArePassedOn() throws {
    struct Labels: Classifier {
      func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?] {
        waveforms.map { waveform in
          waveform.samples.count % 2 == 0
            ? Classification(.stated(.label(.sad))) : Classification(.nothing(reason: "odd"))
        }
      }
    }
    let outcome = try #require(try evaluation.run(on: utterances, classifier: Labels()))
    #expect(outcome.predictions.allSatisfy { $0.probabilities == nil && $0.predicted == .sad })
    #expect(outcome.omitted["u1"] == "odd" && outcome.omitted.count == 100)
  }
}
