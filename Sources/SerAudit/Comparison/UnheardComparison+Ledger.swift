import Ledger
import Metrics
import Reports

extension UnheardComparison {
  /// Compares two runs on each speaker whom neither heard.
  ///
  /// - Parameter known: the recordings that test sets without leaks have compared already, under
  ///   names that runs share.
  /// - Returns: `nil` where no other recording is added to those.
  init?(_ first: UnheardRun, _ second: UnheardRun, beyond known: Set<String>) throws {
    let changed = first.recordingsThatDiffer(from: second)
    let both = first.speakers.filter(Set(second.speakers).contains)
    let pairs = try both.compactMap { try Pair($0, first, second, changed: changed) }
    guard pairs.contains(where: { $0.hasOthers(than: known) }) else { return nil }
    let compared = Set(pairs.map(\.speaker))
    self.init(
      speakers: pairs.map(\.numbers),
      onlyFirst: first.speakers.filter { !both.contains($0) },
      onlySecond: second.speakers.filter { !both.contains($0) },
      unshared: both.filter { !compared.contains($0) })
  }

  /// What both said of one speaker.
  private struct Pair {
    let speaker: String
    private let first: UnheardAnswers.OfSpeaker
    private let second: UnheardAnswers.OfSpeaker
    private let seeds: ComparedSeeds
    private let comparison: ModelComparison
    private let trainedOn: String
    private let secondTrainedOn: String

    /// `nil` where they have no recording in common.
    init?(
      _ speaker: String, _ one: UnheardRun, _ other: UnheardRun, changed: Set<String>
    ) throws {
      guard let first = one.answers.bySpeaker[speaker],
        let second = other.answers.bySpeaker[speaker]
      else { return nil }
      let seeds = ComparedSeeds(pairing: first.seeds, with: second.seeds)
      let answers = zip(seeds.first, seeds.second).map {
        ModelComparison.Answers(first: first.bySeed[$0] ?? [], second: second.bySeed[$1] ?? [])
      }
      guard let comparison = try ModelComparison.of(answers, changed: changed) else { return nil }
      self.speaker = speaker
      self.first = first
      self.second = second
      self.seeds = seeds
      self.comparison = comparison
      trainedOn = one.training(first.trainedOn, beside: [other])
      secondTrainedOn = other.training(second.trainedOn, beside: [one])
    }

    func hasOthers(than known: Set<String>) -> Bool {
      comparison.compared.contains { !known.contains($0.utterance) }
    }

    var numbers: SpeakerComparison {
      SpeakerComparison(
        speaker: speaker, trainedOn: trainedOn, secondTrainedOn: secondTrainedOn,
        seeds: seeds, emotions: first.emotions.filter(second.emotions.contains), comparison)
    }
  }
}
