import Calibration
import Corpora
import KnownAnswers
import Metrics
import Randomness
import TestSupport
import Testing

private func rows(
  _ speakers: [String], words: Int, seed: UInt64 = 0, factor: Double = 1
) -> [Prediction] {
  KnownAnswerModel.miscalibrated(skill: 1.2, factor: factor).predictions(
    of: CrossedDesign(speakers: speakers, wordCount: words).utterances, seed: seed)
}

/// The first words of a set for calibration and the others for the test.
private func halves(_ rows: [Prediction], calibrationWords: Int) -> ([Prediction], [Prediction]) {
  let own = Set((0..<calibrationWords).map { "word\($0)" })
  return (
    rows.filter { own.contains($0.word ?? "") }, rows.filter { !own.contains($0.word ?? "") }
  )
}

@Suite("Conformal sets")
struct ConformalPredictorTests {
  @Test(
    "Sets of every score, marginal and per emotion, are torchcp's (and MAPIE's for THR)",
    arguments: ConformalScore.all, [ConformalPredictor.Condition.marginal, .perEmotion])
  func reference(score: ConformalScore, condition: ConformalPredictor.Condition) throws {
    let reference = try CalibrationReference.read()
    for sets in reference.conformal {
      let predictor = try ConformalPredictor(
        calibratedOn: reference.calibration.predictions, score: score, alpha: sets.alpha,
        condition: condition)
      let expected = try #require(sets.sets["\(score.name) \(condition.rawValue)"])
      let found = reference.test.predictions.map { prediction in
        predictor.labels(for: prediction).reduce(0) { $0 | 1 << $1.index }
      }
      #expect(found == expected)
    }
  }

  @Test("Exactly the classes with fewer than ceil(1/alpha) - 1 rows have no limit and full sets")
  func fewRows() throws {
    #expect(ConformalPredictor.fewestRows(alpha: 0.1) == 9)
    #expect(ConformalPredictor.fewestRows(alpha: 0.05) == 19)
    #expect(ConformalPredictor.fewestRows(alpha: 0.3) == 3)
    let many = rows(["OAF"], words: 20)
    let sad = many.filter { $0.truth == .sad }
    let others = many.filter { $0.truth != .sad }
    for count in [8, 9] {
      let predictor = try ConformalPredictor(
        calibratedOn: others + sad.prefix(count), score: .threshold, condition: .perEmotion)
      #expect((predictor.limit(of: .sad, speaker: "OAF") == nil) == (count < 9))
      if count < 9 {
        #expect(rows(["YAF"], words: 5).allSatisfy { predictor.contains(.sad, $0) })
      }
    }
    let audit = try ConformalAudit(
      calibration: others + sad.prefix(8), score: .threshold, condition: .perEmotion)
    let cell = try #require(
      audit.coverages(of: rows(["OAF"], words: 30, seed: 4)).first {
        $0.emotion == .sad && $0.speaker == nil
      })
    #expect(cell.value == nil && cell.meanSetSize != nil)
    #expect(cell.standing == .undetermined)
  }

  @Test("Where every calibration answer needed all labels, sums off by rounding leave none out")
  func certain() throws {
    // Sums of sevenths and of ninths are 1 up to their last bits.
    let rows = (1...40).map { index in
      let first = Double(index) / 123
      return Prediction(
        utterance: "u\(index)", speaker: "s", word: nil, truth: .surprise,
        probabilities: Emotion.allCases.map {
          $0 == .surprise ? 1e-9 : $0 == .angry ? first : (1 - first - 1e-9) / 5
        })
    }
    let predictor = try ConformalPredictor(calibratedOn: rows, score: .adaptive)
    #expect(rows.allSatisfy { predictor.labels(for: $0) == Emotion.allCases })
  }

  @Test("A smaller alpha never takes a label out of a set", arguments: ConformalScore.all)
  func nested(score: ConformalScore) throws {
    let (calibration, test) = halves(rows(["OAF"], words: 60), calibrationWords: 30)
    let loose = try ConformalPredictor(calibratedOn: calibration, score: score, alpha: 0.05)
    let tight = try ConformalPredictor(calibratedOn: calibration, score: score, alpha: 0.25)
    for prediction in test {
      #expect(Set(tight.labels(for: prediction)).isSubset(of: loose.labels(for: prediction)))
    }
  }

  @Test("Labels without probabilities are refused")
  func labelsAlone() {
    let bare = Prediction(utterance: "u", speaker: "s", word: nil, truth: .sad, predicted: .sad)
    #expect(throws: MetricError.self) {
      try ConformalPredictor(calibratedOn: [bare], score: .threshold)
    }
  }
}

