import ArgumentParser
import Audio
import Corpora
import Features
import Foundation
import Training

/// What a model says of files.
struct PredictCommand: AuditCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predict the emotion of recordings, or of a stream.",
    usage: """
      ser-audit predict [--model <file> ...] [--speaker <file> ...] [--format table|csv|jsonl] <file> ...
      ser-audit predict --stream [--model <file> ...] [--speaker <file> ...]
        [--rate <hertz>] [--channels <count>]
      """,
    discussion: """
      Reads any format that libsndfile reads and prints a line a recording: the emotion, and the \
      probability of each of the seven. Of a recording longer than the model's longest utterance \
      the beginning is heard, and a warning says so. Without --model, the latest run that has \
      models of the suite's own is taken, finished or not: the model of its random split is used, \
      or its first where it has none; a note says which, and a warning where its file is gone and \
      another one answers. The report's honest numbers are of models that trained on fewer \
      speakers by the same recipe: of the random split's own it has LEAKY numbers alone. The \
      models of several seeds, each after a --model of its own, answer with the mean of their \
      probabilities: they are the ensemble of the report.

      With --stream, standard input is read, 16-bit samples or WAV, and each half second of it \
      gives a line of JSON: the time, the probabilities and the attention over the last seconds. \
      All but the time is null where these have no peak above -70 dBFS, or their sound is shorter \
      than a frame. For example:

        arecord -q -f S16_LE -r 16000 -c 1 -t raw | ser-audit predict --stream
        ffmpeg -loglevel error -i song.mp3 -ac 1 -ar 16000 -f s16le - | ser-audit predict --stream

      With --speaker, the model is told what the speaker sounds like: the mean spectrum of these \
      recordings, which need no labels, is moved to that of the training speakers. They should \
      hold all moods of the speaker; calm speech alone puts the mean elsewhere. What it is worth \
      stands in the report, marked transductive.

      Exit codes: 0 all predicted; 2 bad call, no model, or one that cannot use --speaker; 4 a \
      recording could not be predicted (it is named, and the others are), or nothing can be heard \
      in those of --speaker, or the model's answer to a part of a stream is not finite; 5 ledger \
      or disk; 130 interrupted, and what was heard until then is printed.
      """)

  @Argument(help: ArgumentHelp("Recordings.", valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with the names of recordings, one a line; - for standard input.",
      discussion: "Thousands of names are read from there at once, and slowly as arguments.",
      valueName: "list"))
  var filesFrom: String?

  @Flag(help: "Read a stream from standard input instead of files.")
  var stream = false

  @Option(
    help: ArgumentHelp(
      "Sample rate of a stream without a WAV header, in Hz; 16000 unless given.",
      valueName: "hertz"))
  var rate: Int?

  @Option(
    help: ArgumentHelp(
      "Channels of a stream without a WAV header, interleaved; 1 unless given.",
      valueName: "count"))
  var channels: Int?

  @Option(
    help: ArgumentHelp(
      "A model file that `ser-audit full` or `train` wrote; may be repeated.", valueName: "file"))
  var model: [String] = []

  @Option(
    help: ArgumentHelp(
      "A recording of who speaks, or a folder with some at any depth; may be repeated.",
      discussion: "Their mean spectrum is moved to that of the speakers of the model's training.",
      valueName: "file"))
  var speaker: [String] = []

  @Option(
    help: ArgumentHelp(
      "table for people (the default), csv or jsonl for programs.",
      discussion: "csv and jsonl have path and p_angry ... p_surprise to the last digit, a line as "
        + "soon as a recording is heard.",
      valueName: "format"))
  var format: AnswerFormat?

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (files.isEmpty && filesFrom == nil) == stream else {
      throw ValidationError(
        stream
          ? "--stream reads standard input; leave the files out."
          : "Missing expected argument '<file> ...': give recordings, --files-from, or --stream.")
    }
    if let contradiction { throw ValidationError(contradiction) }
    let limits = AudioLimits.standard
    if let rate, !limits.sampleRates.contains(rate) {
      throw ValidationError(
        "--rate \(rate): expected \(limits.sampleRates.lowerBound) to "
          + "\(limits.sampleRates.upperBound) Hz.")
    }
    if let channels, !(1...limits.maximumChannels).contains(channels) {
      throw ValidationError("--channels \(channels): expected 1 to \(limits.maximumChannels).")
    }
  }

  /// Options that would be without effect beside others.
  private var contradiction: String? {
    if stream && output.json {
      return "--stream prints lines of JSON by itself; leave --json out."
    }
    if stream && format != nil {
      return "--stream prints lines of JSON by itself; leave --format out."
    }
    if output.json && format != nil {
      return "--json prints one JSON object; leave --format out, or --json."
    }
    if !stream && (rate != nil || channels != nil) {
      return "--rate and --channels say what a stream without a header is, and a file says it "
        + "itself; leave them out, or read it by --stream."
    }
    return nil
  }

  func perform() throws -> CommandResult {
    let console = output.console()
    let models = try chosenModels(console)
    let recognizer = try recognizer(of: models)
    if stream { try requireWindow(of: recognizer) }
    let voice = try KnownVoice(of: speaker, console: console).mean(for: recognizer)
    Interruption.listen()
    if stream {
      let format = try StreamFormat(
        sampleRate: rate ?? Waveform.speechRate, channels: channels ?? 1,
        source: StreamPrediction.source)
      let prediction = StreamPrediction(
        recognizer: recognizer, voice: voice, format: format, console: console)
      return CommandResult(status: try prediction.run(), text: "", data: [String]())
    }
    let files = try files + (filesFrom.map(FileNames.read) ?? [])
    let format = format ?? .table
    let prediction = FilePrediction(
      recognizer: recognizer, voice: voice, format: output.json ? nil : format, console: console)
    let answers = try prediction.run(files)
    let isCut = Interruption.isRequested && answers.count < files.count
    let hasFailed = answers.contains { $0.error != nil }
    return CommandResult(
      status: isCut ? .interrupted : hasFailed ? .data : .passed, run: models[0].run,
      models: models, text: format.table(of: answers), data: answers)
  }

  /// Refuses a model that hears too little of a stream at a time to answer it at all.
  private func requireWindow(of recognizer: Recognizer) throws {
    guard !recognizer.hearsStreams else { return }
    let features = recognizer.model.recipe.features
    throw CommandFailure(
      .badCall,
      "--stream: the model hears \(features.maximumFrames * features.hopLength) samples at a time "
        + "(maximumFrames \(features.maximumFrames) times hopLength \(features.hopLength)), expected "
        + "at least the \(features.frameLength) of its frameLength. Give files instead, or a model "
        + "of a recipe with more maximumFrames.")
  }

  private func chosenModels(_ console: Console) throws -> [ChosenModel] {
    try (model.isEmpty ? [nil] : model.map(Optional.some)).map { place in
      try ModelSource(file: place, ledger: ledger.ledger).model(console: console)
    }
  }

  private func recognizer(of chosen: [ChosenModel]) throws -> Recognizer {
    let models = chosen.map(\.model)
    do throws(TrainingError) {
      return try Recognizer(
        models[0], togetherWith: Array(models.dropFirst()), workers: stream ? 1 : nil)
    } catch {
      guard case .recipe(let reason) = error, models.count > 1 else { throw error }
      throw CommandFailure(
        .badCall,
        "--model \(chosen.map(\.path).joined(separator: ", ")): \(reason). Give the models of "
          + "several seeds of one run and split, each once.")
    }
  }
}
