import Audio
import Corpora
import Foundation
import Metrics
import Probes
import Testing

@Suite("A fitted probe")
struct FittedProbeTests {
  private let table = ToyRecordings.table(.duration)
  private let utterances = ToyRecordings.utterances

  @Test("gives distributions over the seven emotions", arguments: Probe.all.map(\.name))
  func givesDistributions(name: String) throws {
    let probe = try #require(Probe.named(name))
    let outcome = try FittedProbe(probe, table: table, train: utterances).predict(utterances)
    #expect(outcome.predictions.count == utterances.count)
    for prediction in outcome.predictions {
      let probabilities = try #require(prediction.probabilities)
      #expect(probabilities.count == 7 && probabilities.allSatisfy { 0...1 ~= $0 })
      let sum = probabilities.reduce(0, +)
      #expect(abs(sum - 1) < 1e-9)
    }
  }

  @Test("does not depend on the order of the training part by more than rounding")
  func doesNotDependOnOrder() throws {
    let probe = try #require(Probe.named("all-shortcuts"))
    let one = try FittedProbe(probe, table: table, train: utterances).predict(utterances)
    let other = try FittedProbe(probe, table: table, train: utterances.reversed())
      .predict(utterances)
    #expect(one.predictions.map(\.utterance) == utterances.map(\.id))
    #expect(other.predictions.map(\.utterance) == utterances.map(\.id))
    for (first, second) in zip(one.predictions, other.predictions) {
      let (a, b) = (try #require(first.probabilities), try #require(second.probabilities))
      #expect(a.count == 7 && b.count == 7)
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }

  @Test("does not depend on units: a feature in other units gives the same answers")
  func doesNotDependOnUnits() {
    var rows: [[Double?]] = []
    var scaled: [[Double?]] = []
    for index in 0..<70 {
      let values = [Double(index % 7 + index % 3), Double(index % 5)]
      rows.append(values)
      scaled.append(values.map { 1_000 * $0 - 7 })
    }
    let labels = (0..<70).compactMap { Emotion(index: $0 % 7) }
    let (one, other) = (Standardization(rows), Standardization(scaled))
    let model = LogisticRegression(rows.map(one.apply), labels: labels)
    for (row, same) in zip(rows, scaled) {
      let (a, b) = (
        model.probabilities(of: one.apply(row)), model.probabilities(of: other.apply(same))
      )
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 })
    }
  }

  @Test("takes a number that cannot be measured for the training mean")
  func takesTheMean() {
    let standardization = Standardization([[1, 5], [3, nil], [5, 5]])
    #expect(standardization.means == [3, 5])
    #expect(standardization.apply([nil, nil]) == [0, 0])
    #expect(standardization.apply([3, 9]) == [0, 0])
  }

  @Test("names the recordings that it cannot say anything of")
  func namesOmissions() throws {
    let probe = try #require(Probe.named("level"))
    let strange = Utterance(
      id: "gone", corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: "gone.wav")
    let fitted = try FittedProbe(probe, table: table, train: utterances)
    #expect(fitted.predict([strange]).omitted.keys.sorted() == ["gone"])
    #expect(fitted.predict([strange]).predictions.isEmpty)
  }

  @Test("is refused where no training recording was measured")
  func isRefused() throws {
    let probe = try #require(Probe.named("level"))
    let error = #expect(throws: ProbeError.self) {
      try FittedProbe(probe, table: ProbeTable(measures: [:]), train: utterances)
    }
    #expect(error?.description.contains("none of 120 training recordings") == true)
  }

  @Test("has as many numbers as it names", arguments: Cue.allCases)
  func namesItsNumbers(cue: Cue) {
    #expect(table.measures.count == utterances.count)
    for measures in table.measures.values {
      #expect(measures.values[cue]?.count == cue.features.count)
    }
    #expect(Set(cue.features).count == cue.features.count)
  }

  @Test("measures duration, level and silence as they are")
  func measures() throws {
    let samples = [Float](repeating: 0.001, count: 800) + [Float](repeating: 0.5, count: 16_000)
    let measures = try ProbeMeasures(
      of: Waveform(samples: samples + [Float](repeating: 0, count: 1_600), sampleRate: 16_000),
      file: nil)
    #expect(measures.values[.duration] == [1.15])
    #expect(measures.values[.silence] == [0.05, 0.1])
    let level = try #require(measures.values[.level]?[0])
    #expect(abs(level - 20 * log10(0.5)) < 1e-9)
    #expect(measures.values[.file] == [nil, nil, nil, nil])
  }
}
