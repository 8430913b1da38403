import Audio
import Corpora
import Parallel

/// What a corpus holds, counted from names, labels and the headers of recordings.
struct CorpusStatistics: Encodable {
  /// One speaker with the number of utterances of each emotion.
  struct SpeakerRow: Encodable {
    let id: String
    let sex: String?
    let age: Int?
    let language: String?
    let utterances: Int
    let emotions: [String: Int]
  }

  /// Lengths of the recordings whose header tells them.
  struct Durations: Encodable {
    let recordings: Int
    let totalSeconds: Double
    let leastSeconds: Double
    let medianSeconds: Double
    let mostSeconds: Double
  }

  let corpus: String
  let root: String
  let utterances: Int
  let speakers: [SpeakerRow]
  let emotions: [String: Int]
  /// Different words or sentences, and utterances of which none is known.
  let words: Int
  let withoutWord: Int
  /// Missing where no header tells a length.
  let durations: Durations?
  /// The number of recordings by sample rate in Hz, by number of channels, and by file format.
  let sampleRates: [String: Int]
  let channels: [String: Int]
  let formats: [String: Int]
  let droppedLabels: [String: Int]
  /// The number of problems by kind.
  let problems: [String: Int]
  /// Recordings whose header cannot be read, with the reason.
  let unreadable: [String]
  /// What the publisher of the speakers' facts asks to be shown with them.
  let notice: String?

  /// Counts; headers are read some at a time.
  ///
  /// - Throws: `CommandFailure` where somebody pressed Ctrl-C.
  init(of corpus: Corpus, notice: String?, console: Console) throws(CommandFailure) {
    let headers = try Headers(of: corpus, console: console)
    self.corpus = corpus.name
    root = corpus.root
    utterances = corpus.utterances.count
    let bySpeaker = Dictionary(grouping: corpus.utterances, by: \.speaker)
    speakers = corpus.speakersWithUtterances.map { speaker in
      let own = bySpeaker[speaker.id] ?? []
      return SpeakerRow(
        id: speaker.id, sex: speaker.sex, age: speaker.age, language: speaker.language,
        utterances: own.count, emotions: Self.counts(own))
    }
    emotions = Self.counts(corpus.utterances)
    words = Set(corpus.utterances.compactMap(\.word)).count
    withoutWord = corpus.utterances.count { $0.word == nil }
    durations = Self.durations(headers.infos.compactMap(\.durationSeconds))
    sampleRates = Self.counts(headers.infos.map { "\($0.sampleRate)" })
    channels = Self.counts(headers.infos.map { "\($0.channels)" })
    formats = Self.counts(headers.infos.map { "\($0.format) \($0.subtype)" })
    droppedLabels = corpus.droppedLabels
    problems = Self.counts(corpus.problems.map(\.kind.rawValue))
    unreadable = headers.faults
    self.notice = notice
  }

  /// What the headers of a corpus' recordings say.
  private struct Headers {
    var infos: [AudioInfo] = []
    var faults: [String] = []

    init(of corpus: Corpus, console: Console) throws(CommandFailure) {
      let paths = corpus.utterances.map { corpus.root + "/" + $0.path }
      let stage = StageProgress(
        "Headers of \(corpus.name)", total: paths.count, console: console)
      for part in paths.chunks(of: 256) {
        guard !Interruption.isRequested else { throw CommandFailure.interruptedUnwritten }
        let results = part.parallelMap { path in
          Result { () throws(AudioError) in try AudioFile.info(path: path) }
        }
        for result in results {
          switch result {
          case .success(let info): infos.append(info)
          case .failure(let error):
            faults.append(error.description.replacing(corpus.root + "/", with: ""))
          }
        }
        stage.update(done: infos.count + faults.count)
      }
    }
  }

  /// All seven emotions, also those that nobody speaks.
  private static func counts(_ utterances: [Utterance]) -> [String: Int] {
    let found = counts(utterances.map(\.emotion.rawValue))
    return Dictionary(
      uniqueKeysWithValues: Emotion.allCases.map { ($0.rawValue, found[$0.rawValue] ?? 0) })
  }

  private static func counts(_ names: [String]) -> [String: Int] {
    Dictionary(grouping: names) { $0 }.mapValues(\.count)
  }

  private static func durations(_ seconds: [Double]) -> Durations? {
    let sorted = seconds.sorted()
    guard let least = sorted.first, let most = sorted.last else { return nil }
    let middle = sorted.count / 2
    let median =
      sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    return Durations(
      recordings: sorted.count, totalSeconds: sorted.reduce(0, +), leastSeconds: least,
      medianSeconds: median, mostSeconds: most)
  }
}
