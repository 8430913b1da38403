import Fairness
import Testing

@Suite("Sentences about one")
struct SingularSentenceTests {
  @Test("speak of one speaker, and of several speakers", arguments: [0, 1, 2])
  func speakers(found: Int) {
    #expect(
      StandardOutcome.tooFewSpeakers(found: found, expected: 5).sentence(published: 0.5)
        == "\(found) \(found == 1 ? "speaker has" : "speakers have") enough utterances; expected at "
        + "least 5.")
  }
}
