import Corpora
import Findings
import Metrics
import Testing

@Suite("Whether numbers look like what was declared of training")
struct DeclaredTrainingPlausibilityTests {
  private let declared = StatedTraining(.declaration, names: "a")

  private func row(
    _ speaker: String, _ value: Double, half: Double = 0.03, trainedOn: String = "a",
    _ rung: EvaluationProtocol? = nil
  ) -> MetricRow {
    let isHeard = SpeakerNames.each(of: trainedOn).contains(speaker)
    return MetricRow(
      evaluationProtocol: rung ?? (isHeard ? .random : .speakerDisjoint), trainedOn: trainedOn,
      testedOn: isHeard ? trainedOn : "others", speaker: speaker, metric: "uar", value: value,
      interval: ConfidenceInterval(
        lower: max(0, value - half), upper: min(1, value + half), level: 0.95, unit: .word),
      count: 280, seed: 0, isLeaky: isHeard)
  }

  private func probe(_ name: String, _ speaker: String, _ difference: Double) -> MetricRow {
    var row = row(speaker, difference)
    (row.metric, row.attribute, row.subgroup) = ("uar-over-probe", "probe", name)
    row.interval = ConfidenceInterval(
      lower: difference - 0.05, upper: difference + 0.05, level: 0.95, unit: .word)
    return row
  }

  private func findings(_ rows: [MetricRow], _ stated: StatedTraining? = nil) -> [Finding] {
    DeclaredTrainingPlausibility.findings(for: rows, stated: stated ?? declared)
  }

