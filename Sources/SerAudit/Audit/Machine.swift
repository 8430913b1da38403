import Foundation
import Wording

/// What a run's provenance says of the machine and the checkout.
enum Machine {
  /// Processor, cores and operating system.
  static var description: String {
    let system = text(of: "/etc/os-release", key: "PRETTY_NAME", separator: "=")
    let processor = text(of: "/proc/cpuinfo", key: "model name", separator: ":")
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return [processor, "\(cores, "core")", system].compactMap { $0 }.joined(
      separator: ", ")
  }

  /// The commit of the checkout that holds the program, or `nil` outside one.
  static var commit: String? {
    guard let folder = Bundle.main.executableURL?.deletingLastPathComponent() else { return nil }
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    git.arguments = ["-C", folder.path, "rev-parse", "HEAD"]
    let output = Pipe()
    git.standardOutput = output
    git.standardError = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    git.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    return git.terminationStatus == 0 && !text.isEmpty ? text : nil
  }

  /// The most memory that the process has held so far, in megabytes.
  static var peakMegabytes: Int {
    var usage = rusage()
    return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0
      ? usage.ru_maxrss / 1_024 : 0
  }

  private static func text(of path: String, key: String, separator: Character) -> String? {
    guard let lines = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let line = lines.split(separator: "\n").first { $0.hasPrefix(key) }
    let value = line?.split(separator: separator, maxSplits: 1).dropFirst().first
    return value?.trimmingCharacters(in: CharacterSet(charactersIn: " \"\t"))
  }
}
