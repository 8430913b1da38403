import Foundation
import Testing

@Suite("A ledger that is verified")
struct VerifyTests {
  @Test("says the same as its predictions when nobody has touched it")
  func isSound() async throws {
    let sandbox = try await FinishedAudit.copy()
    let outcome = try await sandbox.run("verify", "--json")
    #expect(outcome.exitCode == 0, "\(outcome.output)")
    let data = try outcome.data(by: "verify.json")
    let numbers = try await sandbox.query("SELECT count(*) FROM metrics")
    let checked = try #require((data["checked"] as? NSNumber)?.intValue)
    #expect(checked > (Int(numbers) ?? .max), "stamps, bins and findings are looked at as well")
  }

  @Test(
    "fails for every kind of number that somebody changed, and names it",
    arguments: [
      ("attribute IS NULL AND metric = 'uar'", "uar"),
      ("attribute = 'calibration' AND metric = 'nll-change'", "nll-change"),
      ("attribute = 'conformal' AND metric = 'set-size'", "set-size"),
      ("attribute = 'speaker' AND metric = 'accuracy-difference'", "accuracy-difference"),
      ("attribute = 'probe' AND metric = 'uar-over-probe'", "uar-over-probe"),
      ("metric = 'inflation-uar'", "inflation-uar"),
    ])
  func findsDrift(place: String, metric: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      "UPDATE metrics SET value = value + 0.001 WHERE id = (SELECT min(id) FROM metrics WHERE "
        + "value IS NOT NULL AND \(place))")
    let outcome = try await sandbox.run("verify")
    #expect(outcome.exitCode == 1, "\(outcome.output)")
    #expect(outcome.output.contains("differs  \(metric), "))
    #expect(outcome.output.contains("look for who wrote to the ledger, and run it again."))
    _ = try await sandbox.query(
      "UPDATE runs SET provenance = json_set(provenance, '$.toolVersion', '0.0.9')")
    let old = try await sandbox.run("verify")
    #expect(old.exitCode == 1 && old.output.contains("Version 0.0.9 computed them and this is "))
  }

  @Test(
    "fails for what a page shows beside numbers, and where predictions give none any more",
    arguments: [
      ("UPDATE reliability_bins SET accuracy = 0.01 WHERE n > 0", "differs  reliability-bins, "),
      (
        "UPDATE metrics SET unit = 'speaker' WHERE id = (SELECT min(id) FROM metrics WHERE unit <> "
          + "'speaker')", "its value follows and its interval does not: the ledger says "
      ),
      (
        "UPDATE metrics SET n = n + 1 WHERE id = (SELECT min(id) FROM metrics)",
        "its value follows and its number of predictions does not: the ledger says "
      ),
      (
        "UPDATE test_sets SET leaky = 0; UPDATE metrics SET leaky = 0",
        "differs  leaky, random on "
      ),
      ("DELETE FROM predictions", ", and nothing follows"),
      (
        "UPDATE predictions SET p_angry = NULL, p_disgust = NULL, p_fear = NULL, p_happy = NULL, "
          + "p_neutral = NULL, p_sad = NULL, p_surprise = NULL WHERE utterance % 2 = 0",
        " do not follow from what is stored"
      ),
    ])
  func findsMore(change: String, words: String) async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(change)
    let outcome = try await sandbox.run("verify")
    #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains(words), "\(outcome.output)")
  }

  @Test("fails for numbers that were made infinite, which JSON cannot say")
  func infinite() async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query("UPDATE metrics SET value = 9e999 WHERE metric = 'uar'")
    let verify = try await sandbox.run("verify")
    #expect(verify.exitCode == 1 && verify.output.contains("differs  uar, "), "\(verify.output)")
    let json = try await sandbox.run("verify", "--json")
    #expect(json.exitCode == 1, "\(json.output)\(json.errors)")
    _ = try json.object(by: "verify.json")
    let history = try await sandbox.run("history", "--metric", "uar", "--json")
    #expect(history.exitCode == 5 && history.output.contains("a number that is inf"))
  }

  @Test("fails for a prediction that was changed, whatever the numbers say")
  func findsChangedPredictions() async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      """
      UPDATE predictions SET predicted = truth, p_angry = (truth = 'angry'),
        p_disgust = (truth = 'disgust'), p_fear = (truth = 'fear'), p_happy = (truth = 'happy'),
        p_neutral = (truth = 'neutral'), p_sad = (truth = 'sad'), p_surprise = (truth = 'surprise')
      """)
    let outcome = try await sandbox.run("verify")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("numbers and judgements do not follow from what is stored"))
  }

  @Test("fails for a label that was changed behind its predictions")
  func findsChangedLabels() async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      "UPDATE utterances SET emotion = iif(emotion = 'sad', 'fear', 'sad') WHERE id = "
        + "(SELECT min(utterance) FROM predictions)")
    let outcome = try await sandbox.run("verify", "--json")
    #expect(outcome.exitCode == 1, "\(outcome.output)")
    let found = try outcome.data(by: "verify.json")["contradictedTruths"] as? NSNumber
    let expected = try await sandbox.query(
      """
      SELECT count(*) FROM (
        SELECT utterance FROM predictions UNION ALL SELECT utterance FROM part_predictions)
      WHERE utterance = (SELECT min(utterance) FROM predictions)
      """)
    #expect(found?.stringValue == expected)
    let text = try await sandbox.run("verify").output
    #expect(text.contains("scored against another emotion"), "\(text)")
  }

  @Test("fails for a number that is gone, one that follows from nothing, and an altered model")
  func findsTheRest() async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      """
      DELETE FROM metrics WHERE metric = 'chance';
      UPDATE metrics SET metric = 'invented' WHERE metric = 'majority-accuracy';
      """)
    let run = try #require(sandbox.names(in: "reports").first)
    let model = try #require(
      sandbox.names(in: "reports/\(run)/models").first { $0.hasSuffix("safetensors") })
    try sandbox.write("reports/\(run)/models/\(model)", "somebody else's weights")
    let outcome = try await sandbox.run("verify")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.contains("missing  chance"))
    #expect(outcome.output.contains("unexplained  invented"))
    #expect(outcome.output.contains("altered  reports/\(run)/models/\(model)"))
  }

  @Test("does not call a model altered that may not be read: it says so, and what to do")
  func mayNotBeRead() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let folder = "reports/\(run)/models/"
    let model = try #require(sandbox.names(in: folder).first { $0.hasSuffix("safetensors") })
    chmod(sandbox.path + "/" + folder + model, 0)
    let outcome = try await Program.bounded(["verify"], in: sandbox.path)
    #expect(outcome.exitCode == 1)
    #expect(!outcome.output.contains("altered"), "\(outcome.output)")
    #expect(
      outcome.output.contains(
        "unread  \(folder)\(model) could not be read (Permission denied), so whether it is the file "
          + "whose hash the ledger has cannot be told. Allow reading it, and verify again."),
      "\(outcome.output)")
    let data = try await Program.bounded(["verify", "--json"], in: sandbox.path)
      .data(by: "verify.json")
    #expect((data["alteredModels"] as? [String])?.isEmpty == true)
    let unread = try #require(data["unreadModels"] as? [[String: String]])
    #expect(unread == [["path": folder + model, "reason": "Permission denied"]])
  }

  @Test("finds the models from another folder, beside their ledger")
  func findsModelsElsewhere() async throws {
    let sandbox = try await FinishedAudit.copy()
    let run = try #require(sandbox.names(in: "reports").first)
    let folder = "reports/\(run)/models"
    let model = try #require(sandbox.names(in: folder).first { $0.hasSuffix("safetensors") })
    let call = ["verify", "--ledger", "../ser-audit.sqlite"]
    let sound = try await Program.run(call, in: sandbox.path + "/reports")
    #expect(sound.exitCode == 0, "\(sound.output)\(sound.errors)")
    #expect(!sound.output.contains("not there any more"), "\(sound.output)")
    try sandbox.write("\(folder)/\(model)", "somebody else's weights")
    let altered = try await Program.run(call, in: sandbox.path + "/reports")
    #expect(altered.exitCode == 1)
    #expect(altered.output.contains("altered  ../\(folder)/\(model)"), "\(altered.output)")
  }

  @Test("fails for a complete run of which all numbers over several evaluations are gone")
  func findsRunNumbersGone() async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query("DELETE FROM metrics WHERE evaluation IS NULL")
    let outcome = try await sandbox.run("verify")
    #expect(outcome.exitCode == 1, "\(outcome.output)")
    #expect(outcome.output.contains("missing  "))
    _ = try await sandbox.query("UPDATE runs SET status = 'interrupted'")
    let run = try #require(sandbox.names(in: "reports").first)
    let unfinished = try await sandbox.run("verify", run)
    #expect(unfinished.exitCode == 0, "\(unfinished.output)\(unfinished.errors)")
  }

  @Test("is a bad call where a run has no numbers: nothing follows, and nothing passes")
  func hasNoNumbers() async throws {
    let sandbox = try await FinishedAudit.copy()
    _ = try await sandbox.query(
      "DELETE FROM metrics; DELETE FROM evaluations; UPDATE runs SET status = 'interrupted'")
    let run = try #require(sandbox.names(in: "reports").first)
    let outcome = try await sandbox.run("verify", run)
    #expect(outcome.exitCode == 2, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.errors.contains("\(run) has no numbers yet"))
    #expect(outcome.errors.contains("Finish it by the command that began it"), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test("shows every number with the hashes of what it came from")
  func provenance() async throws {
    let sandbox = try await FinishedAudit.copy()
    let bare = try await sandbox.query(
      """
      SELECT count(*) FROM metric_provenance WHERE data_hash IS NULL OR recipe_hash IS NULL
        OR policy_hash IS NULL OR tool_version IS NULL
      """)
    #expect(bare == "0")
    let models = try await sandbox.query(
      """
      SELECT count(*) FROM metric_provenance
      WHERE model = 'crnn' AND (model_hash IS NULL OR seed IS NULL)
      """)
    #expect(models == "0")
  }
}
