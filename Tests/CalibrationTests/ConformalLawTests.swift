import Calibration
import Corpora
import Foundation
import KnownAnswers
import Metrics
import TestSupport
import Testing

@Suite("Laws of conformal sets")
struct ConformalLawTests {
  /// A sad utterance that is called sad, or (odd ones) called sad after angry; no two of thirteen
  /// have the same score.
  private func row(_ index: Int) -> Prediction {
    let isSecond = !index.isMultiple(of: 2)
    let own = isSecond ? 0.11 + 0.02 * Double(index) : 0.3 + 0.05 * Double(index)
    let first = isSecond ? 0.5 : 0
    let rest = (1 - own - first) / (isSecond ? 5 : 6)
    return Prediction(
      utterance: "u\(index)", speaker: "s", word: "w\(index)", truth: .sad,
      probabilities: Emotion.allCases.map {
        $0 == .sad ? own : isSecond && $0 == .angry ? first : rest
      })
  }

  @Test(
    "Of n + 1 alike rows, each left out in turn, exactly ceil((n + 1)(1 - alpha)) are covered",
    arguments: ConformalScore.all, ConformalPredictor.Condition.allCases)
  func leaveOneOut(score: ConformalScore, condition: ConformalPredictor.Condition) throws {
    for count in [2, 3, 5, 8, 13] {
      let rows = (0..<count).map(row)
      for twentieths in [1, 2, 4, 5, 10, 15] {
        let covered = try rows.indices.count { left in
          let predictor = try ConformalPredictor(
            calibratedOn: rows.indices.filter { $0 != left }.map { rows[$0] }, score: score,
            alpha: Double(twentieths) / 20, condition: condition)
          return predictor.contains(.sad, rows[left])
        }
        // The ceiling, in whole numbers.
        #expect(covered == (count * (20 - twentieths) + 19) / 20, "\(count) \(twentieths)")
      }
    }
  }

