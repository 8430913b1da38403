import Audits
import Corpora
import Exploration
import Findings
import Foundation
import SelfTest
import TestSupport
import Testing

@Suite("The words that a JSON Schema allows")
struct SchemaWordsTests {
  /// A place of a schema that lists words, and every word that the program may put there.
  struct Place: CustomTestStringConvertible {
    let path: String
    let words: [String]
    var testDescription: String { path }
  }

  /// `NAME.json`, then keys of the schema; `0` is the first element of a list.
  static let places = [
    Place(path: "common.json/$defs/emotion", words: Emotion.allCases.map(\.rawValue)),
    Place(path: "common.json/$defs/protocol", words: EvaluationProtocol.allCases.map(\.rawValue)),
    Place(
      path: "common.json/$defs/finding/properties/status", words: Status.allCases.map(\.rawValue)),
    Place(
      path: "common.json/$defs/finding/properties/importance",
      words: Importance.allCases.map(\.rawValue)),
    Place(
      path: "common.json/$defs/verdict/properties/status", words: Status.allCases.map(\.rawValue)),
    Place(
      path: "common.json/$defs/statedTraining/properties/source",
      words: StatedTraining.Source.allCases.map(\.rawValue)),
    Place(path: data("leakage", "format"), words: ForeignSplit.Format.allCases.map(\.rawValue)),
    Place(
      path: data("leakage", "reasons/items/properties/kind"),
      words: LeakageJudgement.Reason.allCases.map(\.rawValue)),
    Place(
      path: data("leakage", "notJudged/items/properties/reason"),
      words: LeakageJudgement.Reason.allCases.map(\.rawValue)),
    Place(
      path: data("leakage", "notes/items/properties/kind"),
      words: LeakageJudgement.Note.allCases.map(\.rawValue)),
    Place(
      path: data("split", tests + "reasons/items/properties/kind"),
      words: LeakageJudgement.Reason.allCases.map(\.rawValue)),
    Place(
      path: data("split", tests + "notes/items/properties/kind"),
      words: LeakageJudgement.Note.allCases.map(\.rawValue)),
    Place(
      path: data("corpus-check", "issues/items/properties/kind"),
      words: IntegrityIssue.Kind.allCases.map(\.rawValue)),
    Place(
      path: data("explore", "claims/items/properties/quantity"),
      words: Quantity.allCases.map(\.rawValue)),
    Place(
      path: data("self-test", "subjects/items/properties/verdicts/items/properties/found"),
      words: CheckVerdict.allCases.map(\.rawValue)),
    Place(
      path: data("self-test", "subjects/items/properties/numbers/items/properties/quantity"),
      words: KnownNumber.Quantity.allCases.map(\.rawValue)),
  ]

  /// The keys of a test set below the files of `split`.
  private static let tests = "files/items/properties/tests/items/properties/"

  private static func data(_ command: String, _ rest: String) -> String {
    "\(command).json/properties/data/anyOf/0/properties/" + rest
  }

  @Test("are exactly those that the program may print there", arguments: places)
  func areAll(place: Place) throws {
    let keys = place.path.split(separator: "/").map(String.init)
    let file = Repository.root + "/docs/schema/" + keys[0]
    var value = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: file)))
    for key in keys.dropFirst() {
      let inner = (value as? [String: Any])?[key] ?? (value as? [Any])?.first
      value = try #require(inner, "\(key)")
    }
    let words = try #require((value as? [String: Any])?["enum"] as? [String])
    #expect(words.sorted() == place.words.sorted())
  }
}
