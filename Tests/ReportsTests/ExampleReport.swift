import Corpora
import Findings
import Foundation
import Gates
import Metrics
import Reports

/// A report with made-up but plausible values: two speakers, honest and leaky rungs, one value that
/// is undetermined, and names that try to break out of their cells.
enum ExampleReport {
  static let onYAF = Origin(
    evaluationProtocol: .speakerDisjoint, trainedOn: "OAF", testedOn: "YAF", isLeaky: false)
  static let onOAF = Origin(
    evaluationProtocol: .speakerDisjoint, trainedOn: "YAF", testedOn: "OAF", isLeaky: false)
  static let random = Origin(
    evaluationProtocol: .random, trainedOn: "OAF+YAF", testedOn: "OAF+YAF", isLeaky: true)

  static func report(isSynthetic: Bool = false, perturbations: Int = 2) -> AuditReport {
    var report = AuditReport(title: "Emotion recognition on tess", run: run)
    report.verdict = verdict
    report.corpora = [corpus(isSynthetic: isSynthetic)]
    report.ladder = ladder
    report.speakers = speakers
    report.shortcuts = ExampleShortcuts.floor
    report.classes = [classes(onYAF), classes(random)]
    report.confusions = [
      confusion(onYAF, wrong: 38), confusion(onOAF, wrong: 62), confusion(random, wrong: 1),
    ]
    report.reliability = [reliability(onYAF, excess: 0.22), reliability(onOAF, excess: 0.34)]
    report.robustness = [onYAF, onOAF].flatMap { origin in
      ["white-noise", "low-pass", "gain-down", "reverberation", "packet-loss", "clipping"]
        .prefix(perturbations).enumerated().map {
          curve(origin, $1, slope: 0.1 - 0.03 * Double($0))
        }
    }
    report.learning = [
      learning("speaker-disjoint/OAF, seed 0"), learning("speaker-disjoint/YAF, seed 0"),
    ]
    report.attention = [attention(onYAF, "YAF", at: 0.55), attention(onOAF, "OAF", at: 0.4)]
    report.findings = findings
    report.testLooks = 14
    report.limitations = [
      "Two speakers of one sex and one accent, recorded in one place: age, voice and session "
        + "cannot be told apart.",
      "Acted speech with one carrier phrase says little about spontaneous speech.",
    ]
    return report
  }

  private static let run = RunFacts(
    id: "2026-11-22T17-05-03Z-quick-ab12", preset: "quick", started: "2026-11-22T17:05:03Z",
    finished: "2026-11-22T17:10:11Z", isComplete: true,
    provenance: [
      .init("Version", "0.1.0"), .init("Commit", nil), .init("Machine", "x86-64, 2 cores, Linux"),
      .init("Corpus hash", "sha256:2c26b46b68ffc68f"),
      .init("Recipe hash", "sha256:fcde2b2edba56bf4"),
      .init("Seed", "0"),
    ])

  static func measure(_ value: Double?, _ half: Double = 0.04) -> Measure {
    Measure(
      value,
      interval: value.map {
        ConfidenceInterval(
          lower: max(0, $0 - half), upper: min(1, $0 + half), level: 0.95, unit: .word)
      })
  }

  private static func row(_ speaker: String, _ trained: String, _ value: Double) -> MetricRow {
    MetricRow(
      evaluationProtocol: .speakerDisjoint, trainedOn: trained, testedOn: speaker, speaker: speaker,
      metric: "accuracy", value: value, interval: measure(value, 0.03).interval, count: 1399,
      isLeaky: false)
  }

  private static let limit = Threshold(
    .atLeast, 0.6, reason: "four of ten answers wrong is too much for any use we know")