@Suite("Coverage of conformal sets")
struct ConformalCoverageTests {
  @Test("The band for independent rows is SciPy's beta-binomial")
  func betaBinomial() throws {
    for band in try CalibrationReference.read().bands {
      let found = try #require(
        CoverageBand.betaBinomial(
          calibrationCount: band.calibration, testCount: band.test, alpha: band.alpha))
      #expect(agrees(found.lower, band.lower))
      #expect(agrees(found.upper, band.upper))
    }
    #expect(CoverageBand.betaBinomial(calibrationCount: 8, testCount: 10, alpha: 0.1) == nil)
  }

  @Test(
    "Of many alike sets with hard and easy words, about 95 % have a coverage in the simulated band",
    arguments: ConformalScore.all)
  func simulatedBand(score: ConformalScore) throws {
    var (within, plain) = (0, 0)
    let repetitions = 200
    for repetition in 0..<repetitions {
      var generator = SplitMix64(seed: UInt64(repetition))
      // A word's seven utterances share how hard it is, so that they stand or fall together.
      let design = CrossedDesign(speakers: ["OAF"], wordCount: 70).utterances
      let easy = KnownAnswerModel.calibrated(skill: 2.5)
        .predictions(of: design, seed: UInt64(repetition))
      let hard = KnownAnswerModel.calibrated(skill: 0.3)
        .predictions(of: design, seed: UInt64(repetition) + 1_000)
      let hardWords = Set((0..<70).filter { _ in generator.unit() < 0.5 }.map { "word\($0)" })
      let rows = zip(easy, hard).map { hardWords.contains($0.word ?? "") ? $1 : $0 }
      let (calibration, test) = halves(rows, calibrationWords: 30)
      let audit = try ConformalAudit(
        calibration: calibration, score: score, repetitions: 200, seed: UInt64(repetition))
      let cell = try #require(audit.coverages(of: test).first)
      let band = try #require(cell.band)
      #expect(band.basis == .simulatedByWord)
      within += cell.standing == .within ? 1 : 0
      let value = try #require(cell.value)
      let naive = try #require(
        CoverageBand.betaBinomial(
          calibrationCount: calibration.count, testCount: test.count, alpha: 0.1))
      plain += (naive.lower...naive.upper).contains(value) ? 1 : 0
    }
    // Binomial(200, .95): 190 plus or minus 3.1 standard deviations.
    #expect((180...199).contains(within), "\(within) of \(repetitions)")
    #expect(plain <= within, "taking rows for independent is no wider: \(plain)")
  }

  @Test("Rows that are one word each get the exact band, and their coverage lies in it")
  func independentRows() throws {
    let reference = try CalibrationReference.read()
    let audit = try ConformalAudit(
      calibration: reference.calibration.predictions, score: .threshold)
    let cell = try #require(audit.coverages(of: reference.test.predictions).first)
    #expect(cell.band?.basis == .betaBinomial)
    #expect(cell.standing == .within)
    #expect(cell.isGuaranteed)
    #expect(cell.setSizes.reduce(0, +) == cell.count)
  }

  @Test(
    "Calibrated on one speaker and used on one whose confidence is inflated, THR falls below its band"
  )
  func acrossSpeakers() throws {
    let calibration = rows(["OAF"], words: 30)
    let test = rows(["YAF"], words: 100, factor: 4)
    let audit = try ConformalAudit(calibration: calibration, score: .threshold)
    let cells = try audit.coverages(of: test)
    let overall = try #require(cells.first)
    #expect(overall.standing == .below)
    #expect(!overall.isGuaranteed)
    #expect(try #require(overall.value) < 0.8)
    let own = try #require(cells.first { $0.speaker == "YAF" && $0.emotion == nil })
    #expect(own.value == overall.value)
    #expect(own.standing == .undetermined, "marginal coverage promises nothing of one speaker")
  }

  @Test(
    "Per speaker, a speaker of the calibration has a limit of her own and another has full sets")
  func perSpeaker() throws {
    let (oaf, oafTest) = halves(rows(["OAF"], words: 80), calibrationWords: 40)
    let (yaf, yafTest) = halves(rows(["YAF"], words: 80, factor: 4), calibrationWords: 40)
    let audit = try ConformalAudit(
      calibration: oaf + yaf, score: .threshold, condition: .perSpeaker)
    let stranger = rows(["third"], words: 20)
    let cells = try audit.coverages(of: oafTest + yafTest + stranger)
    for speaker in ["OAF", "YAF"] {
      let cell = try #require(cells.first { $0.speaker == speaker && $0.emotion == nil })
      #expect(cell.standing == .within)
    }
    let other = try #require(cells.first { $0.speaker == "third" && $0.emotion == nil })
    #expect(other.meanSetSize == 7)
    #expect(other.standing == .undetermined)
  }
}
