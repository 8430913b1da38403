import ArgumentParser
import Corpora

/// What a model says of one recording, or why it says nothing.
struct Answer: Encodable {
  let path: String
  let emotion: String?
  let probabilities: [String: Double]?
  let error: String?
}

/// How answers are printed; recordings without one are told on standard error instead.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, jsonl

  private static let emotions = Emotion.allCases.map(\.rawValue)

  /// The line before the first answer, in a format whose answers are lines of their own.
  var heading: String? {
    self == .csv ? (["path"] + Self.emotions.map { "p_" + $0 }).joined(separator: ",") : nil
  }

  /// The line of a recording that was recognised; `nil` in a table, whose columns are as wide as
  /// all answers ask for.
  func line(of answer: Answer) throws -> String? {
    guard answer.probabilities != nil else { return nil }
    return switch self {
    case .table: nil
    case .csv: Self.fields(answer)
    case .jsonl: try Self.object(answer)
    }
  }

  /// The table of the recordings that were recognised, where it is asked for.
  func table(of answers: [Answer]) -> String {
    let answers = answers.filter { $0.probabilities != nil }
    guard self == .table, !answers.isEmpty else { return "" }
    let rows = answers.map { answer in
      [answer.path.onOneLine, answer.emotion ?? ""]
        + Self.shares(answer).map { $0.rounded(to: 3) }
    }
    return TextTable(heading: ["file", "emotion"] + Self.emotions, rows: rows).text
  }

  private static func fields(_ answer: Answer) -> String {
    ([DelimitedTable.quoted(answer.path)] + shares(answer).map { "\($0)" }).joined(separator: ",")
  }

  /// The path stands first, for people, so the shares are put behind it.
  private static func object(_ answer: Answer) throws -> String {
    let shares = zip(emotions, shares(answer)).map { ",\"p_\($0)\":\($1)" }
    return try JSONText.of(["path": answer.path]).dropLast() + shares.joined() + "}"
  }

  private static func shares(_ answer: Answer) -> [Double] {
    emotions.map { answer.probabilities?[$0] ?? 0 }
  }
}
