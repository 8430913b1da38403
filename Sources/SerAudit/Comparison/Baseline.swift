/// What a run is held against.
enum Baseline {
  /// An earlier run.
  case run(String)
  /// Nothing: a rule about a baseline is undetermined.
  case nothing
  /// Nothing, since no run has passed yet that could be it. A rule about a baseline then informs
  /// and does not gate: else no run could ever be the first that passes.
  case nothingPassed

  /// The run, where there is one.
  var run: String? {
    guard case .run(let run) = self else { return nil }
    return run
  }

  /// Whether only the want of a run that passed leaves nothing to be held against.
  var awaitsPassing: Bool {
    guard case .nothingPassed = self else { return false }
    return true
  }
}
