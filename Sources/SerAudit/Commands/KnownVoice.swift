import Audio
import Features
import Foundation
import Training

/// Recordings of who speaks, whose mean a model can move to that of its training speakers.
struct KnownVoice {
  private let places: [String]
  private let paths: [String]
  private let console: Console

  /// Finds the recordings.
  ///
  /// - Parameter places: files, or folders whose files are taken in the order of their names.
  /// - Throws: `CommandFailure` for a place that is not there, and for a folder without a file.
  init(of places: [String], console: Console) throws {
    self.console = console
    self.places = places
    paths = try places.flatMap(Self.files)
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
        "\(named): nothing can be heard in \(paths.count) file\(paths.count == 1 ? "" : "s"). "
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

  private static func files(at place: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
      throw CommandFailure(.data, "--speaker \(place): there is no such file or folder.")
    }
    guard isFolder.boolValue else { return [place] }
    let names = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
    let files = names.filter { !$0.hasPrefix(".") }.map { place + "/" + $0 }
    guard !files.isEmpty else {
      throw CommandFailure(.data, "--speaker \(place): the folder is empty; expected recordings.")
    }
    return files
  }
}