  @Test("are doubted where the heard speaker is recognised clearly worse, by numbers and n")
  func twoSpeakers() throws {
    let found = findings([row("a", 0.36), row("b", 1, half: 0.09)])
    #expect(found.map(\.status) == [.undetermined])
    #expect(found.map(\.importance) == [.warning])
    let only = try #require(found.first)
    #expect(only.doubtsDeclaredTraining)
    #expect(
      only.message.hasPrefix(
        "Speaker a, said to be heard, has a UAR of 0.360 (LEAKY; 95 % interval 0.330 to 0.390 over "
          + "words, n = 280), and speaker b, said not to be heard, has a UAR of 1.000 (95 % "
          + "interval 0.910 to 1.000 over words, n = 280): higher by 0.640"), "\(only.message)")
    #expect(only.message.hasSuffix("cannot tell it from heard speakers who are harder."))
    #expect(only.advice?.contains("--trained-on") == true)
  }

  @Test("are not doubted where the heard speaker is as good, or a little worse")
  func honest() {
    for (heard, unheard) in [(1.0, 0.36), (0.8, 0.8), (0.8, 0.9), (0.62, 0.75)] {
      let found = findings([row("a", heard, half: 0.04), row("b", unheard, half: 0.04)])
      #expect(found.map(\.status) == [.passed], "\(heard) \(unheard)")
      #expect(!found.contains { $0.doubtsDeclaredTraining })
    }
  }

  @Test("fail where so many speakers are ordered so that chance hardly does it")
  func manySpeakers() {
    let heard = ["a", "b", "c", "d", "e", "f"]
    let names = SpeakerNames.joined(heard)
    func rows(_ values: [Double], against others: [Double]) -> [MetricRow] {
      zip(heard, values).map { row($0, $1, trainedOn: names) }
        + others.enumerated().map { row("u\($0)", $1, trainedOn: names) }
    }
    let low = [0.3, 0.35, 0.4, 0.32, 0.38, 0.41]
    let high = [0.9, 0.92, 0.88, 0.91, 0.93, 0.9]
    let wrong = findings(rows(low, against: high))
    #expect(wrong.map(\.status) == [.failed])
    // Of the 924 ways to choose 6 of 12, one.
    #expect(wrong.first?.message.contains("with p = 0.001.") == true, "\(wrong)")
    // One hard speaker among those heard, and one easy one among the others, are no reason.
    let usual = findings(
      rows([0.2, 0.9, 0.9, 0.92, 0.95, 0.9], against: [0.94, 0.7, 0.6, 0.7, 0.65, 0.7]))
    #expect(usual.map(\.status) == [.passed])
    // A mean that a single speaker drags down is higher on the other side, and no order.
    let dragged = findings(
      rows([0, 0, 0.9, 0.92, 0.95, 0.9], against: [0.8, 0.82, 0.81, 0.8, 0.8, 0.8]))
    #expect(dragged.map(\.status) == [.passed])
  }

  @Test("are remarked where a stranger is recognised like a heard speaker, far above every probe")
  func ceiling() throws {
    let rows = [row("a", 1, half: 0.02), row("b", 0.99, half: 0.02)]
    let found = findings(rows + [probe("level", "b", 0.7), probe("mfcc-statistics", "b", 0.5)])
    #expect(found.map(\.status) == [.passed, .undetermined])
    let note = try #require(found.last)
    #expect(note.importance == .note && note.doubtsDeclaredTraining)
    #expect(note.message.contains("numbers like those of a model that heard this speaker (b)"))
    #expect(note.message.contains("strongest probe, mfcc-statistics, by 0.500"))
    #expect(note.message.hasSuffix("may do so too; nothing here can verify it."))
    // New words of the same speaker are a part of the same recordings, and are not told again.
    let words = row("b", 0.99, half: 0.02, .speakerWordDisjoint)
    #expect(findings(rows + [words]).map(\.status) == [.passed, .undetermined])
    for other in [
      rows + [probe("mfcc-statistics", "b", 0.2)],  // Easy recordings.
      [row("a", 1, half: 0.02), row("b", 0.93, half: 0.02)],  // Below the ceiling.
      [row("a", 1, half: 0.02), row("b", 0.97, half: 0.1)],  // Too few to say so.
      [row("a", 1, half: 0.001), row("b", 0.96, half: 0.02)],  // The heard one is better.
    ] {
      #expect(findings(other).map(\.status) == [.passed])
    }
  }

  @Test("are remarked without a probe and without a heard speaker, and then say so")
  func acrossCorpora() {
    let found = findings([
      row("b", 1, half: 0.02, trainedOn: "iemocap", .crossCorpus),
      row("c", 0.4, trainedOn: "iemocap", .crossCorpus),
    ])
    #expect(found.map(\.importance) == [.note, .note])
    #expect(found.map { $0.doubtsDeclaredTraining } == [false, true])
    #expect(found.first?.message.contains("of a speaker who is said to be heard") == true)
    #expect(found.last?.message.contains("no probe says how easy the recordings are") == true)
  }

  /// A speaker of the corpus `ravdess`, of which a model is said to have heard something.
  private func external(_ speaker: String, _ value: Double, trainedOn: String) -> MetricRow {
    var row = row(speaker, value, trainedOn: trainedOn, .random)
    (row.testedOn, row.isLeaky) = ("ravdess", true)
    return row
  }

  @Test("hold a corpus that is declared as heard for its speakers", arguments: ["ravdess/", ""])
  func declaredCorpus(prefix: String) throws {
    let declared = StatedTraining(.declaration, names: "ravdess")
    func rows(_ heard: Double, _ unheard: Double) -> [MetricRow] {
      [row("OAF", unheard, half: 0.02, trainedOn: "ravdess", .crossCorpus)]
        + (1...7).map { external("\(prefix)ravdess-0\($0)", heard, trainedOn: "ravdess") }
    }
    let doubted = findings(rows(0.68, 1), declared)
    let only = try #require(doubted.first)
    #expect(doubted.count == 1 && only.doubtsDeclaredTraining)
    #expect(
      only.message.hasPrefix(
        "The 7 speakers said to be heard have a mean UAR of 0.680 (LEAKY; 95 % interval"),
      "\(only.message)")
    #expect(findings(rows(0.9, 0.6), declared).map(\.status) == [.passed])
    let alike = findings(rows(0.99, 1), declared)
    #expect(alike.map(\.status) == [.passed, .undetermined])
    #expect(alike.last?.message.contains("model that heard this speaker (OAF)") == true)
  }

  @Test("hold nobody for heard of whom only a part of the corpus is said to be")
  func declaredPart() throws {
    let name = "ravdess/ravdess-01"
    let rows = [
      external(name, 0.68, trainedOn: name),
      external("ravdess/ravdess-02", 0.2, trainedOn: name),
      row("OAF", 1, trainedOn: name, .crossCorpus),
    ]
    let found = findings(rows, StatedTraining(.declaration, names: name))
    let start = "Speaker \(name), said to be heard, has a UAR of 0.680"
    #expect(found.first?.message.hasPrefix(start) == true, "\(found)")
    // Files of a split call a corpus heard of which they may name a part.
    let file = rows.map { row in
      var row = row
      row.trainedOn = "ravdess"
      return row
    }
    let unknown = findings(file, StatedTraining(.splitFile, names: "split.csv"))
    #expect(unknown.first?.message.contains("of a speaker who is said to be heard") == true)
    #expect(unknown.map(\.status) == [.undetermined, .undetermined], "and the ceiling")
  }

  @Test("are not asked about where nobody says anything, nor under noise, nor of leaky strangers")
  func notAsked() {
    let rows = [row("a", 0.36), row("b", 1)]
    #expect(DeclaredTrainingPlausibility.findings(for: rows, stated: nil).isEmpty)
    let noisy = rows.map { row in
      var row = row
      (row.perturbation, row.severity) = ("white-noise", 1)
      return row
    }
    #expect(findings(noisy).isEmpty)
    var leaky = rows[1]
    leaky.isLeaky = true
    let found = findings([rows[0], leaky])
    #expect(found.map(\.importance) == [.note])
    #expect(found.first?.message.contains("who is said not to be heard") == true)
    #expect(!found.contains { $0.doubtsDeclaredTraining })
  }
}
