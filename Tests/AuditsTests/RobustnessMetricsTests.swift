import Audits
import Corpora
import Foundation
import Metrics
import Perturbations
import Randomness
import Testing

@Suite("What a sweep's numbers mean beside clean audio") struct RobustnessMetricsTests {
  /// Twelve words of each emotion; of each two words the first `right` utterances are answered
  /// rightly.
  private func predictions(right: Int) -> [Prediction] {
    (0..<84).map { number in
      let truth = Emotion(index: number % 7) ?? .angry
      let other = Emotion(index: (number + 1) % 7) ?? .angry
      return Prediction(
        utterance: "u\(number)", speaker: "YAF", word: "w\(number / 7)", truth: truth,
        predicted: number % 14 < right ? truth : other)
    }
  }

  private func row(_ uar: Double?, _ perturbation: String = "low-pass", severity: Int = 1)
    -> MetricRow
  {
    MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF",
      perturbation: perturbation, severity: severity, metric: "uar", value: uar,
      interval: uar.map {
        ConfidenceInterval(lower: $0 - 0.1, upper: $0 + 0.1, level: 0.95, unit: .word)
      }, count: 14, seed: 0, isLeaky: false)
  }

  private func retention(_ uar: Double?, right: Int = 14) throws -> Double? {
    let rows = try RobustnessMetrics.rows(perturbed: [row(uar)], clean: predictions(right: right)) {
      _ in []
    }
    return try #require(rows.first { $0.metric == "skill-retention" }).value
  }

  @Test("Skill retention is 1 at the clean UAR, 0 at chance and linear between and beyond")
  func retention() throws {
    #expect(try retention(1) == 1)
    #expect(abs(try #require(try retention(1.0 / 7))) < 1e-12)
    #expect(abs(try #require(try retention(4.0 / 7)) - 0.5) < 1e-12)
    #expect(try #require(try retention(0)) < 0)
    // Seven of fourteen are right, one of each emotion: a clean UAR of one half.
    #expect(try retention(0.5, right: 7) == 1)
    #expect(try #require(try retention(0.6, right: 7)) > 1)
  }

  @Test("It is undetermined without a UAR, and where clean UAR is not above chance")
  func undetermined() throws {
    #expect(try retention(nil) == nil)
    #expect(try retention(0.5, right: 2) == nil)
    #expect(try retention(0.5, right: 3) == nil, "above it, but not by its whole interval")
    #expect(try retention(0.5, right: 0) == nil)
  }

  @Test("Between corpora, clean UAR and chance are over the emotions that are asked")
  func sharedEmotions() throws {
    let shared: Set<Emotion> = [.angry, .sad, .happy]
    var cell = row(2.0 / 3)
    cell.evaluationProtocol = .crossCorpus
    let rows = try RobustnessMetrics.rows(
      perturbed: [cell], clean: predictions(right: 14).filter { shared.contains($0.truth) },
      classes: Emotion.allCases.filter(shared.contains)
    ) { _ in [] }
    #expect(rows.first { $0.metric == "clean-uar" }?.value == 1)
    let retained = try #require(rows.first { $0.metric == "skill-retention" }?.value)
    #expect(abs(retained - 0.5) < 1e-12)
  }

  @Test("Of a corpus without some emotion, they are over those that it holds")
  func heldEmotions() throws {
    let held = Emotion.allCases.filter { $0 != .surprise }
    let clean = predictions(right: 14).filter { $0.truth != .surprise }
    let rows = try RobustnessMetrics.rows(
      perturbed: [row(1.0 / 6)], clean: clean, classes: held
    ) { _ in [] }
    #expect(rows.first { $0.metric == "clean-uar" }?.value == 1)
    let retained = try #require(rows.first { $0.metric == "skill-retention" }?.value)
    #expect(abs(retained) < 1e-12)
    let thin = try RobustnessMetrics.rows(
      perturbed: [row(0.5)], clean: clean.filter { $0.truth != .sad }, classes: held
    ) { _ in [] }
    #expect(thin.filter { $0.metric != "clean-accuracy" }.allSatisfy { $0.value == nil })
  }

  @Test(
    "Each perturbation gets the clean numbers once, each cell its retention, no interval made up")
  func rows() throws {
    let cells = ["low-pass", "white-noise"].flatMap { name in
      (1...3).map { row(0.4, name, severity: $0) }
    }
    let rows = try RobustnessMetrics.rows(
      perturbed: cells, clean: predictions(right: 7)
    ) { _ in [] }
    let references = rows.filter { $0.metric.hasPrefix("clean-") }
    #expect(
      references.map { "\($0.metric) \($0.perturbation ?? "-")" } == [
        "clean-accuracy low-pass", "clean-uar low-pass", "clean-accuracy white-noise",
        "clean-uar white-noise",
      ])
    #expect(references.allSatisfy { $0.severity == nil && $0.value == 0.5 && $0.count == 84 })
    let retained = rows.filter { $0.metric == "skill-retention" }
    #expect(retained.map(\.severity) == cells.map(\.severity))
    #expect(retained.allSatisfy { $0.interval == nil })
    #expect(rows.count == references.count + retained.count)
    #expect(
      try RobustnessMetrics.rows(perturbed: [], clean: predictions(right: 7)) { _ in [] }.isEmpty)
  }

  /// The row of a cell, and of what was said in it.
  private func retained(
    _ said: [Prediction], clean: [Prediction], seed: UInt64 = 0
  ) throws -> MetricRow {
    let uar = try #require(SummedMetric(.uar))
    let value = try ClusterTable(said).value(of: uar)
    let rows = try RobustnessMetrics.rows(
      perturbed: [row(value)], clean: clean, settings: IntervalSettings(seed: seed)
    ) { _ in said }
    return try #require(rows.first { $0.metric == "skill-retention" })
  }

  @Test("Its interval holds it, over the words of both, the same whenever it is drawn")
  func interval() throws {
    let (clean, said) = (scattered(60, seed: 1), scattered(45, seed: 2))
    let found = try retained(said, clean: clean)
    let (value, interval) = (try #require(found.value), try #require(found.interval))
    #expect(interval.lower < value && value < interval.upper)
    #expect(interval.unit == .word && interval.level == 0.95)
    #expect(try retained(said.reversed(), clean: clean) == found)
    #expect(try retained(said, clean: clean, seed: 1) != found)
  }

  @Test("What is hardly above chance on clean audio retains nothing that is shown")
  func guesser() throws {
    // 12 of 84 would be guessing; 23 are right on clean audio, and 26 of others under noise.
    let found = try retained(scattered(26, seed: 4), clean: scattered(23, seed: 3))
    #expect(try #require(found.value) > 1)
    let interval = try #require(found.interval)
    #expect(interval.lower < 0.7 && interval.upper > 2, "\(interval)")
  }

  /// Twelve words of each emotion, some of them right wherever chance puts them.
  private func scattered(_ right: Int, seed: UInt64) -> [Prediction] {
    var generator = SplitMix64(seed: seed, stream: 0)
    let found = Set(generator.shuffled(Array(0..<84)).prefix(right))
    return predictions(right: 14).enumerated().map { number, own in
      let other = Emotion(index: (own.truth.index + 1) % 7) ?? .angry
      return Prediction(
        utterance: own.utterance, speaker: own.speaker, word: own.word, truth: own.truth,
        predicted: found.contains(number) ? own.truth : other)
    }
  }

  @Test("None is of other recordings than on clean audio, and no cell without a value is read")
  func otherRecordings() throws {
    let clean = predictions(right: 11)
    #expect(try retained(Array(predictions(right: 8).dropLast(7)), clean: clean).interval == nil)
    #expect(try retained(predictions(right: 8), clean: Array(clean.dropLast(7))).interval == nil)
    var read: [Int?] = []
    _ = try RobustnessMetrics.rows(
      perturbed: [row(0.5), row(nil, severity: 2)], clean: clean
    ) { cell in
      read.append(cell.severity)
      return []
    }
    #expect(read == [1])
  }
}

