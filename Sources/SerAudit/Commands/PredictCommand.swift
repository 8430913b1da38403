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
      probability of each of the seven. Of a recording longer than the model's longest utterance the \
      beginning is heard, and a warning says so. Without --model, the model of the random split \
      of the latest run is used, or the run's first where it has none. The report's honest \
      numbers are of models that trained on fewer speakers by the same recipe: of the random \
      split's own it has LEAKY numbers alone. The models of several seeds, each after a --model \
      of its own, answer with the mean of their probabilities: they are the ensemble of the \
      report.

      With --stream, standard input is read, 16-bit samples or WAV, and each half second of it gives \
      a line of JSON: the time, the probabilities and the attention over the last seconds. All but the \
      time is null where these have no peak above -70 dBFS. For example:

        arecord -q -f S16_LE -r 16000 -c 1 -t raw | ser-audit predict --stream
        ffmpeg -loglevel error -i song.mp3 -ac 1 -ar 16000 -f s16le - | ser-audit predict --stream

      With --speaker, the model is told what the speaker sounds like: the mean spectrum of these \
      recordings, which need no labels, is moved to that of the training speakers. They should hold \
      all moods of the speaker; calm speech alone puts the mean elsewhere. What it is worth stands in \
      the report, marked transductive.

      Exit codes: 0 all predicted; 2 bad call, no model, or one that cannot use --speaker; 4 a \
      recording could not be predicted (it is named, and the others are), or nothing can be heard in \
      those of --speaker; 5 ledger or disk.
      """)

  @Argument(help: ArgumentHelp("Recordings.", valueName: "file"))
  var files: [String] = []

  @Flag(help: "Read a stream from standard input instead of files.")
  var stream = false

  @Option(
    help: ArgumentHelp(
      "Sample rate of a stream without a WAV header, in Hz.", valueName: "hertz"))
  var rate = 16_000

  @Option(
    help: ArgumentHelp(
      "Channels of a stream without a WAV header, interleaved.", valueName: "count"))
  var channels = 1

  @Option(
    help: ArgumentHelp(
      "A model file that `ser-audit full` or `train` wrote; may be repeated.", valueName: "file"))
  var model: [String] = []

  @Option(
    help: ArgumentHelp(
      "A recording of who speaks, or a folder of them; may be repeated.",
      discussion: "Their mean spectrum is moved to that of the speakers of the model's training.",
      valueName: "file"))
  var speaker: [String] = []

  @Option(
    help: ArgumentHelp(
      "table for people, csv or jsonl for programs.",
      discussion: "csv and jsonl have path and p_angry ... p_surprise to the last digit.",
      valueName: "format"))
  var format: AnswerFormat = .table

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard files.isEmpty == stream else {
      throw ValidationError(
        stream
          ? "--stream reads standard input; leave the files out."
          : "Missing expected argument '<file> ...': give recordings, or --stream.")
    }
    if stream && output.json {
      throw ValidationError("--stream prints lines of JSON by itself; leave --json out.")
    }
  }

  func perform() throws -> CommandResult {
    if stream { return try predictStream() }
    let recognizer = try recognizer(workers: nil)
    let voice = try KnownVoice(of: speaker, console: output.console()).mean(for: recognizer)
    let answers = try files.map { try answer(for: $0, recognizer, voice) }
    let failed = answers.contains { $0.error != nil }
    for answer in answers {
      if let error = answer.error { output.console().warn(error.onOneLine) }
    }
    return CommandResult(
      status: failed ? .data : .passed, text: try format.text(of: answers), data: answers)
  }

  private func predictStream() throws -> CommandResult {
    Interruption.listen()
    let format = try Result { () throws(AudioError) in
      try StreamFormat(
        sampleRate: rate, channels: channels, source: StreamPrediction.source)
    }.mapError { CommandFailure(.badCall, $0.description) }.get()
    let recognizer = try recognizer(workers: 1)
    let voice = try KnownVoice(of: speaker, console: output.console()).mean(for: recognizer)
    let prediction = StreamPrediction(
      recognizer: recognizer, voice: voice, format: format, console: output.console())
    return CommandResult(status: try prediction.run(), text: "", data: [String]())
  }

  private func recognizer(workers: Int?) throws -> Recognizer {
    let paths = try (model.isEmpty ? [nil] : model.map(Optional.some)).map { place in
      try ModelSource(file: place, ledger: ledger.ledger).path()
    }
    let models = try paths.map { try TrainedModel(path: $0) }
    do throws(TrainingError) {
      return try Recognizer(models[0], togetherWith: Array(models.dropFirst()), workers: workers)
    } catch {
      guard case .recipe(let reason) = error, models.count > 1 else { throw error }
      throw CommandFailure(
        .badCall,
        "--model \(paths.joined(separator: ", ")): \(reason). Give the models of several seeds of "
          + "one run and split, each once.")
    }
  }

  private func answer(
    for path: String, _ recognizer: Recognizer, _ voice: SpeakerMean
  ) throws -> Answer {
    let waveform: Waveform
    do throws(AudioError) {
      waveform = try AudioFile.read(path: path)
    } catch {
      return Answer(path: path, emotion: nil, probabilities: nil, error: error.description)
    }
    guard let recognition = try recognizer.recognize([waveform], of: voice).first ?? nil else {
      return Answer(
        path: path, emotion: nil, probabilities: nil,
        error: "\(path): nothing but silence, or shorter than one frame; expected speech")
    }
    if recognition.secondsUnheard >= 0.05 {
      let longest = recognizer.model.recipe.features.maximumSeconds.rounded(to: 1)
      output.console().warn(
        "\(path.onOneLine): only the first \(longest) s of sound were heard, the model's longest "
          + "utterance, and \(recognition.secondsUnheard.rounded(to: 1)) s were not; cut it into "
          + "utterances, or give it to --stream as a 16-bit WAV")
    }
    let named = zip(Emotion.allCases.map(\.rawValue), recognition.probabilities)
    return Answer(
      path: path, emotion: named.max { $0.1 < $1.1 }?.0,
      probabilities: Dictionary(uniqueKeysWithValues: Array(named)), error: nil)
  }
}
