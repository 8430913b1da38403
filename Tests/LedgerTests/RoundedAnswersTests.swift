import Corpora
import Ledger
import Metrics
import Testing

@Suite("Answers of a file that was rounded, in the ledger")
struct RoundedAnswersTests {
  /// A run whose model gives its truths 0 throughout, read back as predictions of a test, of a part
  /// that is no test, and of a probe.
  private func stored(
    facts: [String: String]
  ) throws -> (test: [Prediction], dev: [Prediction], probe: [Prediction]) {
    let folder = try TemporaryFolder()
    let ledger = try folder.open()
    var provenance = Example.provenance
    provenance.facts = facts
    let run = Run(
      id: Example.run().id, key: "k", preset: "quick", started: "now", owner: "host:1",
      provenance: provenance)
    let model = try Example.begin(run, in: ledger)
    let probe = ModelKey.probe(run: run.id, split: Example.split.id, probe: "duration")
    try ledger.beginFit(probe)
    let ids = Example.split.tests[0].utterances
    let answers = ids.map { Example.prediction($0, certain: 1) }
    for key in [model, probe] {
      try ledger.record(
        .init(predictions: answers, metrics: []), of: EvaluationKey(model: key, test: 0), at: "now")
    }
    try ledger.record([Example.prediction("OAF_bar_angry", certain: 1)], of: .dev, by: model)
    return try ledger.read { reader in
      let own = try reader.evaluations(run: run.id)
      let probes = try reader.probeEvaluations(run: run.id)
      return (
        try own.flatMap { try reader.predictions(of: $0.id) },
        try reader.predictions(of: .dev, by: model),
        try probes.flatMap { try reader.predictions(of: $0.id) }
      )
    }
  }

  @Test("hide their zeros for the truth in every reading, and those of a probe are exact")
  func rounded() throws {
    let found = try stored(facts: [Provenance.digitsFact: "4", "fftw": "3"])
    // All but fear itself, whose truth has the whole probability.
    #expect(found.test.count == 14 && found.test.count(where: \.hidesTruth) == 12)
    #expect(found.test.filter { !$0.hidesTruth }.allSatisfy { $0.truth == .fear })
    #expect(found.dev.map(\.hidesTruth) == [true])
    #expect(found.probe.count == 14 && found.probe.allSatisfy { !$0.hidesTruth })
  }

  @Test("are exact in a run that says nothing of digits")
  func exact() throws {
    let found = try stored(facts: ["fftw": "3"])
    #expect((found.test + found.dev + found.probe).count == 29)
    #expect((found.test + found.dev + found.probe).allSatisfy { !$0.hidesTruth })
  }
}
