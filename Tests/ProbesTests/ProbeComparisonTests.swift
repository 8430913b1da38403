import Corpora
import Metrics
import Probes
import Testing

@Suite("A model beside a probe")
struct ProbeComparisonTests {
  private let context = MetricContext(
    evaluationProtocol: .speakerDisjoint, trainedOn: "a", testedOn: "b+c", isLeaky: false, seed: 3)

  /// Predictions of forty words of two speakers; `answer` gives the index of the answer.
  private func predictions(_ answer: (_ word: Int, _ emotion: Int) -> Int) -> [Prediction] {
    ["b", "c"].flatMap { speaker in
      (0..<40).flatMap { word in
        Emotion.allCases.map { emotion in
          Prediction(
            utterance: "\(speaker)\(word)\(emotion)", speaker: speaker, word: "w\(word)",
            truth: emotion, predicted: Emotion(index: answer(word, emotion.index) % 7) ?? .angry)
        }
      }
    }
  }

  private func value(_ metric: String, _ rows: [MetricRow], speaker: String? = nil) -> MetricRow? {
    rows.first { $0.metric == metric && $0.speaker == speaker }
  }

  @Test("has rows for all speakers and for each, which say which probe they are about")
  func rowsOfSpeakers() throws {
    let rows = try ProbeComparison.rows(
      model: predictions { $1 + ($0 % 2) }, probe: predictions { $1 + ($0 % 3) }, name: "duration",
      context: context)
    #expect(rows.count == 15)
    #expect(Set(rows.map(\.speaker)) == [nil, "b", "c"])
    #expect(rows.allSatisfy { $0.attribute == "probe" && $0.subgroup == "duration" })
    #expect(rows.allSatisfy { $0.seed == 3 && !$0.isLeaky })
  }

  @Test("differs from it by the difference of both recalls, with an interval about it")
  func difference() throws {
    let rows = try ProbeComparison.rows(
      model: predictions { $1 + ($0 % 4 == 0 ? 1 : 0) },
      probe: predictions { $1 + ($0 % 2) }, name: "level", context: context)
    let row = try #require(value("uar-over-probe", rows))
    #expect(abs((row.value ?? 0) - 0.25) < 1e-12)
    let interval = try #require(row.interval)
    #expect(interval.lower < 0.25 && interval.upper > 0.25 && interval.unit == .word)
    #expect(row.count == 560)
  }

  @Test("shares all errors with itself and makes all of them alike")
  func itself() throws {
    let same = predictions { $1 + ($0 % 3) }
    let rows = try ProbeComparison.rows(model: same, probe: same, name: "x", context: context)
    #expect(value("uar-over-probe", rows)?.value == 0)
    #expect(value("errors-shared", rows)?.value == 1)
    #expect(value("errors-alike", rows)?.value == 1)
    #expect(value("errors-shared", rows)?.count == 2 * 7 * 26)
  }

  @Test("shares errors as chance has it with a probe that errs on other words at the same rate")
  func chance() throws {
    let rows = try ProbeComparison.rows(
      model: predictions { $1 + ($0 < 20 ? 1 : 0) },
      probe: predictions { $1 + ($0 % 2) }, name: "x", context: context)
    for metric in ["errors-shared", "errors-shared-chance", "errors-alike", "errors-alike-chance"] {
      #expect(value(metric, rows)?.value == 0.5, "\(metric)")
    }
  }

  @Test("has no share of errors where the model makes none")
  func noErrors() throws {
    let rows = try ProbeComparison.rows(
      model: predictions { $1 }, probe: predictions { $1 + 1 }, name: "x", context: context)
    #expect(value("uar-over-probe", rows)?.value == 1)
    #expect(value("errors-shared", rows)?.value == nil)
    #expect(value("errors-shared", rows)?.count == 0)
  }

  @Test("leaves out what only one of both predicted, and has no row without a common utterance")
  func common() throws {
    let model = predictions { $1 }
    let rows = try ProbeComparison.rows(
      model: model, probe: model.filter { $0.speaker == "b" }, name: "x", context: context)
    #expect(Set(rows.map(\.speaker)) == [nil, "b"])
    #expect(value("uar-over-probe", rows)?.count == 280)
    #expect(
      try ProbeComparison.rows(model: model, probe: [], name: "x", context: context).isEmpty)
  }
}
