import Findings
import KnownAnswers
import Testing

@Suite("Claims about a population")
struct PopulationClaimTests {
  @Test(
    "Fewer than 20 speakers support none, and fewer than five not even a variance",
    arguments: [
      (1, false, "of the same voices"), (2, false, "of the same voices"),
      (4, false, "cannot be estimated"), (5, false, "at least 20 speakers"),
      (19, false, "at least 20 speakers"), (20, true, "Intervals are over 20 speakers"),
    ])
  func sentences(count: Int, isSupported: Bool, words: String) {
    let speakers = (0..<count).map { "s\($0)" }
    let predictions = KnownAnswerModel.random.predictions(
      of: CrossedDesign(speakers: speakers, wordCount: 1).utterances)
    let claim = PopulationClaim(of: predictions)
    #expect(claim.isSupported == isSupported)
    #expect(claim.sentence.contains(words))
    #expect(claim.sentence.contains("no claim about a population") != isSupported)
    #expect(claim == PopulationClaim(speakerCount: count))
  }
}
