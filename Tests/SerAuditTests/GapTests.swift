import Foundation
import Testing

@Suite("Recordings that could not be read for a while")
struct GapTests {
  /// A finished audit as it would be had files been away during most of its evaluations: those of a
  /// sweep have no answer, others half of them, and so have the parts and measures.
  private static func sandbox() async throws -> Sandbox {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      """
      PRAGMA foreign_keys = ON;
      DELETE FROM predictions WHERE utterance % 2 = 0
        AND evaluation IN (SELECT id FROM evaluations WHERE \(away));
      DELETE FROM predictions
        WHERE evaluation IN (SELECT id FROM evaluations WHERE perturbation = 'white-noise');
      DELETE FROM metrics WHERE evaluation IN (SELECT id FROM evaluations WHERE \(away));
      DELETE FROM part_predictions WHERE utterance % 2 = 0;
      DELETE FROM utterance_measures WHERE utterance % 2 = 0;
      """)
    return sandbox
  }

  /// Which evaluations have gaps.
  private static let away =
    "ifnull(perturbation, '') NOT IN ('gain-up', 'gain-down', 'low-pass')"

  private static func looks(_ sandbox: Sandbox) async throws -> Int {
    try #require(Int(try await sandbox.query("SELECT count(*) FROM test_looks")))
  }

  @Test("are heard by the run that goes on, which ends with the numbers of an undisturbed one")
  func goesOn() async throws {
    let sandbox = try await Self.sandbox()
    _ = try await sandbox.query("UPDATE runs SET status = 'interrupted'")
    let gaps = try await sandbox.query("SELECT count(*) FROM evaluations WHERE \(Self.away)")
    let before = try await Self.looks(sandbox)
    let end = try await sandbox.audit()
    #expect(end.errors.contains("Going on with run"), "\(end.errors)")
    #expect(end.exitCode == (try await FinishedAudit.outcome().exitCode))
    #expect(try await MetricRows.text(of: sandbox) == FinishedAudit.metrics())
    #expect(try await Self.looks(sandbox) - before == Int(gaps), "each again, and no other")
  }

  @Test("stay gaps of a complete run, which are told, with what to do")
  func isTold() async throws {
    let whole = try await FinishedAudit.copy().audit()
    #expect(!whole.errors.contains("left out recordings"), "\(whole.errors)")
    let sandbox = try await Self.sandbox()
    let gaps = try await sandbox.query(
      "SELECT count(*) FROM evaluations e JOIN models m ON m.id = e.model "
        + "WHERE m.name = 'crnn' AND \(Self.away)")
    let before = try await Self.looks(sandbox)
    let again = try await sandbox.audit()
    #expect(
      again.errors.contains("Note: \(gaps) evaluations of it left out recordings that could not"),
      "\(again.errors)")
    #expect(again.errors.contains("--fresh"))
    let trained = try await sandbox.audit("train")
    #expect(trained.exitCode == 0, "\(trained.errors)")
    #expect(
      trained.errors.contains("Note: \(gaps) evaluations of it left out recordings that could not"),
      "\(trained.errors)")
    #expect(try await Self.looks(sandbox) == before)
  }
}
