import Audits
import Ledger

/// How a test set is evaluated.
enum TestCondition: Equatable {
  /// Recordings as they are.
  case clean
  /// Recordings as they are, and beside them what is known of each speaker from recordings without
  /// labels.
  case transductive
  /// Recordings that something was done to.
  case perturbed(SweepCell)

  /// What is done to the audio, if anything.
  var cell: SweepCell? {
    guard case .perturbed(let cell) = self else { return nil }
    return cell
  }

  /// Where it stands in the ledger.
  var key: EvaluationKey.Condition? {
    switch self {
    case .clean: nil
    case .transductive: .transductive
    case .perturbed(let cell):
      .init(perturbation: cell.perturbation.name, severity: cell.severity.rawValue)
    }
  }

  /// What is added to a title.
  var words: String {
    switch self {
    case .clean: ""
    case .transductive: ", transductive"
    case .perturbed(let cell): ", \(cell.perturbation.name) \(cell.severity.rawValue)"
    }
  }

  static func == (left: TestCondition, right: TestCondition) -> Bool { left.key == right.key }
}
