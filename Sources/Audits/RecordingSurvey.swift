import Audio
import Corpora
import Parallel

/// What decoding every recording of a corpus once tells: hashes, lengths, and what cannot be used.
public struct RecordingSurvey: Sendable {
  /// What is known of one recording that can be used.
  public struct Facts: Sendable, Hashable {
    /// The SHA-256 of the file, hexadecimal.
    public let contentHash: String
    /// The length in seconds.
    public let durationSeconds: Double
  }

  /// The corpus without the recordings that cannot be used; its problems name them.
  public let corpus: Corpus
  /// Facts by utterance.
  public let facts: [String: Facts]

  /// Decodes every recording, some at a time.
  ///
  /// - Parameters:
  ///   - corpus: what was found on disk.
  ///   - progress: called with the number of recordings done; `false` ends the survey.
  /// - Returns: the survey, or `nil` where `progress` ended it.
  public static func run(
    _ corpus: Corpus, progress: (Int) -> Bool = { _ in true }
  ) -> RecordingSurvey? {
    var facts: [String: Facts] = [:]
    var problems: [CorpusProblem] = []
    for start in stride(from: 0, to: corpus.utterances.count, by: 64) {
      let chunk = Array(corpus.utterances[start..<min(start + 64, corpus.utterances.count)])
      let root = corpus.root
      for (utterance, result) in zip(chunk, chunk.parallelMap { look(at: $0, root: root) }) {
        switch result {
        case .success(let found): facts[utterance.id] = found
        case .failure(let failure): problems.append(failure.problem)
        }
      }
      guard progress(start + chunk.count) else { return nil }
    }
    let usable = corpus.utterances.filter { facts[$0.id] != nil }
    return RecordingSurvey(
      corpus: Corpus(
        name: corpus.name, root: corpus.root, utterances: usable, speakers: corpus.speakers,
        droppedLabels: corpus.droppedLabels, problems: corpus.problems + problems),
      facts: facts)
  }

  private struct Failure: Error {
    let problem: CorpusProblem
  }

  private static func look(at utterance: Utterance, root: String) -> Result<Facts, Failure> {
    func failure(_ kind: CorpusProblem.Kind, _ explanation: String) -> Result<Facts, Failure> {
      .failure(
        Failure(
          problem: CorpusProblem(kind: kind, path: utterance.path, explanation: explanation)))
    }
    do {
      let waveform = try AudioFile.read(path: root + "/" + utterance.path)
      let hash = try FileHash.sha256(path: root + "/" + utterance.path)
      guard waveform.samples.contains(where: { $0 != 0 }) else {
        return failure(.silent, "\(utterance.path): digital silence, expected speech; left out")
      }
      return .success(Facts(contentHash: hash, durationSeconds: waveform.durationSeconds))
    } catch let error as AudioError {
      return failure(error.problemKind, error.description)
    } catch {
      return failure(.unreadable, String(describing: error))
    }
  }
}

extension AudioError {
  /// The kind of problem that a corpus has with a recording that fails in this way.
  fileprivate var problemKind: CorpusProblem.Kind {
    switch self {
    case .missing: .missingFile
    case .directory, .notRegularFile, .unreadable: .unreadable
    case .empty, .noFrames: .empty
    case .truncated: .truncated
    default: .undecodable
    }
  }
}
