import Audio
import Features
import Foundation
import Training

/// Recordings of who speaks, whose mean a model can move to that of its training speakers.
struct KnownVoice {
  private let paths: [String]
  private let console: Console

  /// Finds the recordings.
  ///
  /// - Parameter places: files, or folders whose files are taken in the order of their names.
  /// - Throws: `CommandFailure` for a place that is not there, and for a folder without a file.
  init(of places: [String], console: Console) throws {
    self.console = console
    paths = try places.flatMap(Self.files)
  }

  /// What is known of the voice: nothing where no recordings are named.
  ///
  /// - Throws: `CommandFailure` for a model that cannot use it, and where none of the recordings can be heard; one that cannot is told.
  func mean(for recognizer: Recognizer) throws -> SpeakerMean {
    guard !paths.isEmpty else { return SpeakerMean() }
    guard recognizer.model.speakerMean != nil else {
      throw CommandFailure(
        .badCall,
        "This model does not say what its training speakers sound like, so it can do nothing with "
          + "--speaker. Train it again, or leave --speaker out.")
    }
    var mean = SpeakerMean()
    for path in paths {
      do {
        recognizer.hear([try AudioFile.read(path: path)], of: &mean)
      } catch {
        console.warn("\(error)")
      }
    }
    guard mean.frames > 0 else {
      throw CommandFailure(
        .data,
        "Nothing can be heard in the recordings that --speaker names: \(paths.joined(separator: ", ")). "
          + "Expected speech of who is to be predicted.")
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
