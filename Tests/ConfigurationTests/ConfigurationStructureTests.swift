import Configuration
import Testing

private enum Colour: String, CaseIterable { case red, green }

@Suite("Lists, keys and where they stand")
struct ConfigurationStructureTests {
  @Test("a list may be one value, holds its order, and names what is wrong in it")
  func lists() throws {
    let root = try ConfigurationReader(
      text: """
        one: green
        more: [green, red, green]
        rates: [1, .5, -2]
        none: []
        rules:
          - {at: 1}
          - at: 2
        alone: {at: 3}
        wrong: [red,
          blue]
        mixed: [1, [2]]
        """, source: "x"
    ).root
    #expect(try root.choices("one", of: Colour.self) == [.green])
    #expect(try root.choices("more", of: Colour.self) == [.green, .red, .green])
    #expect(try root.integers("none", default: [1]).isEmpty)
    #expect(try root.choices("absent", default: [Colour.red]) == [.red])
    #expect(try root.integers("absent", default: [3]) == [3])
    #expect(try root.mappings("rules").map { try $0.integer("at") } == [1, 2])
    #expect(try root.mappings("rules").map(\.place.key) == ["rules[0]", "rules[1]"])
    #expect(try root.mappings("alone").map(\.place.key) == ["alone"])
    #expect(try root.mappings("rules")[1].placeOf("at").key == "rules[1].at")
    func words(_ read: () throws -> Void) -> String {
      do {
        try read()
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      words { _ = try root.choices("wrong", of: Colour.self) }
        == "x, line 10, wrong[1]: found 'blue'. The choices are: red, green.")
    #expect(
      words { _ = try root.integers("mixed") }
        == "x, line 11, mixed[1]: found a list of 1, expected a whole number.")
    #expect(
      words { _ = try root.choices("absent", of: Colour.self) }
        == "x, absent: missing. Expected a list, each one of red, green.")
    #expect(
      words { _ = try root.mappings("rates") }
        == "x, line 3, rates[0]: found the number 1, expected a mapping of keys to values.")
    for (read, what) in [
      ({ _ = try root.integers("absent") }, "whole numbers"),
      ({ _ = try root.mappings("absent") }, "mappings"),
    ] as [(() throws -> Void, String)] {
      #expect(words(read) == "x, absent: missing. Expected a list of \(what).")
    }
  }

  @Test("keys are known in their order with their places, those that are missing by the mapping's")
  func keys() throws {
    let text = "b: 1\na:\n  d: ~\n  c: 2\n"
    let root = try ConfigurationReader(text: text, source: "x").root
    #expect(root.keys == ["b", "a"])
    #expect(root.has("b") && !root.has("d"))
    #expect(root.placeOf("nothing").line == nil)
    let inner = try #require(try root.mapping("a"))
    #expect(inner.keys == ["d", "c"] && inner.has("d"))
    #expect(inner.placeOf("c") == ConfigurationPlace(source: "x", key: "a.c", line: 4))
    #expect(inner.placeOf("e") == ConfigurationPlace(source: "x", key: "a.e", line: 2))
    #expect(
      configurationError(text) { _ = try $0.mapping("b") }?.description
        == "x, line 1, b: found the number 1, expected a mapping of keys to values.")
    #expect(configurationError(text) { try $0.expectOnly(["a", "b", "c"]) } == nil)
  }

  @Test("what stands twice, or is no YAML, is named by its line; an alias is its anchor's value")
  func structure() throws {
    #expect(
      configurationError("a: 1\nb: 2\na: 3") { _ in }?.description.hasSuffix(
        "stands twice. Keep one of the two.") == true)
    guard case .repeatedKey(let place) = configurationError("a:\n  c: 1\n  c: 2", { _ in }) else {
      Issue.record("a key that stands twice in a mapping was taken")
      return
    }
    #expect(place.key == "a.c" && place.line == 3, "the whole key, and the line of the second")
    guard case .malformed(let unended, _) = configurationError("a: 1\nb: [1\nc: 2\n", { _ in })
    else {
      Issue.record("a list without an end was taken")
      return
    }
    #expect((unended.line ?? 0) >= 2)
    let root = try ConfigurationReader(text: "a: &x [1, 2]\nb: *x\n", source: "x").root
    #expect(try root.integers("b") == [1, 2])
    let nested = "a: " + String(repeating: "[", count: 40) + "1" + String(repeating: "]", count: 40)
    #expect(try ConfigurationReader(text: nested, source: "x").root.keys == ["a"])
  }
}
