import Configuration
import Testing

@Suite("What a value is taken for")
struct ConfigurationValueTests {
  /// How a value may be read: as a number, a whole number, a truth value, a text.
  private struct Readings: Equatable {
    var number: Double?
    var integer: Int?
    var boolean: Bool?
    var text: String?
  }

  @Test(
    "each value is one of number, truth value, text or nothing, and whole numbers are numbers",
    arguments: [
      ("7", 7, 7, nil, nil), ("-7", -7, -7, nil, nil), ("+7", 7, 7, nil, nil),
      ("007", 7, 7, nil, nil), ("7.0", 7, nil, nil, nil), ("7e0", 7, nil, nil, nil),
      ("-.5E+1", -5, nil, nil, nil), ("1e308", 1e308, nil, nil, nil),
      ("1e309", nil, nil, nil, "1e309"), ("1_000", nil, nil, nil, "1_000"),
      ("0x10", nil, nil, nil, "0x10"), ("1:30", nil, nil, nil, "1:30"),
      ("1.2.3", nil, nil, nil, "1.2.3"), ("e", nil, nil, nil, "e"), ("inf", nil, nil, nil, "inf"),
      ("nan", nil, nil, nil, "nan"), ("0b1", nil, nil, nil, "0b1"), ("٧", nil, nil, nil, "٧"),
      ("true", nil, nil, true, nil), ("false", nil, nil, false, nil),
      ("True", nil, nil, nil, "True"), ("on", nil, nil, nil, "on"),
      ("'7'", nil, nil, nil, "7"), ("\"true\"", nil, nil, nil, "true"),
      ("'null'", nil, nil, nil, "null"), ("'~'", nil, nil, nil, "~"),
      ("null", nil, nil, nil, nil), ("Null", nil, nil, nil, nil), ("NULL", nil, nil, nil, nil),
      ("~", nil, nil, nil, nil), ("", nil, nil, nil, nil), ("nUll", nil, nil, nil, "nUll"),
      ("''", nil, nil, nil, nil), ("'  '", nil, nil, nil, nil), ("[7]", nil, nil, nil, nil),
      ("{b: 7}", nil, nil, nil, nil), ("|\n  7\n", nil, nil, nil, "7\n"),
    ] as [(String, Double?, Int?, Bool?, String?)])
  func readings(written: String, number: Double?, integer: Int?, boolean: Bool?, text: String?)
    throws
  {
    let root = try ConfigurationReader(text: "a: \(written)", source: "x").root
    let found = Readings(
      number: try? root.number("a"), integer: try? root.integer("a"),
      boolean: try? root.boolean("a"), text: try? root.text("a"))
    #expect(found == Readings(number: number, integer: integer, boolean: boolean, text: text))
  }

  @Test("limits are allowed themselves, and are named where there are any")
  func limits() {
    let whole: [(ClosedRange<Int>, String)] = [
      (2...5, "a whole number from 2 to 5"), (2...Int.max, "a whole number of at least 2"),
      (Int.min...5, "a whole number of at most 5"),
    ]
    for (range, words) in whole {
      for number in [2, 5] where range.contains(number) {
        #expect(configurationError("a: \(number)") { _ = try $0.integer("a", in: range) } == nil)
      }
      for number in [1, 6] where !range.contains(number) {
        let place = ConfigurationPlace(source: "x", key: "a", line: 1)
        #expect(
          configurationError("a: \(number)") { _ = try $0.integer("a", in: range) }
            == .refusedValue(place, found: "the number \(number)", expected: words))
        #expect(
          configurationError("a: [\(number)]") { _ = try $0.integers("a", in: range) }
            == .refusedValue(
              ConfigurationPlace(source: "x", key: "a[0]", line: 1),
              found: "the number \(number)", expected: words))
      }
    }
    let most = Double.greatestFiniteMagnitude
    for (range, refused, words) in [
      (0.5...2, "2.5", "a number from 0.5 to 2.0"),
      (0.5...most, "0.25", "a number of at least 0.5"),
      (-most...2, "2.5", "a number of at most 2.0"), (-most...most, "many", "a number"),
    ] {
      let found = configurationError("a: \(refused)") { _ = try $0.number("a", in: range) }
      #expect(found?.description.hasSuffix(", expected \(words).") == true)
      for number in [0.5, 2] {
        #expect(configurationError("a: \(number)") { _ = try $0.number("a", in: range) } == nil)
      }
    }
    #expect(
      configurationError("a: many") { _ = try $0.integer("a") }?.description
        == "x, line 1, a: found 'many', expected a whole number.")
  }

  @Test(
    "what was found is told in words",
    arguments: [
      ("[1, 2, 3]", "a list of 3"), ("[]", "a list of 0"), ("{b: 1}", "a mapping"),
      ("~", "nothing"),
      ("'1'", "the text \"1\""), ("-1.50", "the number -1.50"), ("true", "'true'"),
    ])
  func found(written: String, words: String) throws {
    let root = try ConfigurationReader(text: "a: \(written)", source: "x").root
    #expect(
      root.refusal(of: "a", expected: "more").description
        == "x, line 1, a: found \(words), expected more.")
    #expect(
      root.refusal(of: "b", expected: "more").description == "x, b: found nothing, expected more.")
  }

  @Test("a default is held to the range of its key, and named where it is outside")
  func defaults() throws {
    let nothing = ConfigurationMapping(empty: "x")
    let written = try ConfigurationReader(text: "b: 1", source: "x").root
    for (root, note) in [(nothing, ""), (written, " (left out)")] {
      for (body, found) in [
        ({ _ = try root.number("a", in: 0...1, default: 1.5) }, "the number 1.5"),
        ({ _ = try root.number("a", in: 0...1, default: .nan) }, "the number nan"),
        ({ _ = try root.integer("a", in: 0...1, default: -1) }, "the number -1"),
      ] as [(() throws -> Void, String)] {
        let error = #expect(throws: ConfigurationError.self, performing: body)
        #expect(error?.description.hasPrefix("x, a: found \(found)\(note), expected a ") == true)
      }
      let error = #expect(throws: ConfigurationError.self) {
        try root.integers("a", in: 0...1, default: [0, 2])
      }
      #expect(error?.description.hasPrefix("x, a[1]: found the number 2, expected a ") == true)
      #expect(try root.number("a", in: 0...1, default: 1) == 1)
      #expect(try root.integers("a", in: 0...1, default: []) == [])
    }
    #expect(try written.integer("b", in: 0...1, default: 7) == 1)
    let section = try written.section("c")
    #expect(section.keys.isEmpty && section.place.key == "c")
    #expect(try section.integer("a", default: 3) == 3)
  }

  @Test("text that is not there, or looks like something else, is refused with what to do")
  func texts() {
    for (written, words) in [
      ("''", "found empty text, expected text."), ("' '", "found empty text, expected text."),
      ("7", "found the number 7, expected text (quote it)."),
      ("false", "found 'false', expected text (quote it)."),
      ("[x]", "found a list of 1, expected text."), ("~", "found nothing, expected text."),
    ] {
      #expect(
        configurationError("a: \(written)") { _ = try $0.text("a") }?.description
          == "x, line 1, a: " + words)
    }
  }
}