  static let verdict = Verdict(
    policy: "default",
    findings: [
      Finding(
        check: "per-speaker-accuracy", subject: "speaker-disjoint OAF > YAF", status: .passed,
        importance: .critical,
        message: "Accuracy on YAF was measured at .68 with the interval [.65, .71] over 200 words.",
        evidence: row("YAF", "OAF", 0.68), threshold: limit),
      Finding(
        check: "per-speaker-accuracy", subject: "speaker-disjoint YAF > OAF", status: .failed,
        importance: .critical,
        message: "Accuracy on OAF was measured at .51 with the interval [.48, .54] over 200 words.",
        advice: "Look at the confusion of OAF: most of what is lost is sad taken for neutral.",
        evidence: row("OAF", "YAF", 0.51), threshold: limit),
      Finding(
        check: "per-speaker-ece", subject: "speaker-disjoint YAF > \"O|A\"\n<F>",
        status: .undetermined, importance: .warning,
        message: "The model gives labels alone: ECE could not be determined."),
    ])

  private static let findings = [
    Finding(
      check: "class-collapse", subject: "speaker-disjoint YAF > OAF", status: .failed,
      importance: .warning, message: "Recall of sad on OAF is .12 [.08, .17]; chance is .14.",
      advice: "Listen to the sad recordings of both speakers.")
  ]

  private static func corpus(isSynthetic: Bool) -> CorpusSummary {
    let counts = Dictionary(uniqueKeysWithValues: Emotion.allCases.map { ($0, 200) })
    var oaf = counts
    oaf[.angry] = 199
    return CorpusSummary(
      name: "tess", isSynthetic: isSynthetic,
      speakers: [
        .init(speaker: Speaker(id: "OAF", sex: "female", age: 64, language: "en-CA"), counts: oaf),
        .init(
          speaker: Speaker(id: "YAF", sex: "female", age: 26, language: "en-CA"), counts: counts),
      ], wordCount: 200, totalSeconds: 5750, droppedLabels: ["calm": 3],
      problems: [
        CorpusProblem(
          kind: .truncated, path: "YAF_sad/YAF_`be|g`_sad.wav",
          explanation: "The file ends after 12 bytes; a header of 44 was expected. Copy it again.")
      ])
  }

  private static let ladder = [
    LadderRow(
      origin: random, count: 560, accuracy: measure(0.993, 0.006), uar: measure(0.994, 0.006),
      chance: 1 / 7, majorityShare: 0.143),
    LadderRow(
      origin: Origin(
        evaluationProtocol: .wordDisjoint, trainedOn: "OAF+YAF", testedOn: "OAF+YAF", isLeaky: true),
      count: 560, accuracy: measure(0.98, 0.011), uar: measure(0.98, 0.011), chance: 1 / 7,
      majorityShare: 0.143),
    LadderRow(
      origin: onYAF, count: 1399, accuracy: measure(0.68, 0.03), uar: measure(0.68, 0.03),
      chance: 1 / 7, majorityShare: 0.143, inflation: measure(0.314, 0.031)),
    LadderRow(
      origin: onOAF, count: 1399, accuracy: measure(0.508, 0.03), uar: measure(0.508, 0.03),
      chance: 1 / 7, majorityShare: 0.143, inflation: measure(0.486, 0.031)),
    LadderRow(
      origin: Origin(
        evaluationProtocol: .speakerWordDisjoint, trainedOn: "OAF", testedOn: "YAF", isLeaky: false),
      count: 490, accuracy: measure(0.661, 0.05), uar: measure(0.661, 0.05), chance: 1 / 7,
      majorityShare: 0.143),
    LadderRow(
      origin: Origin(
        evaluationProtocol: .crossCorpus, trainedOn: "OAF+YAF", testedOn: "ravdess-01+ravdess-02",
        isLeaky: false, note: "seed 3"), count: 0, accuracy: .undetermined,
      uar: .undetermined, chance: 1 / 7, majorityShare: nil),
  ]

