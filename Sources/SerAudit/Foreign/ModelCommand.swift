import Audio
import Audits
import Corpora
import Foundation
import Wording

/// A program that answers over a pipe, as something that can be audited.
///
/// Recordings go to it as WAV files in a private folder, named by number alone, so that a name
/// tells it nothing and perturbed recordings come to it as any others do. A program that ends,
/// keeps silent too long or says what is no answer is started again once; after that it is an
/// error.
final class ModelCommand: Classifier {
  /// How many times the seconds of an answer a start may take: models have to be loaded.
  static let startFactor = 10.0

  private let command: String
  private let timeout: Double
  private let labels: LabelMap
  private let console: Console
  private var folder: PrivateFolder?
  private var process: ModelProcess?
  private var restarts = 1
  private var count = 0

  /// - Parameters:
  ///   - command: what `/bin/sh -c` runs.
  ///   - timeout: seconds that each answer may take.
  ///   - labels: what labels of answers stand for.
  init(_ command: String, timeout: Double, labels: LabelMap, console: Console) {
    self.command = command
    self.timeout = timeout
    self.labels = labels
    self.console = console
  }

  deinit { close() }

  /// Starts the program and asks it about a tone, before anything is measured.
  ///
  /// - Throws: `CommandFailure` where it does not answer, or not in the form of an answer.
  func start() throws {
    guard process == nil else { return }
    do {
      try begin()
    } catch let fault as ModelExchange.Fault {
      throw failure(.badCall, fault, after: "its health check, a tone of one second")
    }
  }

  /// Ends the program and removes the recordings that it was given.
  func close() {
    process?.end()
    process = nil
    folder = nil
  }

  func classify(_ waveforms: [Waveform], of speakers: [String]) throws -> [Classification?] {
    try start()
    let paths = try waveforms.map(write)
    defer { paths.forEach { unlink($0) } }
    var answers: [String: Classification.Answer] = [:]
    while answers.count < Set(paths).count {
      do {
        if process == nil { try begin() }
        let open = paths.filter { answers[$0] == nil }
        try ask(open, first: timeout, isStrict: false, into: &answers)
      } catch let fault as ModelExchange.Fault {
        let left = paths.count - answers.count
        let words = "\(left, "recording") still to answer"
        guard restarts > 0 else { throw failure(.data, fault, after: words) }
        restarts -= 1
        console.warn(
          "The model command \(Self.words(of: fault, ended: end())); it is started again, once.")
      }
    }
    return paths.map { answers[$0].map { Classification($0) } }
  }

  private func begin() throws {
    process = try ModelProcess(command: command)
    let tone = try write(Self.tone())
    defer { unlink(tone) }
    var answers: [String: Classification.Answer] = [:]
    try ask([tone], first: timeout * Self.startFactor, isStrict: true, into: &answers)
  }

  private func ask(
    _ paths: [String], first: Double, isStrict: Bool,
    into answers: inout [String: Classification.Answer]
  ) throws {
    guard let process else { return }
    var exchange = ModelExchange(
      process: process, timeout: timeout, labels: labels, isStrict: isStrict)
    defer { answers.merge(exchange.answers) { _, new in new } }
    do {
      try exchange.ask(paths, first: first)
    } catch let failure as CommandFailure {
      close()
      throw failure
    }
  }

  private func write(_ waveform: Waveform) throws -> String {
    let folder = try self.folder ?? PrivateFolder()
    self.folder = folder
    count += 1
    let path = "\(folder.path)/recording-\(count).wav"
    try AudioFile.write(waveform, to: path, as: .float)
    return path
  }

  /// A quiet tone of 440 Hz, one second long.
  private static func tone() -> Waveform {
    let rate = Waveform.speechRate
    return Waveform(
      samples: (0..<rate).map { 0.1 * sin(2 * .pi * 440 * Float($0) / Float(rate)) },
      sampleRate: rate)
  }

  private var lastWords: [String] = []

  /// Ends the program and keeps what it last said; returns how it ended by itself.
  private func end() -> String? {
    let ending = process?.end(patience: 0.3)
    lastWords = process?.lastWords ?? lastWords
    process = nil
    return ending
  }

  private func failure(
    _ status: ExitStatus, _ fault: ModelExchange.Fault, after place: String
  ) -> CommandFailure {
    let ending = end()
    folder = nil
    let said =
      lastWords.isEmpty
      ? " It said nothing on standard error."
      : " The last that it said on standard error:\n"
        + lastWords.map { "  " + $0 }
        .joined(separator: "\n") + "\n"
    let next =
      status == .badCall
      ? "Mend the command and try again; nothing was written."
      : "It was started again once before. Mend it, and the same command goes on from here."
    return CommandFailure(
      status,
      "The model command '\(command.onOneLine)' \(Self.words(of: fault, ended: ending)), with "
        + "\(place); expected a line of JSON for each path, such as {\"path\": ..., \"p_angry\": "
        + "0.1, ...}, {\"path\": ..., \"label\": \"sad\"} or {\"path\": ..., \"error\": \"why\"} "
        + "(docs/any-model.md).\(said)\(said.hasSuffix("\n") ? "" : " ")\(next)")
  }

  private static func words(of fault: ModelExchange.Fault, ended: String?) -> String {
    switch fault {
    case .ended: "ended" + (ended.map { " \($0)" } ?? " its output") + " before it had answered"
    case .silent(let seconds):
      "said nothing for \(seconds.rounded(to: seconds < 10 ? 1 : 0)) "
        + "second\(seconds == 1 ? "" : "s") (--model-timeout)"
    case .garbage(let line, let why): "said '\(line)', which is no answer: \(why)"
    }
  }
}

/// A folder that only this user can look into, removed with everything in it when it is let go.
final class PrivateFolder {
  let path: String

  init() throws(CommandFailure) {
    let place = FileManager.default.temporaryDirectory.path
    var name = Array((place + "/ser-audit-model-XXXXXX").utf8CString)
    guard let made = mkdtemp(&name) else {
      throw CommandFailure(
        .ledger,
        "No folder can be made in \(place) (\(String(cString: strerror(errno)))); expected room "
          + "for the recordings that a model command is given. Set TMPDIR to another folder.")
    }
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
