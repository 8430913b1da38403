import ArgumentParser
import Audio
import Configuration
import Corpora
import Features
import Foundation
import Ledger
import Metrics
import Networks
import Probes
import SyntheticSpeech
import Training

/// What a command comes to: its exit code, what a person reads, and what a program reads.
struct CommandResult {
  let status: ExitStatus
  /// The run that the result is of, where there is one.
  var run: String?
  /// The models whose answers the result is, where it is any models'.
  var models: [ChosenModel] = []
  /// The text on standard output.
  let text: String
  /// The object under `data` of the JSON output.
  let data: any Encodable
}

/// A command whose errors get their words and exit codes in one place.
protocol AuditCommand: ParsableCommand {
  var output: OutputOptions { get }

  /// What the command is called on the command line, for example `corpus check`.
  static var title: String { get }

  /// Does the work.
  func perform() throws -> CommandResult
}

extension AuditCommand {
  static var title: String { configuration.commandName ?? "" }

  /// Does the work, prints the result, and leaves with its exit code.
  func run() throws {
    let command = Self.title
    do {
      let result = try perform()
      if output.json {
        try Envelope(command: command, result: result).print()
      } else if !result.text.isEmpty {
        try Console(isQuiet: output.quiet).print(result.text)
      }
      throw ExitCode(result.status.rawValue)
    } catch let code as ExitCode {
      throw code
    } catch {
      let failure = CommandFailure(describing: error)
      if output.json {
        // Standard output may be what failed; the words below and the exit code tell it then.
        try? Envelope(command: command, failure: failure).print()
      }
      Console(isQuiet: false).warn("ser-audit \(command): \(failure.message)")
      throw ExitCode(failure.status.rawValue)
    }
  }
}

extension CommandFailure {
  /// The exit code and words of any error that work can throw.
  init(describing error: any Error) {
    switch error {
    case let failure as CommandFailure:
      self = failure
    case let error as CorpusError:
      self.init(.data, error.description)
    case let error as SplitError:
      self.init(.data, error.description)
    case let error as AudioError:
      self.init(.data, error.description)
    case let error as FeatureError:
      self.init(.data, error.description)
    case let error as ProbeError:
      self.init(.data, error.description)
    case let error as SyntheticCorpusError:
      self.init(.ledger, error.description)
    case let error as ConfigurationError:
      self.init(.badCall, error.description)
    case let error as LedgerError:
      self.init(Self.status(of: error), error.description)
    case let error as TrainingError:
      self.init(Self.status(of: error), error.description)
    case let error as MetricError:
      self.init(.data, error.description)
    case let error as NetworkError:
      self.init(.internalError, error.description)
    case EncodingError.invalidValue(let value as Double, _) where !value.isFinite:
      self.init(
        .ledger,
        "The ledger holds a number that is \(value), which JSON cannot say. `ser-audit verify` "
          + "tells whether it follows from the predictions.")
    default:
      self.init(.internalError, "An error without a name of its own: \(error).")
    }
  }

  private static func status(of error: LedgerError) -> ExitStatus {
    switch error {
    case .nameless, .unknownRun: .badCall
    default: .ledger
    }
  }

  private static func status(of error: TrainingError) -> ExitStatus {
    switch error {
    case .classWithoutTraining, .emptyDevelopmentSet, .nothingLeft, .foreignDevelopmentSpeaker,
      .unusableBatch:
      .data
    case .recipe, .checkpointMismatch, .foreignFile, .diverged: .badCall
    case .file, .damagedCheckpoint: .ledger
    case .interrupted: .interrupted
    }
  }
}
