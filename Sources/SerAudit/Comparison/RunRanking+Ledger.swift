import Corpora
import Ledger
import Metrics
import Reports
import Wording

extension RunRanking {
  /// The letters that tables call runs by: no more runs are ranked.
  static let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map {
    String(UnicodeScalar($0))
  }

  /// Ranks runs of a ledger, each named once.
  ///
  /// - Throws: `CommandFailure` where no recording of a speaker whom none heard is the same for
  ///   all.
  init(_ runs: [Run], in ledger: LedgerFile) throws {
    let compared = ComparedRuns(ledger)
    let unheard = try runs.map { try UnheardRun($0, compared) }
    let all = unheard.flatMap(\.speakers).distinct().sorted()
    let common = all.filter { speaker in
      unheard.allSatisfy { $0.answers.bySpeaker[speaker] != nil }
    }
    let seeds = Self.seeds(of: unheard, common)
    let changed = Self.changed(in: unheard)
    let speakers = common.compactMap {
      RankedSpeaker($0, unheard, seeds: seeds.map(\.compared), changed: changed)
    }
    guard !speakers.isEmpty else { throw Self.nothing(unheard) }
    let found = Set(speakers.map(\.name))
    self.init(
      entrants: zip(runs.indices, zip(runs, seeds)).map { place, entry in
        Entrant(
          letter: Self.letters[place], side: .init(entry.0), seeds: entry.1.compared,
          seedsLeftOut: entry.1.leftOut)
      },
      groups: try Self.together(speakers, runs) + speakers.map { try $0.group(of: runs) },
      notOfAll: all.filter { !common.contains($0) },
      unshared: common.filter { !found.contains($0) })
  }

  /// The seeds of each run that are compared: those that all have of every speaker, and without any
  /// the first of each run.
  private static func seeds(
    of runs: [UnheardRun], _ speakers: [String]
  ) -> [(compared: [Int], leftOut: [Int])] {
    let own = runs.map { run in
      let sets = speakers.map { Set(run.answers.bySpeaker[$0]?.seeds ?? []) }
      return (
        every: sets.reduce(sets.first ?? []) { $0.intersection($1) },
        any: sets.reduce(into: Set<Int>()) { $0.formUnion($1) }
      )
    }
    let common = own.reduce(own.first?.every ?? []) { $0.intersection($1.every) }
    return own.map { seeds in
      let compared = common.isEmpty ? seeds.every.min().map { [$0] } ?? [] : common.sorted()
      return (compared, seeds.any.subtracting(compared).sorted())
    }
  }

  private static func changed(in runs: [UnheardRun]) -> Set<String> {
    runs.indices.reduce(into: []) { changed, place in
      for other in runs.dropFirst(place + 1) {
        changed.formUnion(runs[place].recordingsThatDiffer(from: other))
      }
    }
  }

  /// All speakers as one group, where there are several.
  private static func together(
    _ speakers: [RankedSpeaker], _ runs: [Run]
  ) throws -> [RankedGroup] {
    guard let first = speakers.first, speakers.count > 1 else { return [] }
    let emotions = Set(speakers.flatMap(\.emotions))
    return [
      try RankedGroup(
        speaker: nil, runs: runs.map { ($0.id, nil) },
        emotions: Emotion.allCases.filter(emotions.contains),
        speakers.dropFirst().reduce(first.answers) { $0.with($1.answers) })
    ]
  }

  private static func nothing(_ runs: [UnheardRun]) -> CommandFailure {
    let tested = runs.map { run in
      "\(run.run.id): \(run.speakers.isEmpty ? "none" : run.speakers.listed(first: 4))"
    }
    return CommandFailure(
      .badCall,
      "No recording of a speaker whom none of the \(runs.count) runs heard was answered by all of "
        + "them. Speakers that each was tested on without having heard them: "
        + "\(tested.joined(separator: "; ")). Leave out the run that lacks them, audit all on the "
        + "same corpus, or say with --trained-on or --split what a model was trained on where "
        + "nobody did.")
  }
}

/// What all runs said of one speaker whom none heard.
private struct RankedSpeaker {
  let name: String
  /// The emotions that all runs ask for.
  let emotions: [Emotion]
  let answers: JointAnswers
  private let trainedOn: [String]

  /// `nil` where no recording is the same for all.
  init?(_ name: String, _ runs: [UnheardRun], seeds: [[Int]], changed: Set<String>) {
    let own = runs.compactMap { $0.answers.bySpeaker[name] }
    let said = zip(own, seeds).map { said, seeds in seeds.map { said.bySeed[$0] ?? [] } }
    guard let answers = JointAnswers(said, changed: changed) else { return nil }
    self.name = name
    self.answers = answers
    emotions = Emotion.allCases.filter { emotion in
      own.allSatisfy { $0.emotions.contains(emotion) }
    }
    trainedOn = zip(runs, own).map { $0.training($1.trainedOn, beside: runs) }
  }

  func group(of runs: [Run]) throws -> RankedGroup {
    try RankedGroup(
      speaker: name, runs: zip(runs, trainedOn).map { ($0.id, $1) }, emotions: emotions, answers)
  }
}
