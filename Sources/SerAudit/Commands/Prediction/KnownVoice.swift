import Audio
import Corpora
import Features
import Training
import Wording

/// Recordings of who speaks, whose mean a model can move to that of its training speakers.
struct KnownVoice {
  private let places: [String]
  private let paths: [String]
  private let console: Console

  /// Finds the recordings.
  ///
  /// - Parameter places: files, or folders whose recordings are taken, those of the folders in
  ///   them too. What of a folder cannot be looked into is told.
  /// - Throws: `CommandFailure` for a place that is not there, and for a folder without a
  ///   recording.
  init(of places: [String], console: Console) throws {
    self.console = console
    self.places = places
    paths = try places.flatMap { try Self.recordings(at: $0, console: console) }
  }

  /// What is known of the voice: nothing where no recordings are named.
  ///
  /// - Throws: `CommandFailure` for a model that cannot use it, and where none of the recordings
  ///   can be heard; how many cannot is told.
  func mean(for recognizer: Recognizer) throws -> SpeakerMean {
    guard !paths.isEmpty else { return SpeakerMean() }
    guard recognizer.usesSpeakerMean else {
      throw CommandFailure(
        .badCall,
        "This model can do nothing with --speaker: it was trained before that was possible, or its "
          + "features take the mean of every band away (normalization: perBand). Leave --speaker "
          + "out."
      )
    }
    var mean = SpeakerMean()
    var unheard: [String] = []
    for path in paths {
      let before = mean.recordings
      if let recording = try? AudioFile.read(path: path) { recognizer.hear([recording], of: &mean) }
      if mean.recordings == before { unheard.append(path) }
    }
    let expected = "Expected speech of who is to be predicted."
    let named = "--speaker \(places.joined(separator: ", "))"
    guard mean.frames > 0 else {
      throw CommandFailure(
        .data,
        "\(named): nothing can be heard in \(paths.count, "file"). "
          + expected)
    }
    if let first = unheard.first {
      console.warn(
        "\(named): \(unheard.count) of \(paths.count) files "
          + (unheard.count == 1 ? "is no recording or holds" : "are no recordings or hold")
          + " nothing but silence, and \(unheard.count == 1 ? "was" : "were") left out, the first "
          + "of them \(first). \(expected)")
    }
    return mean
  }

  private static func recordings(at place: String, console: Console) throws -> [String] {
    guard let kind = PathKind(of: place) else {
      throw CommandFailure(.data, "--speaker \(place): there is no such file or folder.")
    }
    guard kind == .folder else { return [place] }
    let listing = try FolderListing.scan(root: place)
    for problem in listing.problems { console.warn("--speaker \(place): \(problem.explanation)") }
    let recordings = listing.recordings.map {
      (place.hasSuffix("/") ? place : place + "/") + $0.path
    }
    guard !recordings.isEmpty else {
      let others = listing.files.count
      throw CommandFailure(
        .data,
        "--speaker \(place): "
          + (others == 0
            ? "the folder is empty"
            : "the folder holds no recording, only \(others, "other file")")
          + "; expected recordings, in it or in folders below it.")
    }
    return recordings
  }
}
