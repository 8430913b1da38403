import KnownAnswers
import Metrics
import SelfTest
import Testing

@Suite("The trial that known answers are given in")
struct MadeUpTrialTests {
  private static let trial = MadeUpTrial(wordCount: 12)
  private let answers = Self.trial.answers(of: SelfTestSubject("perfect", .perfect), seed: 7)

  private func names(_ predictions: [Prediction]) -> Set<String> {
    Set(predictions.map(\.utterance))
  }

  private func words(_ predictions: [Prediction]) -> Set<String> {
    Set(predictions.compactMap(\.word))
  }

  @Test("Parts of the training speakers share no word, and together are all that they said")
  func parts() {
    let parts = [answers.dev, answers.calibration, answers.known]
    let speakers = Set(parts.flatMap { $0.map(\.speaker) })
    #expect(speakers.count == 4)
    #expect(parts.map { words($0).count } == [3, 3, 6])
    #expect(parts.reduce(into: Set()) { $0.formUnion(words($1)) }.count == 12)
    let all = parts.flatMap { $0 }
    #expect(all.count == 4 * 12 * 7 && names(all).count == all.count)
    #expect(speakers.isDisjoint(with: answers.unseen.map(\.speaker)))
    #expect(answers.unseen.count == 20 * 12 * 7 && Set(answers.unseen.map(\.speaker)).count == 20)
  }

  @Test("The random split tests every fifth word of everybody, and says that it leaks")
  func randomSplit() throws {
    let random = try #require(answers.random)
    #expect(words(random.predictions) == ["word0", "word5", "word10"])
    #expect(random.predictions.count == 24 * 3 * 7)
    #expect(random.context.isLeaky && random.context.evaluationProtocol == .random)
    #expect(!answers.context.isLeaky && answers.context.evaluationProtocol == .speakerDisjoint)
  }

  @Test("Everybody is asked about the same utterances under noise and by the probe")
  func sameUtterances() throws {
    let noise = try #require(answers.perturbed.first)
    #expect(names(noise.predictions) == names(answers.unseen))
    #expect(names(try #require(answers.probes["duration"])) == names(answers.unseen))
    #expect(Set(answers.corpus.utterances.map(\.id)) == names(answers.unseen))
    let f0 = try #require(answers.measures["f0"])
    #expect(Set(f0.keys).isSuperset(of: names(answers.unseen)))
    for speaker in answers.corpus.speakers {
      let own = answers.unseen.filter { $0.speaker == speaker.id }.compactMap { f0[$0.utterance] }
      let mean = own.reduce(0, +) / Double(own.count)
      #expect(abs(mean - (speaker.sex == "female" ? 210 : 120)) < 10)
    }
  }

  /// Sex, language and region of twenty speakers: eight combinations of two or three.
  @Test("No attribute of the unseen speakers goes with another, and rooms go with nothing")
  func independence() {
    let utterances = answers.corpus.utterances
    let regions = Dictionary(
      utterances.map { ($0.speaker, $0.attributes["region"] ?? "") }, uniquingKeysWith: { $1 })
    let combinations = Dictionary(grouping: answers.corpus.speakers) {
      [$0.sex ?? "", $0.language ?? "", regions[$0.id] ?? ""]
    }
    #expect(combinations.count == 8)
    #expect(combinations.values.allSatisfy { (2...3).contains($0.count) })
    for (_, own) in Dictionary(grouping: utterances, by: { [$0.speaker, $0.emotion.rawValue] }) {
      #expect(own.count { $0.attributes["room"] == "large" } == 6)
      for sentiment in ["positive", "negative", "neutral"] {
        #expect(own.count { $0.attributes["sentiment"] == sentiment } == 4)
      }
    }
  }

  @Test("A trial has eight words at least, and a seed changes what is drawn and nothing else")
  func seeds() {
    #expect(words(MadeUpTrial(wordCount: 1).answers(of: .init("a", .perfect)).unseen).count == 8)
    let guesser = SelfTestSubject("random", .random)
    let (one, same, other) = (
      Self.trial.answers(of: guesser, seed: 7), Self.trial.answers(of: guesser, seed: 7),
      Self.trial.answers(of: guesser, seed: 8)
    )
    #expect(one.unseen == same.unseen && one.dev == same.dev)
    #expect(one.unseen != other.unseen && names(one.unseen) == names(other.unseen))
    #expect(one.perturbed[0].predictions != one.unseen, "noise is another draw")
  }
}