  private static let speakers = [
    SpeakerRow(
      origin: onYAF, speaker: "YAF", count: 1399, accuracy: measure(0.68, 0.03),
      uar: measure(0.68, 0.03), ece: measure(0.22, 0.02)),
    SpeakerRow(
      origin: onOAF, speaker: "\"O|A\"\n<F>", count: 1399, accuracy: measure(0.508, 0.03),
      uar: measure(0.508, 0.03), ece: .undetermined),
    SpeakerRow(
      origin: random, speaker: "YAF", count: 280, accuracy: measure(0.99, 0.01),
      uar: measure(0.99, 0.01), ece: measure(0.02, 0.01)),
  ]

  private static func classes(_ origin: Origin) -> ClassTable {
    ClassTable(
      origin: origin,
      rows: Emotion.allCases.map { emotion in
        let recall = 0.35 + 0.09 * Double(emotion.index)
        return ClassTable.Row(
          emotion: emotion, support: 200,
          precision: emotion == .sad ? .undetermined : measure(recall + 0.05),
          recall: measure(recall), f1: emotion == .sad ? .undetermined : measure(recall + 0.02))
      })
  }

  private static func confusion(_ origin: Origin, wrong: Int) -> ConfusionTable {
    let size = Emotion.allCases.count
    var counts = [[Int]](repeating: [Int](repeating: 0, count: size), count: size)
    for truth in 0..<size {
      var left = 200
      for step in 1...3 {
        let lost = wrong * (truth + step) % 71 * (wrong > 10 ? 1 : 0) + (step == 1 ? wrong / 3 : 0)
        counts[truth][(truth + step * 2) % size] = lost
        left -= lost
      }
      counts[truth][truth] = left
    }
    return ConfusionTable(origin: origin, counts: counts)
  }

  private static func reliability(_ origin: Origin, excess: Double) -> Reports.ReliabilityDiagram {
    let bins = (0..<15).map { index in
      let middle = (Double(index) + 0.5) / 15
      let count = index < 3 ? 0 : index * index * 3
      return ReliabilityDiagram.Bin(
        lower: Double(index) / 15, upper: Double(index + 1) / 15, count: count,
        meanConfidence: count > 0 ? middle + 0.01 : nil,
        accuracy: count > 0 ? max(0, middle - excess * middle) : nil)
    }
    return ReliabilityDiagram(origin: origin, ece: measure(excess * 0.8, 0.03), bins: bins)
  }

  private static func curve(_ origin: Origin, _ name: String, slope: Double) -> RobustnessCurve {
    let clean = origin == onYAF ? 0.68 : 0.508
    return RobustnessCurve(
      origin: origin, perturbation: name, cleanUAR: measure(clean, 0.03),
      cleanAccuracy: measure(clean, 0.03), chance: 1 / 7,
      points: (1...5).map { severity in
        let uar = max(0.13, clean - slope * Double(severity))
        return .init(
          severity: severity, accuracy: measure(uar, 0.03), uar: measure(uar, 0.03),
          retention: (uar - 1 / 7) / (clean - 1 / 7))
      })
  }

  private static func learning(_ model: String) -> LearningCurve {
    LearningCurve(
      model: model, keptEpoch: 9,
      points: (1...12).map { epoch in
        let x = Double(epoch)
        return .init(
          epoch: epoch, trainLoss: 2 / x, devLoss: 1.8 / x + 0.02 * x,
          devUAR: epoch == 1 ? nil : 1 - 0.8 / x)
      })
  }

  private static func attention(
    _ origin: Origin, _ speaker: String, at centre: Double
  ) -> AttentionSummary {
    AttentionSummary(
      origin: origin,
      lines: Emotion.allCases.map { emotion in
        let middle = centre + 0.04 * Double(emotion.index - 3)
        let weights = (0..<50).map { bin in
          let distance = (Double(bin) + 0.5) / 50 - middle
          return 0.008 + 0.05 / (1 + 40 * distance * distance)
        }
        return .init(speaker: speaker, emotion: emotion, weights: weights, count: 200)
      })
  }
}
