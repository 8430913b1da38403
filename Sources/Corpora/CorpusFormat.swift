/// How a corpus says who speaks what with which emotion.
public enum CorpusFormat: String, CaseIterable, Sendable {
  /// File names of the Toronto Emotional Speech Set.
  case tess
  /// File names of the Ryerson Audio-Visual Database of Emotional Speech and Song.
  case ravdess
  /// A table beside the recordings.
  case manifest

  /// The format of a corpus by its name: those with known file names, and a manifest for others.
  public init(corpus: String) {
    self = CorpusFormat(rawValue: corpus.lowercased()) ?? .manifest
  }

  /// What recordings of the format are named like, for messages.
  public var naming: String {
    switch self {
    case .tess: "recordings named SPEAKER_word_emotion.wav such as OAF_back_angry.wav"
    case .ravdess:
      "recordings named by seven pairs of digits such as 03-01-05-01-01-01-12.wav"
    case .manifest: "a manifest.csv with the columns path,emotion,speaker"
    }
  }

  /// How file names are taken apart, or `nil` for a manifest.
  var scheme: NamingScheme? {
    switch self {
    case .tess: .tess
    case .ravdess: .ravdess
    case .manifest: nil
    }
  }
}
