/// How the file names of a published corpus are taken apart.
struct NamingScheme: Sendable {
  /// What a file name says.
  enum Reading {
    /// A label that still has to be looked up, with everything else that the name says.
    case recording(Recording)
    /// Why the name does not follow the scheme: what was found and what was expected.
    case unparsable(String)
  }

  /// What a file name that follows the scheme says.
  struct Recording {
    /// The identifier in its canonical spelling.
    let id: String
    let speaker: Speaker
    let label: String
    let word: String?
    var attributes: [String: String] = [:]
  }

  let labels: LabelMap
  let read: @Sendable (_ file: ListedFile) -> Reading

  /// Whether a file name follows the scheme.
  func matches(_ file: ListedFile) -> Bool {
    if case .recording = read(file) { file.isRecording } else { false }
  }
}
