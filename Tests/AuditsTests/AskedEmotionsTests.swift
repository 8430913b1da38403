import Audits
import Corpora
import Metrics
import Testing

@Suite("The emotions that a test asks for")
struct AskedEmotionsTests {
  private static let held = Emotion.allCases.filter { $0 != .surprise }

  private func context(_ rung: EvaluationProtocol) -> MetricContext {
    MetricContext(evaluationProtocol: rung, trainedOn: "A", testedOn: "B", isLeaky: false)
  }

  private func answers(to emotions: [Emotion]) -> [Prediction] {
    emotions.map {
      Prediction(
        utterance: "u" + $0.rawValue, speaker: "B", word: nil, truth: $0, predicted: $0)
    }
  }

  private func recall(_ predictions: [Prediction], _ context: MetricContext) throws -> Double? {
    let rows = try MetricTable.rows(
      predictions: predictions, context: context, settings: .none)
    return try #require(rows.first { $0.metric == "uar" && $0.speaker == nil }).value
  }

  @Test("are those of the corpus on every rung, so that a mean over classes has a value")
  func ofTheCorpus() throws {
    let said = answers(to: Self.held)
    for rung in EvaluationProtocol.allCases {
      let own = context(rung).asking(for: said.map(\.truth), of: Self.held)
      #expect(own.classes == Self.held, "\(rung)")
      #expect(try recall(said, own) == 1)
    }
  }

  @Test("are asked for where the test part lacks one, which leaves the mean undetermined")
  func thinTest() throws {
    let said = answers(to: Self.held.filter { $0 != .fear })
    let own = context(.speakerDisjoint).asking(for: said.map(\.truth), of: Self.held)
    #expect(own.classes == Self.held)
    #expect(try recall(said, own) == nil)
    let across = context(.crossCorpus).asking(for: said.map(\.truth), of: Self.held)
    #expect(across.classes == Self.held.filter { $0 != .fear })
    #expect(try recall(said, across) == 1)
  }

  @Test("are all seven where the corpus holds all, and those of another corpus join them")
  func further() {
    let said = answers(to: [.sad, .surprise])
    #expect(context(.random).asking(for: said.map(\.truth)).classes == Emotion.allCases)
    #expect(
      context(.random).asking(for: said.map(\.truth), of: Self.held).classes == Emotion.allCases)
    #expect(context(.crossCorpus).asking(for: [], of: Self.held).classes == Emotion.allCases)
  }

  @Test("are those of the test alone where it is of a corpus beside the audited one")
  func beside() throws {
    let said = answers(to: [.sad, .surprise])
    let own = context(.random).asking(for: said.map(\.truth), of: Self.held, beside: ["B", "C"])
    #expect(own.classes == [.sad, .surprise])
    #expect(try recall(said, own) == 1)
    let other = context(.random).asking(for: said.map(\.truth), of: Self.held, beside: ["C"])
    #expect(other.classes == Emotion.allCases)
  }
}
