import Audio
import Corpora
import Features
import Parallel
import Training

/// What is known of tested speakers in a transductive evaluation: all their recordings in a test set,
/// without labels, each heard once a run.
final class TestedVoices {
  private var known: [[String]: SpeakerMean] = [:]

  private static let chunk = 64

  /// The mean of every speaker of a test set, by name.
  ///
  /// - Parameters:
  ///   - utterances: the whole test set; what cannot be read is left out.
  ///   - recognizer: any model of the run, since all have the same features.
  ///   - read: reads a recording.
  func means(
    of utterances: [Utterance], heardBy recognizer: Recognizer,
    read: @Sendable (Utterance) throws -> Waveform
  ) -> [String: SpeakerMean] {
    Dictionary(grouping: utterances, by: \.speaker).mapValues { own in
      let key = own.map(\.id)
      if let mean = known[key] { return mean }
      var mean = SpeakerMean()
      for start in stride(from: 0, to: own.count, by: Self.chunk) {
        let chunk = Array(own[start..<min(start + Self.chunk, own.count)])
        recognizer.hear(chunk.parallelMap { try? read($0) }.compactMap { $0 }, of: &mean)
      }
      known[key] = mean
      return mean
    }
  }
}
