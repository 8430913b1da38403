import Audio
import Corpora
import Foundation
import Parallel

/// What probes know of the recordings of a corpus, measured once.
public struct ProbeTable: Sendable {
  /// Numbers by utterance identifier.
  public let measures: [String: ProbeMeasures]
  /// Recordings that could not be measured, by identifier, with the reason.
  public let omitted: [String: String]

  /// Takes numbers that were measured before.
  public init(measures: [String: ProbeMeasures], omitted: [String: String] = [:]) {
    self.measures = measures
    self.omitted = omitted
  }

  /// Measures recordings of several corpora, and changed copies of recordings, some at a time.
  ///
  /// - Parameters:
  ///   - utterances: of any corpora.
  ///   - path: the file of an utterance; of a changed copy that of its parent, so that what is
  ///     known of the file is the parent's too.
  ///   - sound: what is heard of an utterance, from its recording as it was decoded.
  ///   - cues: what is measured.
  ///   - progress: called with the number of recordings done; `false` ends the measuring.
  /// - Returns: the table, or `nil` where `progress` ended it.
  public static func measure(
    _ utterances: [Utterance], path: @Sendable (Utterance) throws -> String,
    sound: @Sendable (Utterance, Waveform) -> Waveform, cues: [Cue] = Cue.allCases,
    progress: (Int) -> Bool = { _ in true }
  ) -> ProbeTable? {
    var measures: [String: ProbeMeasures] = [:]
    var omitted: [String: String] = [:]
    let results = utterances.parallelMap(progress: progress) { utterance in
      Result { try measure(path: path(utterance), cues) { sound(utterance, $0) } }
    }
    guard let results else { return nil }
    for (utterance, result) in zip(utterances, results) {
      switch result {
      case .success(let found): measures[utterance.id] = found
      case .failure(let error): omitted[utterance.id] = String(describing: error)
      }
    }
    return ProbeTable(measures: measures, omitted: omitted)
  }

  private static func measure(
    path: String, _ cues: [Cue], sound: (Waveform) -> Waveform
  ) throws -> ProbeMeasures {
    // The header first: of a file that is not there it says so in words for a reader.
    let info = try AudioFile.info(path: path)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
    let file = FileCue(bytes: size?.intValue ?? 0, info: info)
    return try ProbeMeasures(of: sound(AudioFile.read(path: path)), file: file, cues: cues)
  }
}
