import Audits
import Corpora
import Findings
import Foundation
import Wording

/// A model of somebody else's that is ready to be audited.
struct ForeignSubject {
  /// What determines its numbers.
  let facts: ForeignModel
  let model: AuditedModel
  /// A hash of what labels of its answers stand for, which decides what they count as.
  let labelHash: String
  /// The file that the ledger holds against its hash, where there is one.
  let file: String?
  /// What could not be used of what it said.
  let findings: [Finding]

  /// Reads the predictions, or makes the command ready to be started.
  ///
  /// - Parameters:
  ///   - externals: corpora beside the audited one that it is asked about, too.
  ///   - training: what it was trained on, in words.
  ///   - started: the command, where it runs already.
  /// - Returns: `nil` where the suite's own network is audited.
  static func open(
    _ options: ModelOptions, corpus: Corpus, beside externals: [Corpus] = [], training: String,
    started: ModelCommand? = nil, console: Console
  ) throws -> ForeignSubject? {
    guard options.isForeign else { return nil }
    let labels = try CorpusReader.labels(
      name: corpus.name, root: corpus.root, labels: CorpusRegistry().labels(of: corpus.name))
    let answerLabels = StatedAnswer.answerLabels(of: labels)
    if let path = options.predictions {
      let predictions = try ForeignPredictions(
        path: path, corpus: corpus, beside: externals, labels: labels)
      let file = URL(fileURLWithPath: path)
      return ForeignSubject(
        facts: ForeignModel(
          name: try name(options.modelName ?? file.deletingPathExtension().lastPathComponent),
          kind: .predictions, hash: predictions.hash, training: training,
          source: path, digits: predictions.digits),
        model: .predictions(predictions), labelHash: answerLabels.emotionHash, file: path,
        findings: predictions.issues.map { $0.finding(of: path) })
    }
    guard let command = options.modelCommand else { return nil }
    return ForeignSubject(
      facts: ForeignModel(
        name: try name(options.modelName ?? program(of: command)), kind: .command,
        hash: try RunPlan.fingerprint(of: command), training: training, source: command),
      model: .command(
        started
          ?? ModelCommand(
            command, timeout: options.modelTimeout ?? ModelOptions.usualTimeout,
            labels: answerLabels, console: console)),
      labelHash: answerLabels.emotionHash, file: nil, findings: [])
  }

  /// A name that is neither the suite's own model's nor a probe's.
  private static func name(_ found: String) throws(CommandFailure) -> String {
    let name = found.onOneLine
    guard !name.isEmpty, name != ForeignModel.own, !name.contains("/") else {
      throw CommandFailure(
        .badCall,
        "The other model would be called '\(name)', which is what the suite calls its own, or no "
          + "name. Give another by --model-name.")
    }
    return name
  }

  /// The script or program that a command runs: its first word that is no option or interpreter.
  private static func program(of command: String) -> String {
    let words = command.split(whereSeparator: \.isWhitespace).map {
      String($0).trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
    }
    let interpreters: Set<String> = [
      "python", "python3", "sh", "bash", "env", "exec", "node", "uv",
    ]
    let own = words.first {
      !interpreters.contains($0.lastName) && !$0.hasPrefix("-") && !$0.contains("=") && $0 != "run"
    }
    let name = (own ?? words.first ?? "").lastName
    return name.isEmpty ? "command" : name
  }

  /// Throws where none of the tested utterances of a corpus is answered.
  ///
  /// - Parameter corpora: the audited one, then those beside it.
  func requireAnswers(to splits: [Split], of corpora: [Corpus]) throws(CommandFailure) {
    guard case .predictions(let predictions) = model else { return }
    let tested = Set(splits.flatMap(\.tests).flatMap(\.utterances))
    for corpus in corpora {
      let others = corpora.filter { $0.name != corpus.name }.flatMap(\.utterances).map(\.id)
      let own = tested.subtracting(others)
      guard !own.isEmpty, !own.contains(where: { predictions.answers[$0] != nil }) else { continue }
      let isBeside = corpus.name != corpora.first?.name
      let why = findings.first.map { " \($0.message)" } ?? ""
      throw CommandFailure(
        .data,
        "\(predictions.path): none of "
          + "\(predictions.rowCount, "row") answers "
          + (own.count == 1
            ? "the tested recording" : "one of the \(own.count) tested recordings")
          + " of \(corpus.name); expected a row for each."
          + (isBeside
            ? " Name them by their paths below \(corpus.root), with \(corpus.name)/ in front, or "
              + "leave --external \(corpus.name) out." : why))
    }
  }

  /// Makes sure that a command runs and answers before anything is measured.
  func start() throws {
    if case .command(let command) = model { try command.start() }
  }

  /// Ends a command.
  func close() {
    if case .command(let command) = model { command.close() }
  }
}
