import Corpora
import Foundation

/// Asks whether somebody accepts the licence of a corpus before anything of it is downloaded.
struct LicencePrompt {
  let corpus: String
  let card: CorpusCard

  /// Shows the licence; asks on a terminal, and takes `--accept-licence` for the answer elsewhere.
  ///
  /// - Throws: `CommandFailure` where it is not accepted, or cannot be asked for.
  func require(isAccepted: Bool, console: Console) throws(CommandFailure) {
    if isAccepted {
      console.note(text)
      return
    }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw CommandFailure(
        .badCall,
        "\(text)\nNothing was downloaded. Read the licence; with --accept-licence you accept it.")
    }
    console.warn(text)
    try StandardStreams.write("Do you accept the licence? [y/N] ", to: STDERR_FILENO)
    let answer = readLine()?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
    guard ["y", "yes"].contains(answer) else {
      throw CommandFailure(.badCall, "The licence was not accepted; nothing was downloaded.")
    }
  }

  /// The corpus with its licence and what to cite.
  private var text: String {
    let facts = ["Licence", "Licence text", "Source", "Cite"].compactMap { name in
      card.facts[name].map { "  \(name): \($0)" }
    }
    return ([card.title] + facts).joined(separator: "\n")
  }
}