  @Test("There is a band exactly from the fewest rows on that a limit can be found from")
  func fewest() {
    for twentieths in 1..<20 {
      let alpha = Double(twentieths) / 20
      let fewest = ConformalPredictor.fewestRows(alpha: alpha)
      for count in 1...25 {
        let band = CoverageBand.betaBinomial(
          calibrationCount: count, testCount: 5, alpha: alpha)
        #expect((band != nil) == (count >= fewest), "\(alpha) \(count)")
      }
      #expect(
        CoverageBand.betaBinomial(calibrationCount: 30, testCount: 0, alpha: alpha) == nil)
    }
  }

  @Test("Of equal probabilities APS counts the first label's before the second's, as RAPS ranks")
  func ties() {
    let raps = ConformalScore.regularised(penalty: 0.1, freeRanks: 1)
    for (label, adaptive, penalty) in [(0, 0.4, 0.0), (1, 0.8, 0.1), (2, 1, 0.2)] {
      let found = ConformalScore.adaptive.value([0.4, 0.4, 0.2], label: label)
      #expect(agrees(found, adaptive))
      #expect(agrees(raps.value([0.4, 0.4, 0.2], label: label), adaptive + penalty))
    }
    #expect(agrees(ConformalScore.threshold.value([0.4, 0.4, 0.2], label: 2), 0.8))
  }

  private static let model = KnownAnswerModel.calibrated(skill: 1.5)
  private static let calibration = model.predictions(
    of: CrossedDesign(speakers: ["a", "b"], wordCount: 20).utterances, seed: 1)
  private static let test = model.predictions(
    of: CrossedDesign(speakers: ["b", "c"], wordCount: 15).utterances, seed: 2
  ).filter { $0.speaker == "b" || $0.truth != .fear }

  private func audit(_ condition: ConformalPredictor.Condition) throws -> [ConformalCoverage] {
    try ConformalAudit(
      calibration: Self.calibration, score: .adaptive, alpha: 0.2, condition: condition,
      repetitions: 50
    ).coverages(of: Self.test)
  }

  @Test("What is covered, and every size of set, adds up over emotions and over speakers")
  func addUp() throws {
    let cells = try audit(.marginal)
    #expect(cells.count == 1 + 7 + 2 * 8)
    func sum(_ some: [ConformalCoverage]) -> [Double] {
      let covered = some.reduce(0) { $0 + ($1.value ?? 0) * Double($1.count) }
      return [Double(some.reduce(0) { $0 + $1.count }), covered.rounded()]
        + (0...7).map { size in Double(some.reduce(0) { $0 + $1.setSizes[size] }) }
    }
    let whole = sum(cells.filter { $0.speaker == nil && $0.emotion == nil })
    #expect(whole[0] == Double(Self.test.count))
    #expect(sum(cells.filter { $0.speaker == nil && $0.emotion != nil }) == whole)
    #expect(sum(cells.filter { $0.speaker != nil && $0.emotion == nil }) == whole)
    #expect(sum(cells.filter { $0.speaker != nil && $0.emotion != nil }) == whole)
    for cell in cells where cell.count > 0 {
      let labels = cell.setSizes.enumerated().reduce(0) { $0 + $1.offset * $1.element }
      #expect(agrees(cell.meanSetSize, Double(labels) / Double(cell.count)))
      #expect(agrees(cell.nominal, 0.8))
    }
    let none = try #require(cells.first { $0.speaker == "c" && $0.emotion == .fear })
    #expect(none.count == 0 && none.value == nil && none.meanSetSize == nil)
    #expect(none.standing == .undetermined)
  }

  @Test("A band is promised of all, of each emotion, or of each calibrated speaker, and no other")
  func promised() throws {
    for condition in ConformalPredictor.Condition.allCases {
      for cell in try audit(condition) {
        let isPromised =
          switch condition {
          case .marginal: cell.speaker == nil && cell.emotion == nil
          case .perEmotion: cell.speaker == nil && cell.emotion != nil
          case .perSpeaker: cell.speaker == "b" && cell.emotion == nil
          }
        #expect((cell.band != nil) == isPromised, "\(condition) \(cell)")
        // Fear is tested on the calibrated speaker alone.
        #expect(cell.isGuaranteed == (cell.speaker == "b" || cell.emotion == .fear))
      }
    }
  }

  @Test("The band of an emotion is that of the rows of this emotion alone")
  func perEmotion() throws {
    let reference = try CalibrationReference.read()
    let audit = try ConformalAudit(
      calibration: reference.calibration.predictions, score: .threshold, condition: .perEmotion)
    for cell in try audit.coverages(of: reference.test.predictions) where cell.speaker == nil {
      guard let emotion = cell.emotion else { continue }
      let rows = reference.calibration.predictions.count { $0.truth == emotion }
      #expect(
        cell.band
          == CoverageBand.betaBinomial(
            calibrationCount: rows, testCount: cell.count, alpha: 0.1))
    }
  }

  @Test(
    "Coverage on an end of its band lies within it, below it fails, and above it passes",
    arguments: [
      ("0.84", ConformalCoverage.Standing.below, "failed"), ("0.85", .within, "passed"),
      ("0.95", .within, "passed"), ("0.96", .above, "passed"),
      ("null", .undetermined, "undetermined"),
    ])
  func standing(value: String, standing: ConformalCoverage.Standing, status: String) throws {
    let text = """
      {"nominal": 0.9, "value": \(value), "count": 100, "meanSetSize": 2, "isGuaranteed": true,
       "setSizes": [0, 0, 100, 0, 0, 0, 0, 0],
       "band": {"lower": 0.85, "upper": 0.95, "level": 0.95, "basis": "beta-binomial"}}
      """
    let cell = try JSONDecoder().decode(ConformalCoverage.self, from: Data(text.utf8))
    #expect(cell.standing == standing)
    let predictor = try ConformalPredictor(calibratedOn: [row(0)], score: .threshold)
    let finding = cell.finding(in: RowTests.context("a"), by: predictor)
    #expect(finding.status.rawValue == status)
    #expect((finding.advice != nil) == (status == "failed"))
    #expect(finding.threshold?.limit == 0.85)
  }
}
