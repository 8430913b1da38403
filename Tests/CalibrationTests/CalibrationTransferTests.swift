import Calibration
import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("What a calibration is worth elsewhere")
struct CalibrationTransferTests {
  private func rows(
    _ model: KnownAnswerModel, _ speaker: String, words: Int = 100, seed: UInt64 = 0
  ) -> [Prediction] {
    model.predictions(
      of: CrossedDesign(speakers: [speaker], wordCount: words).utterances, seed: seed)
  }

  /// The same rows under other names, so that they are other utterances.
  private func renamed(_ predictions: [Prediction]) -> [Prediction] {
    predictions.map {
      Prediction(
        utterance: "dev " + $0.utterance, speaker: $0.speaker, word: $0.word, truth: $0.truth,
        probabilities: $0.probabilities ?? [])
    }
  }

  private let sharp = KnownAnswerModel.miscalibrated(skill: 1.2, factor: 2.5)

  @Test("All of the gain survives on a speaker whose confidence is wrong in the same way")
  func survives() throws {
    let changes = try CalibrationTransfer.compareAll(
      dev: renamed(rows(sharp, "OAF", seed: 9)), trainingSpeakers: ["OAF"],
      known: rows(sharp, "OAF"), unseen: rows(sharp, "YAF"))
    #expect(changes.count == 3 * CalibrationTransfer.standardMetrics.count)
    for change in changes where [.ece, .nll].contains(change.metric) {
      let share = try #require(change.survivingShare)
      #expect((0.7...1.3).contains(share), "\(change.method) \(change.metric): \(share)")
      let interval = try #require(change.known.interval)
      #expect(interval.upper < 0, "\(change.method) \(change.metric) improves for certain")
    }
  }

  @Test("A speaker whose confidence was right is harmed, and the share is negative")
  func harmed() throws {
    let honest = KnownAnswerModel.calibrated(skill: 1.2)
    let changes = try CalibrationTransfer.compareAll(
      dev: renamed(rows(sharp, "OAF", seed: 9)), trainingSpeakers: ["OAF"],
      known: rows(sharp, "OAF"), unseen: rows(honest, "YAF"), metrics: [.nll, .accuracy])
    let temperature = changes.filter { $0.method == "temperature" }
    #expect(try #require(temperature[0].survivingShare) < 0)
    #expect(temperature[1].survivingShare == nil, "accuracy gains nothing that could survive")
  }

  @Test("Dev data of another speaker, or of a test, is refused by name")
  func refusals() throws {
    let known = rows(sharp, "OAF", words: 10)
    let map = try Temperature(fitting: known)
    func compare(_ dev: [Prediction], _ unseen: [Prediction]) throws {
      _ = try CalibrationTransfer.compare(
        map, method: "temperature", dev: dev, trainingSpeakers: ["OAF"], known: [],
        unseen: unseen, settings: .none)
    }
    #expect {
      try compare(rows(sharp, "YAF", words: 1), [])
    } throws: { "\($0)".contains("YAF") && "\($0)".contains("training speakers only") }
    #expect {
      try compare(known, known)
    } throws: { "\($0)".contains("expected one of them") }
  }
}
