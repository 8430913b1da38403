import Configuration
import Foundation
import TestSupport
import Testing

@Suite("What is said of a configuration that cannot be used")
struct ConfigurationErrorTests {
  private static let place = ConfigurationPlace(source: "p.yaml", key: "rules[0].at-least", line: 4)

  @Test("is where, what was found, what was expected and what to do")
  func sentences() {
    let start = "p.yaml, line 4, rules[0].at-least"
    let wordings: [(ConfigurationError, String)] = [
      (
        .unreadable(Self.place, reason: "no such file"),
        ": cannot be read: no such file. Expected a readable UTF-8 text file."
      ),
      (.malformed(Self.place, reason: "odd"), ": not usable YAML: odd."),
      (
        .unknownKey(Self.place, nearest: nil, known: ["a", "b"]),
        ": unknown key. The keys are: a, b."
      ),
      (
        .unknownKey(Self.place, nearest: "b", known: ["a", "b"]),
        ": unknown key. Did you mean 'b'? The keys are: a, b."
      ),
      (.repeatedKey(Self.place), ": the key stands twice. Keep one of the two."),
      (.missingKey(Self.place, expected: "a number"), ": missing. Expected a number."),
      (
        .wrongType(Self.place, found: "'x'", expected: "a number"),
        ": found 'x', expected a number."
      ),
      (
        .refusedValue(Self.place, found: "the number 9", expected: "5"),
        ": found the number 9, expected 5."
      ),
      (
        .unknownChoice(Self.place, found: "x", nearest: "y", known: ["y"]),
        ": found 'x'. Did you mean 'y'? The choices are: y."
      ),
    ]
    for (error, words) in wordings { #expect(error.description == start + words) }
  }

  @Test("leaves out the line or the key that it does not know")
  func places() {
    func words(_ key: String, _ line: Int?) -> String {
      ConfigurationPlace(source: "p.yaml", key: key, line: line).description
    }
    #expect(words("a", 2) == "p.yaml, line 2, a" && words("", 2) == "p.yaml, line 2")
    #expect(words("a", nil) == "p.yaml, a" && words("", nil) == "p.yaml")
  }

  private static func words(_ text: String) -> String? {
    configurationError(text) { _ in }?.description
  }

  @Test("names what stands twice by its line, also where it is written in two ways")
  func repeatedKeys() {
    // A number and a text to YAML, and one key here.
    #expect(
      Self.words("1: x\n'1': y\n") == "x, line 2, 1: the key stands twice. Keep one of the two.")
    #expect(
      Self.words("a:\n  true: 1\n  'true': 2\n")
        == "x, line 3, a.true: the key stands twice. Keep one of the two.")
  }

  @Test("names the second of two equal keys with all that they are in, whichever way it is told")
  func placesOfRepeatedKeys() {
    let rules = "rules:\n  - metric: uar\n    at-least: 1\n  - metric: f1\n    at-least: 2\n"
    for (text, place) in [
      ("a: 1\nb: 2\na: 3\n", "line 3, a"), ("a: 1\r\nb: 2\r\na: 3\r\n", "line 3, a"),
      ("\u{FEFF}a: 1\nb: 2\na: 3\n", "line 3, a"),
      ("a:\n  b:\n    c: 1\n    d: 2\n\n    c: 3\n", "line 6, a.b.c"),
      (rules + "    metric: f2\n", "line 6, rules[1].metric"),
      (rules + "    1: x\n    '1': y\n", "line 7, rules[1].1"),
      // Both are twice: the first that is too much is named, as somebody reads.
      ("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "line 2, a"),
      ("a: {b: 1, b: 2}\n", "line 1, b"),
      (String(repeating: "#\n", count: 2_000) + "a: 1\na: 2\n", "line 2001, a"),
    ] {
      #expect(Self.words(text) == "x, \(place): the key stands twice. Keep one of the two.")
    }
  }

  @Test("names what is no mapping of words to values")
  func shapes() {
    for (text, found) in [
      ("", "nothing"), ("# a comment\n", "nothing"), ("- a\n- b\n", "a list of 2"),
      ("just words\n", "'just words'"), ("12\n", "the number 12"),
    ] {
      #expect(Self.words(text) == "x: found \(found), expected a mapping of keys to values.")
    }
    #expect(
      Self.words("a: 1\n? [b]\n: 2\n") == "x, line 2: not usable YAML: a key that is no word.")
  }

  private static func nested(_ depth: Int) -> String {
    "a: " + String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
  }

  @Test("refuses nesting beyond 64 and no less")
  func depth() throws {
    // The mapping itself is the first level.
    #expect(Self.words(Self.nested(63)) == nil)
    #expect(
      Self.words(Self.nested(64))
        == "x, line 1, a: not usable YAML: it is nested more than 64 deep.")
  }

  @Test("tells a folder, a missing file and bytes of another encoding apart")
  func files() throws {
    let folder = try ScratchFolder()
    let latin = try folder.write("latin.yaml", bytes: [0x61, 0x3A, 0x20, 0xE9])
    let good = try folder.write("good.yaml", "a: 1")
    #expect(try ConfigurationReader(path: good).root.integer("a") == 1)
    for (path, reason) in [
      (folder.file("none.yaml"), "no such file"), (folder.path, "a folder"),
      ("/dev/null", "a device or pipe, and no file"),
      (latin, "its bytes are not UTF-8"),
    ] {
      #expect(
        throws: ConfigurationError.unreadable(
          ConfigurationPlace(source: path, key: "", line: nil), reason: reason)
      ) { try ConfigurationReader(path: path) }
    }
  }
}
