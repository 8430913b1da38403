import Corpora
import Metrics
import TestSupport
import Testing

/// Predictions of speakers `s0`, `s1`, ... with a skill each.
private func speakers(_ skills: [Double], words: Int = 10) -> [Prediction] {
  skills.enumerated().flatMap { index, skill in
    crossedPredictions(
      words: words, skill: skill, seed: UInt64(index) + 1, speakers: ["s\(index)"])
  }
}

@Suite("Groups of speakers")
struct SpeakerPermutationTests {
  @Test("With one of two speakers no difference can be told from chance")
  func twoSpeakers() throws {
    let test = try #require(
      try SpeakerPermutation(speakers([0.1, 1]), group: ["s0"])
        .test(of: try metric(.accuracy)))
    #expect(test.isExact)
    #expect(test.smallestP == 1)
    #expect(!test.canReach(0.5))
    #expect(test.p == 1, "the mirrored arrangement is as extreme")
  }

  @Test("A group that does worse than every other speaker is found")
  func found() throws {
    let permutation = try SpeakerPermutation(
      speakers([0.2, 0.2, 0.2, 0.9, 0.9, 0.9, 0.9]), group: ["s0", "s1", "s2"])
    let difference = try #require(permutation.difference(of: try metric(.uar)))
    #expect(difference < -0.3)
    let test = try #require(permutation.test(of: try metric(.uar)))
    #expect(agrees(test.p, 1.0 / 35))
    #expect(test.statistic == difference)
  }

  @Test("With many speakers arrangements are drawn, the same for the same seed")
  func drawn() throws {
    let skills = (0..<24).map { $0 < 12 ? 0.3 : 0.9 }
    let group = Set((0..<12).map { "s\($0)" })
    let permutation = try SpeakerPermutation(speakers(skills, words: 3), group: group)
    let test = try #require(permutation.test(of: try metric(.accuracy), replicateCount: 999))
    #expect(!test.isExact)
    #expect(test.p == 0.001)
    #expect(try permutation.test(of: metric(.accuracy), replicateCount: 999) == test)
  }

  @Test("A group of nobody, or of everybody, is refused")
  func refused() {
    for group in [Set<String>(), ["s0", "s1"], ["nobody"]] {
      #expect(throws: MetricError.noPredictions) {
        try SpeakerPermutation(speakers([0.5, 0.5], words: 2), group: group)
      }
    }
  }

  private func metric(_ metric: Metric) throws -> SummedMetric {
    try #require(SummedMetric(metric))
  }
}
