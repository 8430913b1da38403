import ArgumentParser

/// Whose model is audited: the suite's own where nothing is said, or one of somebody else's.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Audit what another model said: CSV, TSV or JSONL with path (or utterance, or file), then "
        + "p_angry ... p_surprise, or label alone. May be repeated, a file for each training of "
        + "the model.",
      discussion: "Nothing is trained. docs/any-model.md has the formats and examples.",
      valueName: "file"))
  var predictions: [String] = []

  @Option(
    help: ArgumentHelp(
      "Audit a program, run by /bin/sh -c: a line of JSON with a path in; a line of JSON with path "
        + "and probabilities, label or error out.", valueName: "command"))
  var modelCommand: [String] = []

  @Option(
    help: ArgumentHelp(
      "Seconds that a model command may take for an answer, 30 if not given, and ten times as many "
        + "to start.", valueName: "seconds"))
  var modelTimeout: Double?

  @Option(
    help: ArgumentHelp(
      "What pages and ledger call the other model; the name of its file or program if not given, "
        + "of several files what their names begin with.",
      valueName: "name"))
  var modelName: String?

  @Option(
    help: ArgumentHelp(
      "What the other model was trained on: speakers of the audited corpus, or other corpora (any "
        + "name as corpus:NAME), joined by commas; or nothing.",
      discussion: "Without it and without --split no number of the other model is evidence.",
      valueName: "names"))
  var trainedOn: String?

  @Option(
    help: ArgumentHelp(
      "Ask the other model for these emotions alone, joined by commas: recordings of others are "
        + "left out.", valueName: "list"))
  var emotions: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Split files (path,part with train, dev, calibration, test) instead of the preset's "
        + "protocols; "
        + "a run writes its own to reports/<run>/splits.",
      discussion: "Training needs the parts train and dev. Of files that come one for each part, "
        + "name one: it takes the others along. docs/any-model.md has all forms.",
      valueName: "file"))
  var split: [String] = []

  /// Seconds that an answer may take if nothing is said.
  static let usualTimeout = 30.0

  /// Whether somebody else's model is audited.
  var isForeign: Bool { !predictions.isEmpty || !modelCommand.isEmpty }

  func validate() throws {
    if !predictions.isEmpty && !modelCommand.isEmpty {
      throw ValidationError(
        "--predictions and --model-command are two models; an audit is of one. Give one of them.")
    }
    if modelCommand.count > 1 {
      throw ValidationError(
        "--model-command takes one program, found \(modelCommand.count). Of a model that was "
          + "trained several times give what each training answered, by a --predictions FILE for "
          + "each.")
    }
    if !isForeign, emotions != nil {
      throw ValidationError(
        "--emotions speaks of somebody else's model; a model that is trained here learns all that "
          + "its corpus has. Name fewer in the manifest of a corpus of your own.")
    }
    if let emotions { _ = try AskedEmotions.emotions(in: emotions) }
    if !isForeign, modelName != nil || trainedOn != nil {
      throw ValidationError(
        "--model-name and --trained-on speak of somebody else's model; give it by --predictions "
          + "FILE or --model-command CMD.")
    }
    if modelTimeout != nil && modelCommand.isEmpty {
      throw ValidationError("--model-timeout is for --model-command.")
    }
    if let modelTimeout, !(modelTimeout > 0 && modelTimeout <= Self.longestTimeout) {
      throw ValidationError(
        "--model-timeout takes seconds above 0 and at most \(Int(Self.longestTimeout)), found "
          + "\(modelTimeout).")
    }
    if trainedOn != nil && !split.isEmpty {
      throw ValidationError(
        "--split says what the model was trained on; leave --trained-on out, or the split files.")
    }
    if let modelName,
      modelName.isEmpty || modelName.contains("/") || modelName.onOneLine != modelName
    {
      throw ValidationError(
        "--model-name takes a name of one line without slashes and control characters, found "
          + "'\(modelName.onOneLine)'.")
    }
  }

  private static let longestTimeout = 86_400.0
}