@Suite("Which words a sweep takes") struct RobustnessSweepTests {
  private let utterances = (0..<30).flatMap { word in
    ["a", "b"].map { speaker in
      Utterance(
        id: "\(speaker)\(word)", corpus: "toy", speaker: speaker, emotion: .sad,
        word: word < 25 ? "w\(word)" : nil, path: "\(speaker)\(word).wav")
    }
  }

  private func chosen(_ words: Int?, seed: UInt64 = 0) -> [String] {
    RobustnessSweep(perturbations: [], words: words).utterances(of: utterances, seed: seed)
      .map(\.id)
  }

  @Test("Without a limit all of them; with one, more words only add to fewer words")
  func nested() {
    #expect(chosen(nil) == utterances.map(\.id))
    #expect(chosen(0).isEmpty)
    #expect(chosen(1000) == utterances.map(\.id))
    for words in 1..<35 {
      #expect(Set(chosen(words)).isSuperset(of: chosen(words - 1)))
    }
  }

  @Test("The seed decides which; an utterance without a word is a unit of its own")
  func seeds() {
    #expect(chosen(5) == chosen(5))
    #expect(Set((0..<5).map { chosen(5, seed: $0) }).count == 5)
    for words in 1..<35 {
      let units = Set(
        chosen(words).map { id in utterances.first { $0.id == id }?.word ?? id })
      #expect(units.count == words)
    }
  }

  @Test("Cells follow the order of the perturbations, five severities each")
  func cells() {
    let sweep = RobustnessSweep(perturbations: [.lowPass, .gainUp], words: nil)
    let cells = sweep.cells.map { "\($0.perturbation.name) \($0.severity.rawValue)" }
    #expect(cells == ["low-pass", "gain-up"].flatMap { name in (1...5).map { "\(name) \($0)" } })
  }

  @Test("A sweep is written with the names of its perturbations, which a run's key is made of")
  func written() throws {
    let sweep = RobustnessSweep(perturbations: [.lowPass, .gainUp], words: 20)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(sweep), as: UTF8.self)
        == #"{"perturbations":["low-pass","gain-up"],"words":20}"#)
  }
}
