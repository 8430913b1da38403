import Corpora
import Fairness
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Ends of disparities and of groups")
struct GapBoundsTests {
  /// Twenty sad words of a speaker, of which some are called fear.
  private func speaker(_ name: String, wrong: Set<Int>, words: Int = 20) -> [Prediction] {
    (0..<words).map {
      Prediction(
        utterance: "\(name)\($0)", speaker: name, word: "w\($0)", truth: .sad,
        predicted: wrong.contains($0) ? .fear : .sad)
    }
  }

  @Test("A gap of nearly everything has an interval that ends at what a gap can be")
  func largest() throws {
    let predictions =
      speaker("a", wrong: [4]) + speaker("b", wrong: Set(0..<20).subtracting([7]))
    let groups = try Disaggregation(
      predictions, by: .speaker, classes: [.sad],
      settings: DisparitySettings(replicateCount: 400, arrangementCount: 0))
    for measure in [
      DisparityMeasure.difference(.accuracy), .difference(.uar), .equalOpportunity(.max),
      .difference(.predictedShare, of: .sad),
    ] {
      let found = groups.disparities(of: [measure])[0]
      #expect(agrees(found.value, 0.9), "\(measure.name)")
      let interval = try #require(found.interval, "\(measure.name)")
      // One draw in twenty has a gap of .75 or less, which reflects to 1.05.
      #expect(interval.upper == 1, "\(measure.name)")
      #expect(interval.lower > 0.6 && interval.lower < 0.9)
    }
  }

  @Test("The least share of a group is tested as the least accuracy is, where both are one number")
  func leastShare() throws {
    // Every utterance is sad, so that a hit is an answer of sad and nothing else is.
    let predictions = [0, 1, 3, 4, 6, 7].enumerated().flatMap { index, wrong in
      speaker("s\(index)", wrong: Set(0..<wrong), words: 7)
    }
    for first in [2, 3, 4] {
      let attribute = Attribute(
        name: "group", level: .speaker,
        values: Dictionary(
          uniqueKeysWithValues: (0..<6).map {
            ("s\($0)", $0 == first || $0 == 5 ? "in" : "out")
          }))
      let found = try Disaggregation(
        predictions, by: attribute,
        settings: DisparitySettings(leastGroupSize: 1, replicateCount: 0)
      ).disparities(of: [.worst(.accuracy), .worst(.predictedShare, of: .sad)])
      let (accuracy, share) = (try #require(found[0].test), try #require(found[1].test))
      #expect(agrees(share.statistic, accuracy.statistic) && agrees(share.p, accuracy.p))
      #expect(share.isExact && share.p < 1)
    }
  }

  @Test(
    "Every age belongs to the band that its years say",
    arguments: [
      (0, "up to 29"), (29, "up to 29"), (30, "30 to 49"), (49, "30 to 49"), (50, "50 to 64"),
      (64, "50 to 64"), (65, "65 and over"), (99, "65 and over"),
    ])
  func ages(years: Int, band: String) {
    #expect(Attribute.ageBand(years) == band)
  }

  @Test("Pitch wants 26 clips of 50 to 350 Hz, both ends of which count")
  func pitch() {
    func group(_ hertz: [Double]) -> String? {
      let rows = speaker("a", wrong: [], words: hertz.count)
      let attribute = Attribute.pitch(
        of: Dictionary(uniqueKeysWithValues: zip(rows.map(\.utterance), hertz)), in: rows)
      return attribute.group(of: rows[0])
    }
    #expect(group([Double](repeating: 160, count: 26)) == "medium")
    #expect(group([Double](repeating: 160, count: 25)) == nil)
    for (odd, expected) in [
      (50, "low"), (350, "low"), (49.9, nil), (350.1, nil), (0, nil), (.nan, nil),
    ] as [(Double, String?)] {
      #expect(group([Double](repeating: 100, count: 25) + [odd]) == expected, "\(odd)")
    }
    // The mean of 13 clips and of 13 others: 145 and 145.1, 190 and 190.1 Hz.
    for (one, other, expected) in [
      (100, 190, "low"), (100, 190.2, "medium"), (180, 200, "medium"), (180, 200.2, "high"),
    ] as [(Double, Double, String)] {
      let halves = [one, other].flatMap { [Double](repeating: $0, count: 13) }
      #expect(group(halves) == expected, "\(one) \(other)")
    }
  }

  @Test("A group of as many predictions as are wanted is compared, one fewer is named as too small")
  func leastGroupSize() throws {
    let predictions = speaker("a", wrong: []) + speaker("b", wrong: [1], words: 12)
    for (least, groups) in [(12, ["a", "b"]), (13, ["a"]), (20, ["a"]), (21, [])] {
      let found = try Disaggregation(
        predictions, by: .speaker, settings: DisparitySettings(leastGroupSize: least))
      #expect(found.groups == groups, "\(least)")
      #expect(Set(found.tooSmall.keys) == Set(["a", "b"]).subtracting(groups))
      #expect(found.missing == 0 && found.counts.count == groups.count)
    }
  }
}
