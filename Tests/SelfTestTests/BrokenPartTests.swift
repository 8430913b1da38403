import Findings
import KnownAnswers
import Metrics
import SelfTest
import Testing

@Suite("A check fails when what it looks at is broken, and no other check changes")
struct BrokenPartTests {
  private static let catalogue = CheckCatalogue(
    settings: .init(
      replicateCount: 50, arrangementCount: 99,
      search: .init(leastCount: 100, isPairwise: false, replicateCount: 1_999),
      disparities: [.difference(.accuracy)]), standard: MadeUpTrial.small.standardChecks)
  private static let sound = MadeUpTrial.small.answers(
    of: SelfTestSubject("calibrated", .calibrated(skill: 2.35)))
  private static let soundEntries = Result { try catalogue.entries(for: sound) }

  /// What a model says of the same utterances as were asked about.
  private static func say(_ model: KnownAnswerModel, of predictions: [Prediction]) -> [Prediction] {
    let asked = Set(predictions.map(\.utterance))
    return model.predictions(
      of: MadeUpTrial.small.corpus.utterances.filter { asked.contains($0.id) }, seed: 5)
  }

  /// The verdict of each check whose entries are not those of the sound model.
  private func changes(
    _ change: (inout CatalogueInput) -> Void
  ) throws -> [String: CheckVerdict] {
    var input = Self.sound
    change(&input)
    let before = Dictionary(grouping: try Self.soundEntries.get(), by: \.check)
    let after = Dictionary(grouping: try Self.catalogue.entries(for: input), by: \.check)
    #expect(Set(after.keys) == Set(before.keys))
    return after.filter { before[$0.key] != $0.value }.mapValues { CheckVerdict(over: $0) }
  }

  @Test("The sound model passes what is broken below")
  func sound() throws {
    let entries = Dictionary(grouping: try Self.soundEntries.get(), by: \.check)
    for check in ["skill-retention", "shortcut-floor", "conformal-coverage", "no-leaky-evidence"] {
      #expect(CheckVerdict(over: entries[check] ?? []) == .passed, "\(check)")
    }
  }

  @Test(
    "Answers in noise that keep less than half of the skill fail its retention",
    arguments: [(0, true), (4, true), (6, false)])
  func noise(wordsKept: Int, isBroken: Bool) throws {
    let kept = Set((0..<wordsKept).map { "word\($0)" })
    let changed = try changes { input in
      let (clean, lost) = (input.unseen, Self.say(.random, of: input.unseen))
      input.perturbed = input.perturbed.map {
        .init(
          perturbation: $0.perturbation, severity: $0.severity,
          predictions: zip(clean, lost).map { kept.contains($0.word ?? "") ? $0 : $1 })
      }
    }
    #expect(changed == (isBroken ? ["skill-retention": .failed] : [:]))
  }

  @Test("A probe that answers as well fails the floor of shortcuts")
  func probe() throws {
    let changed = try changes { $0.probes["duration"] = Self.say(.perfect, of: $0.unseen) }
    #expect(changed == ["shortcut-floor": .failed])
  }

  @Test("Sets that were made where nothing is doubtful fail their coverage elsewhere")
  func calibrationPart() throws {
    let changed = try changes { $0.calibration = Self.say(.perfect, of: $0.calibration) }
    #expect(changed == ["conformal-coverage": .failed])
  }

  @Test("A temperature that was fitted to other answers fails its transfer")
  func dev() throws {
    let changed = try changes {
      $0.dev = Self.say(.miscalibrated(skill: 2.35, factor: 6), of: $0.dev)
    }
    #expect(changed == ["calibration-transfer": .failed])
  }

  @Test("What a random split says decides nothing")
  func randomSplit() throws {
    for model in [KnownAnswerModel.perfect, .random] {
      let changed = try changes { input in
        input.random = input.random.map { ($0.context, Self.say(model, of: $0.predictions)) }
      }
      #expect(changed.isEmpty)
    }
  }

  @Test("A test that leaks fails its own check and takes every pass off, and mends no failure")
  func leak() throws {
    var input = Self.sound
    input.context.isLeaky = true
    let before = try Self.soundEntries.get()
    let after = try Self.catalogue.entries(for: input)
    #expect(!after.contains { $0.status == .passed })
    let leak = after.filter { $0.check == "no-leaky-evidence" }
    #expect(CheckVerdict(over: leak) == .failed)
    let skill = after.filter { $0.check == "skill-gate" }
    #expect(CheckVerdict(over: skill) == .vacuous)
    let passes = Set(before.filter { $0.status == .passed }.map { [$0.check, $0.subject] })
    let taken = after.filter { $0.isVacuous }.map {
      [$0.check, $0.subject.replacing("LEAKY ", with: "")]
    }
    #expect(!taken.isEmpty && passes.isSuperset(of: taken))
  }

  @Test("Answers that are worse in one room fail the difference between rooms")
  func room() throws {
    let small = Set(
      MadeUpTrial.small.corpus.utterances.filter { $0.attributes["room"] == "small" }.map(\.id))
    let before = Dictionary(grouping: try Self.soundEntries.get(), by: \.check)
    var input = Self.sound
    input.unseen = zip(input.unseen, Self.say(.random, of: input.unseen)).map {
      small.contains($0.utterance) ? $1 : $0
    }
    let after = Dictionary(grouping: try Self.catalogue.entries(for: input), by: \.check)
    for check in ["accuracy-difference by room", "weak-subgroup"] {
      let (old, new) = (before[check] ?? [], after[check] ?? [])
      #expect(CheckVerdict(over: old) != .failed)
      #expect(CheckVerdict(over: new) == .failed, "\(check): \(new)")
    }
    let other = after["accuracy-difference by sentiment"] ?? []
    #expect(CheckVerdict(over: other) != .failed)
  }
}
