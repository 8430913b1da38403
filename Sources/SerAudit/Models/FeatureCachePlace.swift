import Foundation

/// Where spectrograms are kept between runs.
enum FeatureCachePlace {
  /// The folder that `SER_AUDIT_CACHE` names, else `ser-audit/features` in the user's cache folder
  /// (`XDG_CACHE_HOME`, else `~/.cache`); `nil` where the variable is set and empty, or there is no
  /// home.
  static func folder() -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let given = environment["SER_AUDIT_CACHE"] { return given.isEmpty ? nil : given }
    let caches =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 + "/.cache" : nil }
    return caches.map { $0 + "/ser-audit/features" }
  }
}
