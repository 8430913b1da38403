import Audio
import Configuration
import Corpora
import Features
import Ledger
import Metrics
import Networks
import Probes
import SyntheticSpeech
import Training

/// An error that has found its words and its exit code.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The user stopped the work; what is done so far is kept, or nothing had to be.
  static let interrupted = CommandFailure(.interrupted, "Interrupted.")
  /// The user stopped the work before anything was written.
  static let interruptedUnwritten = CommandFailure(
    .interrupted, "Interrupted; nothing was written.")
}

extension CommandFailure {
  /// The exit code and words of any error that work can throw.
  init(describing error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case is CorpusError, is SplitError, is AudioError, is FeatureError, is ProbeError,
      is MetricError:
      self.init(.data, "\(error)")
    case is SyntheticCorpusError: self.init(.ledger, "\(error)")
    case is ConfigurationError: self.init(.badCall, "\(error)")
    case is NetworkError: self.init(.internalError, "\(error)")
    case let error as LedgerError: self.init(Self.status(of: error), "\(error)")
    case let error as TrainingError: self.init(Self.status(of: error), "\(error)")
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
    case .unwritable: .internalError
    case .interrupted: .interrupted
    }
  }
}
