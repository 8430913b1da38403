import Configuration
import Foundation
import Testing

private func read(_ text: String) throws -> ConfigurationMapping {
  try ConfigurationReader(text: text, source: "recipe.yaml").root
}

private func message(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}

private enum Optimiser: String, CaseIterable { case adam, sgd }

@Suite("Reading a configuration")
struct ConfigurationReaderTests {
  @Test("A byte order mark is taken off")
  func marked() throws {
    #expect(try read("\u{FEFF}name: quick").text("name") == "quick")
    #expect(try read("\u{FEFF}{}").text("name", default: "none") == "none")
  }

  @Test("Values come out as the types they are asked for")
  func typedValues() throws {
    let root = try read(
      """
      name: quick   # a comment
      epochs: 12
      rate: .5
      tiny: 1e-3
      mask: true
      optimiser: adam
      seeds: [1, 2]
      one-seed: 3
      network:
        hidden: 64
      blocks:
        - channels: 16
        - channels: 32
      """)
    #expect(try root.text("name") == "quick")
    #expect(try root.integer("epochs") == 12)
    #expect(try root.number("rate") == 0.5)
    #expect(try root.number("tiny") == 0.001)
    #expect(try root.boolean("mask"))
    #expect(try root.choice("optimiser", of: Optimiser.self) == .adam)
    #expect(try root.integers("seeds", in: 0...9) == [1, 2])
    #expect(try root.integers("one-seed", in: 0...9) == [3])
    #expect(try root.mapping("network")?.integer("hidden") == 64)
    #expect(try root.mappings("blocks").map { try $0.integer("channels") } == [16, 32])
  }

  @Test("What is not written takes the default, and without one is an error")
  func defaults() throws {
    let root = try read("name: x")
    #expect(try root.integer("epochs", default: 5) == 5)
    #expect(try root.choice("optimiser", default: Optimiser.sgd) == .sgd)
    #expect(try root.mapping("network") == nil)
    #expect(
      message { _ = try root.integer("epochs", in: 1...9) }
        == "recipe.yaml, epochs: missing. Expected a whole number from 1 to 9.")
  }

  @Test("An unknown key is refused with its line and the nearest known key")
  func unknownKey() throws {
    let root = try read("epochs: 1\nlearning_rte: 2\n")
    #expect(
      message { try root.expectOnly(["epochs", "learning-rate"]) }
        == "recipe.yaml, line 2, learning_rte: unknown key. Did you mean 'learning-rate'? "
        + "The keys are: epochs, learning-rate.")
    let nested = try #require(try read("a:\n  b: 1\n  zzz: 2\n").mapping("a"))
    #expect(
      message { try nested.expectOnly(["b"]) }
        == "recipe.yaml, line 3, a.zzz: unknown key. The keys are: b.")
  }

  @Test(
    "A wrong type or range names the key, what was found and what was expected",
    arguments: [
      ("a: twelve", "recipe.yaml, line 1, a: found 'twelve', expected a whole number from 1 to 9."),
      (
        "a: 1.5",
        "recipe.yaml, line 1, a: found the number 1.5, expected a whole number from 1 to 9."
      ),
      (
        "a: 12", "recipe.yaml, line 1, a: found the number 12, expected a whole number from 1 to 9."
      ),
      (
        "a: '2'",
        "recipe.yaml, line 1, a: found the text \"2\", expected a whole number from 1 to 9."
      ),
      ("a:", "recipe.yaml, line 1, a: found nothing, expected a whole number from 1 to 9."),
      ("a: 0x1", "recipe.yaml, line 1, a: found '0x1', expected a whole number from 1 to 9."),
      (
        "a: {b: 1}", "recipe.yaml, line 1, a: found a mapping, expected a whole number from 1 to 9."
      ),
      (
        "a: 99999999999999999999",
        "recipe.yaml, line 1, a: found the number 99999999999999999999, expected a whole number from 1 to 9."
      ),
    ])
  func wrongIntegers(text: String, expected: String) {
    #expect(message { _ = try read(text).integer("a", in: 1...9) } == expected)
  }

  @Test("Where one number alone is allowed, it is named")
  func singleInteger() throws {
    #expect(try read("a: 1").integer("a", in: 1...1) == 1)
    #expect(
      message { _ = try read("a: 2").integer("a", in: 1...1) }
        == "recipe.yaml, line 1, a: found the number 2, expected 1.")
  }

  @Test("Words that YAML readers disagree about are not truth values, and numbers are not text")
  func ambiguousWords() throws {
    #expect(message { _ = try read("a: yes").boolean("a") }?.contains("true or false") == true)
    #expect(try read("a: no").text("a") == "no")
    #expect(message { _ = try read("a: 1.0").text("a") }?.contains("quote it") == true)
    #expect(message { _ = try read("a: .inf").number("a") }?.contains("a number") == true)
    #expect(message { _ = try read("a: .nan").number("a") }?.contains("a number") == true)
    #expect(try read("a: 010").integer("a") == 10)
  }

  @Test("A word that is no choice is refused with the nearest choice")
  func unknownChoice() {
    #expect(
      message { _ = try read("a: adma").choice("a", of: Optimiser.self) }
        == "recipe.yaml, line 1, a: found 'adma'. Did you mean 'adam'? The choices are: adam, sgd.")
  }

  @Test("An element of a list is named by its position and its own line")
  func listElements() {
    #expect(
      message { _ = try read("seeds:\n  - 1\n  - -4\n").integers("seeds", in: 0...9) }
        == "recipe.yaml, line 3, seeds[1]: found the number -4, expected a whole number from 0 to 9."
    )
  }

  @Test(
    "What is no single YAML mapping is refused, never trapped on",
    arguments: [
      "", "# only a comment", "- a\n- b", "just words", "a: [1, 2", "a: 1\na: 2", "a: 1\n---\nb: 2",
      "? [x]\n: 1", "a: *nowhere", "a: \"\u{0}\"", "\t- a: 1", "a: 1\n'a': 2",
    ])
  func refusedTexts(text: String) {
    #expect(throws: ConfigurationError.self) { try read(text) }
  }

  @Test("Nesting without end is refused, closed or not", arguments: [100, 900, 20_000])
  func deepNesting(depth: Int) {
    let open = "a: " + String(repeating: "[", count: depth)
    for text in [open, open + String(repeating: "]", count: depth)] {
      #expect(throws: ConfigurationError.self) { try read(text) }
    }
  }

  @Test("A text whose aliases multiply without end is refused")
  func manyAliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      let names = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(message { _ = try read(text) }?.contains("more than 100000 values") == true)
  }
}
