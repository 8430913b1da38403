import Audits
import Corpora
import Findings
import Foundation
import Wording

/// A model of somebody else's that is ready to be audited.
struct ForeignSubject {
  /// One training of it.
  struct Training {
    let model: AuditedModel
    /// SHA-256 of its file, or a fingerprint of the command.
    let hash: String
    /// The file that the ledger holds against the hash, where there is one.
    var file: String?
  }

  /// What determines its numbers.
  let facts: ForeignModel
  /// Its trainings; their positions are the seeds.
  let trainings: [Training]
  /// A hash of what labels of its answers stand for, which decides what they count as.
  let labelHash: String
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
    guard let command = options.modelCommand.first else {
      let predictions = try PredictionFiles(
        options.predictions, corpus: corpus, beside: externals, labels: labels)
      let files = predictions.files
      return ForeignSubject(
        facts: ForeignModel(
          name: try name(options.modelName ?? predictions.name), kind: .predictions,
          hash: files.map(\.hash).joined(separator: ", "), training: training,
          source: files.map(\.path).joined(separator: ", "), digits: files.map(\.digits)),
        trainings: files.map { Training(model: .predictions($0), hash: $0.hash, file: $0.path) },
        labelHash: answerLabels.emotionHash,
        findings: files.flatMap { file in file.issues.map { $0.finding(of: file.path) } })
    }
    let hash = try RunPlan.fingerprint(of: command)
    let model =
      started
      ?? ModelCommand(
        command, timeout: options.modelTimeout ?? ModelOptions.usualTimeout, labels: answerLabels,
        console: console)
    return ForeignSubject(
      facts: ForeignModel(
        name: try name(options.modelName ?? program(of: command)), kind: .command, hash: hash,
        training: training, source: command),
      trainings: [Training(model: .command(model), hash: hash)],
      labelHash: answerLabels.emotionHash, findings: [])
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

  /// Throws where a file answers none of the tested utterances of a corpus.
  ///
  /// - Parameter corpora: the audited one, then those beside it.
  func requireAnswers(to splits: [Split], of corpora: [Corpus]) throws(CommandFailure) {
    for case .predictions(let predictions) in trainings.map(\.model) {
      try requireAnswers(of: predictions, to: splits, of: corpora)
    }
  }

  private func requireAnswers(
    of predictions: ForeignPredictions, to splits: [Split], of corpora: [Corpus]
  ) throws(CommandFailure) {
    let tested = Set(splits.flatMap(\.tests).flatMap(\.utterances))
    for corpus in corpora {
      let others = corpora.filter { $0.name != corpus.name }.flatMap(\.utterances).map(\.id)
      let own = tested.subtracting(others)
      guard !own.isEmpty, !own.contains(where: { predictions.answers[$0] != nil }) else { continue }
      let isBeside = corpus.name != corpora.first?.name
      let why = findings.first { $0.subject == predictions.path }.map { " \($0.message)" } ?? ""
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
    for case .command(let command) in trainings.map(\.model) { try command.start() }
  }

  /// Ends a command.
  func close() {
    for case .command(let command) in trainings.map(\.model) { command.close() }
  }
}
