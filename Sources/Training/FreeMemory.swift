import Foundation

/// The memory that a training may take.
enum FreeMemory {
  /// In bytes: what the machine has left without swapping, what the container allows and what the
  /// shell allows, whichever is least; `nil` where none of them is known.
  static var bytes: Int? {
    [machine, container, shell].compactMap(\.self).min()
  }

  private static var machine: Int? {
    let lines = text("/proc/meminfo")?.split(separator: "\n") ?? []
    let words = lines.first { $0.hasPrefix("MemAvailable:") }?.split(separator: " ") ?? []
    return words.count > 1 ? Int(words[1]).map { $0 * 1024 } : nil
  }

  /// What the container uses holds files that it would let go of, so only its limit counts.
  private static var container: Int? {
    text("/sys/fs/cgroup/memory.max").flatMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  private static var shell: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
