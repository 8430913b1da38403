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

  /// The lines of the recordings that were recognised, without a newline at the end.
  func text(of answers: [Answer]) throws -> String {
    let recognised = answers.filter { $0.probabilities != nil }
    switch self {
    case .table: return Self.table(of: recognised)
    case .csv:
      let header = (["path"] + Self.emotions.map { "p_" + $0 }).joined(separator: ",")
      return ([header] + recognised.map(Self.fields)).joined(separator: "\n")
    case .jsonl: return try recognised.map(Self.object).joined(separator: "\n")
    }
  }

  private static func table(of answers: [Answer]) -> String {
    guard !answers.isEmpty else { return "" }
    let rows = answers.map { answer in
      TextTable.Row(
        [answer.path.onOneLine, answer.emotion ?? ""] + shares(answer).map { $0.rounded(to: 3) })
    }
    return TextTable(rows: [TextTable.Row(["file", "emotion"] + emotions)] + rows).text
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
