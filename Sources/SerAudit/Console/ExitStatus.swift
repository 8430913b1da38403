import ArgumentParser
import Findings

/// The exit codes of every command; documented in docs/contract.md.
enum ExitStatus: Int32, Codable, CaseIterable {
  case passed = 0
  case failed = 1
  case badCall = 2
  case undetermined = 3
  case data = 4
  case ledger = 5
  case internalError = 6
  case interrupted = 130

  init(_ status: Status) {
    switch status {
    case .passed: self = .passed
    case .failed: self = .failed
    case .undetermined: self = .undetermined
    }
  }

  /// The word of `status` in JSON output.
  var word: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .undetermined: "undetermined"
    case .badCall: "bad-call"
    case .data: "data-error"
    case .ledger: "ledger-error"
    case .internalError: "internal-error"
    case .interrupted: "interrupted"
    }
  }
}
