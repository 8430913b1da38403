import Calibration
import Corpora
import KnownAnswers
import Metrics
import Testing

@Suite("Models whose faults are known")
struct KnownAnswerModelTests {
  private let utterances = CrossedDesign(speakers: ["OAF", "YAF"], wordCount: 200).utterances

  private func value(_ model: KnownAnswerModel, _ metric: Metric) throws -> Double? {
    try PredictionTable(model.predictions(of: utterances)).value(of: metric)
  }

  @Test("Perfect, one-class, majority and label-permuted models score what they must")
  func exact() throws {
    #expect(try value(.perfect, .accuracy) == 1)
    #expect(try value(.perfect, .ece) == 0)
    for model in [KnownAnswerModel.always(.sad), .majority] {
      let uar = try #require(try value(model, .uar))
      #expect(abs(uar - 1.0 / 7) < 1e-12)
    }
    #expect(try value(.labelPermuted, .accuracy) == 0)
    #expect(try #require(try value(.labelPermuted, .mcc)) < 0)
  }

  @Test("The random model's UAR is chance within its noise")
  func random() throws {
    let uar = try #require(try value(.random, .uar))
    // 2,800 draws: a standard deviation of .0066.
    #expect(abs(uar - 1.0 / 7) < 0.025)
  }

  @Test(
    "The temperature that fits is the known one", arguments: [0.5, 1.0, 2.0, 3.0])
  func temperature(factor: Double) throws {
    let model = KnownAnswerModel.miscalibrated(skill: 1.2, factor: factor)
    let fit = try Temperature(fitting: model.predictions(of: utterances))
    #expect(abs(fit.value / factor - 1) < 0.08, "\(fit.value)")
  }

  @Test("A biased model loses what it was told to, and only there")
  func biased() throws {
    let named = Set(utterances.filter { $0.speaker == "YAF" }.map(\.id))
    let predictions = KnownAnswerModel.biased(hitRate: 0.8, loss: 0.3, among: named)
      .predictions(of: utterances)
    let byGroup = Dictionary(grouping: predictions) { named.contains($0.utterance) }
    let inside = try #require(ConfusionMatrix(byGroup[true] ?? []).accuracy)
    let outside = try #require(ConfusionMatrix(byGroup[false] ?? []).accuracy)
    // 1,400 draws each: a standard deviation of .012.
    #expect(abs(outside - 0.8) < 0.05)
    #expect(abs(inside - 0.5) < 0.05)
  }

  @Test("An utterance's prediction does not depend on the others, and depends on the seed")
  func independence() {
    let model = KnownAnswerModel.calibrated(skill: 1)
    let all = model.predictions(of: utterances)
    #expect(Array(all.suffix(5)) == model.predictions(of: Array(utterances.suffix(5))))
    #expect(all != model.predictions(of: utterances, seed: 1))
  }
}
