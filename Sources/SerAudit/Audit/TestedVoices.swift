import Audio
import Corpora
import Features
import Parallel
import Training

/// What is known of tested speakers in a transductive evaluation: all their recordings in a test
/// set, without labels, each heard once a run.
final class TestedVoices {
  private var known: [[String]: SpeakerMean] = [:]

  private static let chunk = 64

  /// The mean of every speaker of a test set, by name.
  ///
  /// - Parameters:
  ///   - utterances: the whole test set; what cannot be read is left out.
  ///   - recognizer: any model of the run, since all have the same features.
  ///   - read: reads a recording.
  ///   - goesOn: asked from time to time; `false` ends the hearing.
  /// - Returns: the means, or `nil` where `goesOn` ended it.
  func means(
    of utterances: [Utterance], heardBy recognizer: Recognizer,
    read: @Sendable (Utterance) throws -> Waveform, goesOn: () -> Bool
  ) -> [String: SpeakerMean]? {
    var means: [String: SpeakerMean] = [:]
    for (speaker, own) in Dictionary(grouping: utterances, by: \.speaker) {
      let key = own.map(\.id)
      var mean = known[key] ?? SpeakerMean()
      let unheard = known[key] == nil ? own : []
      for chunk in unheard.chunks(of: Self.chunk) {
        guard goesOn() else { return nil }
        recognizer.hear(chunk.parallelMap { try? read($0) }.compactMap { $0 }, of: &mean)
      }
      known[key] = mean
      means[speaker] = mean
    }
    return means
  }
}
