/// How a corpus says who speaks what with which emotion.
public enum CorpusFormat: String, CaseIterable, Sendable {
  /// File names of the Toronto Emotional Speech Set.
  case tess
  /// File names of the Ryerson Audio-Visual Database of Emotional Speech and Song.
  case ravdess
  /// File names of the Crowd-sourced Emotional Multimodal Actors Dataset.
  case cremaD = "crema-d"
  /// File names of the Berlin Database of Emotional Speech.
  case emodb
  /// File and folder names of Surrey Audio-Visual Expressed Emotion.
  case savee
  /// The table of nEMO, emotional speech in Polish.
  case nemo
  /// A table beside the recordings.
  case manifest
  /// The audio folder of the library `datasets`: `metadata.csv` or `metadata.jsonl`.
  case audioFolder = "audio-folder"

  /// The corpora that are known by name.
  public static let publishedCorpora: [CorpusFormat] = [
    .tess, .ravdess, .cremaD, .emodb, .savee, .nemo,
  ]

  /// The format of a corpus by its name: those that are known, and a manifest for others.
  public init(corpus: String) {
    self = CorpusFormat(rawValue: corpus.lowercased()) ?? .manifest
  }

  /// What recordings of the format are named like, for messages.
  public var naming: String {
    switch self {
    case .tess: "recordings named SPEAKER_word_emotion.wav such as OAF_back_angry.wav"
    case .ravdess:
      "recordings named by seven pairs of digits such as 03-01-05-01-01-01-12.wav"
    case .cremaD: "recordings named ACTOR_SENTENCE_EMOTION_LEVEL.wav such as 1001_DFA_ANG_XX.wav"
    case .emodb: "recordings named by speaker, text and emotion such as 03a01Fa.wav"
    case .savee: "recordings named DC_a01.wav, or a01.wav in the folder DC"
    case .nemo: "a data.tsv with the columns file_id,emotion,speaker_id beside the folder samples"
    case .manifest: "a manifest.csv with the columns path,emotion,speaker"
    case .audioFolder: "a metadata.csv with the columns file_name,emotion,speaker"
    }
  }

  /// The labels that the format uses where a corpus declares nothing.
  public var labels: LabelMap { scheme?.labels ?? layout.labels }

  /// What must stand beside anything that shows what the publisher says of speakers, or `nil`.
  public var notice: String? {
    guard self == .cremaD else { return nil }
    return "Contains information from CREMA-D (VideoDemographics.csv), which is made available "
      + "under the Open Database License (ODbL) 1.0, "
      + "https://opendatacommons.org/licenses/odbl/1-0/."
  }

  /// How file names are taken apart, or `nil` where a table says what they are.
  var scheme: NamingScheme? {
    switch self {
    case .tess: .tess
    case .ravdess: .ravdess
    case .cremaD: .cremaD
    case .emodb: .emodb
    case .savee: .savee
    case .nemo, .manifest, .audioFolder: nil
    }
  }

  /// What the table is called and what its columns mean, whatever stands at a path.
  private var layout: TableLayout {
    switch self {
    case .nemo: .nemo
    case .audioFolder: .audioFolder
    default: .manifest
    }
  }

  /// The layout of the tables at a path for a corpus of this format: a manifest goes before an
  /// audio folder.
  func layout(at path: String) -> TableLayout {
    guard self == .manifest, layout.tables(at: path).isEmpty else { return layout }
    return TableLayout.audioFolder.tables(at: path).isEmpty ? layout : .audioFolder
  }
}
