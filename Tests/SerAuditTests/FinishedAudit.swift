import Foundation

/// A tiny audit that ran to its end, made once; tests work on copies of it.
enum FinishedAudit {
  private static let leftover = Sandbox.freshPath()

  private static let original = Task {
    let sandbox = try Sandbox(named: leftover)
    atexit { try? FileManager.default.removeItem(atPath: FinishedAudit.leftover) }
    let outcome = try await sandbox.audit()
    return (sandbox: sandbox, outcome: outcome, metrics: try await MetricRows.text(of: sandbox))
  }

  /// What `full` said.
  static func outcome() async throws -> Program.Outcome { try await original.value.outcome }

  /// A sandbox of the test's own in which the audit stands finished.
  static func copy(named path: String = Sandbox.freshPath()) async throws -> Sandbox {
    try await original.value.sandbox.copy(named: path)
  }

  /// All numbers of the finished audit, as `MetricRows.text` gives them.
  static func metrics() async throws -> String {
    try await original.value.metrics
  }
}

/// Every number of a ledger to the last bit, without the name of the run.
enum MetricRows {
  /// All metrics, without how the models were fitted.
  static let metrics =
    """
    SELECT protocol, trained_on, tested_on, speaker, class, attribute, subgroup, perturbation,
      severity, metric, quote(value), quote(lower), quote(upper), level, n, leaky
    FROM reported_metrics ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    """

  static func text(of sandbox: Sandbox) async throws -> String {
    let metrics = try await sandbox.query(metrics)
    let curves = try await sandbox.query(
      """
      SELECT s.name, m.seed, e.epoch, quote(e.train_loss), quote(e.dev_loss), quote(e.dev_uar)
      FROM epochs e JOIN models m ON m.id = e.model JOIN splits s ON s.id = m.split
      ORDER BY 1, 2, 3
      """)
    return metrics + "\n" + curves
  }
}
