import Corpora

/// Names of recordings that stand in a file, one a line.
///
/// The parser of arguments takes time that grows with the square of their number: 20,000 names on
/// the command line take most of a minute, and in a file none.
enum FileNames {
  /// What stands for standard input.
  static let standardInput = "-"

  /// The names in a file, or those that come by standard input; empty lines are passed over.
  ///
  /// - Throws: `CommandFailure` where it cannot be read or names nothing.
  static func read(from path: String) throws(CommandFailure) -> [String] {
    let bytes = try path == standardInput ? standardInputBytes() : bytes(of: path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(
        .data,
        "--files-from \(path): its bytes are not UTF-8; expected names of recordings, one a line. "
          + "Give a file that `find` wrote, for example.")
    }
    let names = text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }).map(String.init)
    guard !names.isEmpty else {
      throw CommandFailure(
        .badCall,
        "--files-from \(path) names no recording; expected the name of one on each line. Write "
          + "them into it, or give recordings as arguments.")
    }
    return names
  }

  private static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    do throws(FileFailure) { return try FileBytes.read(path: path) } catch {
      throw CommandFailure(
        .data, "--files-from \(path) cannot be read: \(error.reason). \(error.nextStep)")
    }
  }

  private static func standardInputBytes() throws(CommandFailure) -> [UInt8] {
    var all: [UInt8] = []
    while let some = try StandardStreams.read() { all += some }
    guard !Interruption.isRequested else { throw .interruptedUnwritten }
    return all
  }
}
