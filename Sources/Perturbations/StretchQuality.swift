/// Which of Rubber Band's engines works.
public enum StretchQuality: Sendable, CaseIterable {
  /// The older engine, about three times as fast: for training augmentation.
  case fast
  /// The finer engine: for perturbations that an audit reports.
  case fine
}
