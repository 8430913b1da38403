import Calibration
import Corpora
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Where coverage may lie")
struct CoverageBandTests {
  /// Every way to choose which of `count` places, in rising order of score, are of the calibration.
  private func choices(_ count: Int, _ chosen: Int) -> [[Bool]] {
    guard count > 0 else { return chosen == 0 ? [[]] : [] }
    return choices(count - 1, chosen).map { $0 + [false] }
      + (chosen > 0 ? choices(count - 1, chosen - 1).map { $0 + [true] } : [])
  }

  /// The share of test scores up to the calibration score of a rank, in every arrangement, rising.
  private func shares(calibration: Int, test: Int, rank: Int) -> [Double] {
    choices(calibration + test, calibration).map { places in
      var (ofCalibration, ofTest) = (0, 0)
      for isCalibration in places where ofCalibration < rank {
        if isCalibration { ofCalibration += 1 } else { ofTest += 1 }
      }
      return Double(ofTest) / Double(test)
    }.sorted()
  }

  @Test(
    "The band of independent rows is counted over every order of few scores, at any level",
    arguments: [(4, 3, 0.25, 4), (5, 4, 0.5, 3), (6, 5, 0.3, 5), (3, 6, 0.4, 3), (9, 2, 0.1, 9)])
  func counted(calibration: Int, test: Int, alpha: Double, rank: Int) throws {
    let all = shares(calibration: calibration, test: test, rank: rank)
    for level in [0.5, 0.7, 0.9, 0.99] {
      let band = try #require(
        CoverageBand.betaBinomial(
          calibrationCount: calibration, testCount: test, alpha: alpha, level: level))
      // The first share that as many arrangements as the tail do not exceed.
      func end(_ tail: Double) -> Double? {
        let needed = Int((tail * Double(all.count) - 1e-9).rounded(.up))
        return all[max(0, needed - 1)]
      }
      #expect(agrees(band.lower, try #require(end((1 - level) / 2))), "\(level)")
      #expect(agrees(band.upper, try #require(end((1 + level) / 2))), "\(level)")
      #expect(band.level == level && band.basis == .betaBinomial)
    }
  }

  private static let model = KnownAnswerModel.calibrated(skill: 1.5)
  private static let calibration = model.predictions(
    of: CrossedDesign(speakers: ["a"], wordCount: 20).utterances, seed: 1)
  private static let test = model.predictions(
    of: CrossedDesign(speakers: ["a"], wordCount: 12).utterances, seed: 2
  ).map {
    Prediction(
      utterance: "t" + $0.utterance, speaker: "a", word: "t" + ($0.word ?? ""), truth: $0.truth,
      probabilities: $0.probabilities ?? [])
  }

  private func band(
    level: Double = 0.95, repetitions: Int = 200, seed: UInt64 = 0, alpha: Double = 0.2,
    calibration: [Prediction] = calibration, test: [Prediction] = test
  ) throws -> CoverageBand? {
    try ConformalAudit(
      calibration: calibration, score: .threshold, alpha: alpha, level: level,
      repetitions: repetitions, seed: seed
    ).coverages(of: test)[0].band
  }

  @Test("A simulated band of a higher level holds that of a lower one, whatever the order of rows")
  func nested() throws {
    let bands = try [0.5, 0.8, 0.95].map { try #require(try band(level: $0)) }
    for (inner, outer) in zip(bands, bands.dropFirst()) {
      #expect(outer.lower < inner.lower && inner.upper < outer.upper)
    }
    #expect(bands.allSatisfy { $0.basis == .simulatedByWord })
    #expect(bands[0].lower < 0.8 && bands[0].upper > 0.8)
    let moved = try band(
      level: 0.95, calibration: Self.calibration.reversed(), test: Self.test.reversed())
    #expect(moved == bands[2])
    #expect(try (1...6).contains { try band(seed: $0) != bands[2] }, "words are dealt out by seed")
  }

  @Test("One word of two rows is enough for a simulated band, which is near that of single rows")
  func nearlyIndependent() throws {
    // Every row a word of its own but two of the calibration.
    let calibration = Self.calibration.enumerated().map { index, row in
      Prediction(
        utterance: row.utterance, speaker: "a", word: index < 2 ? "pair" : "w\(index)",
        truth: row.truth, probabilities: row.probabilities ?? [])
    }
    let test = Self.test.enumerated().map { index, row in
      Prediction(
        utterance: row.utterance, speaker: "a", word: "t\(index)", truth: row.truth,
        probabilities: row.probabilities ?? [])
    }
    let simulated = try #require(
      try band(repetitions: 2_000, calibration: calibration, test: test))
    let exact = try #require(
      CoverageBand.betaBinomial(calibrationCount: 140, testCount: 84, alpha: 0.2))
    #expect(simulated.basis == .simulatedByWord)
    // Three of 84 rows.
    #expect(abs(simulated.lower - exact.lower) < 3.5 / 84, "\(simulated) \(exact)")
    #expect(abs(simulated.upper - exact.upper) < 3.5 / 84)
  }

  @Test("Too few rows for a limit have no simulated band, nor have no rows to test")
  func none() throws {
    // Fourteen rows find a limit for an alpha of 1/15 and none below.
    let few = Array(Self.calibration.prefix(14))
    #expect(try band(alpha: 1.0 / 15, calibration: few) != nil)
    #expect(try band(alpha: 0.06, calibration: few) == nil)
    #expect(try band(repetitions: 0) == nil)
    let audit = try ConformalAudit(
      calibration: Self.calibration, score: .threshold, condition: .perEmotion, repetitions: 20)
    let cells = try audit.coverages(of: Self.test.filter { $0.truth != .sad })
    let sad = try #require(cells.first { $0.emotion == .sad && $0.speaker == nil })
    #expect(sad.band == nil && sad.value == nil && sad.count == 0)
  }
}
