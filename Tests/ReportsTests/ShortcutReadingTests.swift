import Corpora
import Metrics
import Reports
import Testing

@Suite("What the shortcut floor says in sentences")
struct ShortcutReadingTests {
  private let probes = [("level", "shortcut"), ("duration", "shortcut"), ("mfcc", "baseline")].map {
    ShortcutFloor.Probe(name: $0, kind: $1, classifier: "c", features: "f")
  }

  private func score(
    _ probe: String, _ uar: Double?, _ difference: Measure, shared: Double? = 0.5,
    alike: Double? = 0.25, alikeByChance: Double? = 0.25, errors: Int = 1_234
  ) -> ShortcutFloor.Score {
    ShortcutFloor.Score(
      probe: probe, uar: Measure(uar), difference: difference, errorCount: errors,
      shared: Measure(shared), sharedByChance: Measure(0.4), alike: Measure(alike),
      alikeByChance: Measure(alikeByChance))
  }

  private func row(
    _ scores: [ShortcutFloor.Score], _ origin: Origin = .of(), speaker: String? = nil
  ) -> ShortcutFloor.Row {
    ShortcutFloor.Row(
      origin: origin, speaker: speaker, count: 100, model: Measure(0.6), scores: scores)
  }

  private func sentences(_ rows: [ShortcutFloor.Row]) throws -> [String] {
    let page = try Page {
      $0.shortcuts = ShortcutFloor(probes: probes, rows: rows, references: [])
    }
    return try page.section("shortcuts").all("li").map(\.text)
  }

  @Test("The whole interval decides whether the model is better, worse, or neither")
  func verdicts() throws {
    for (difference, verb, number) in [
      (Measure.about(0.25, 0.125), "is better than", "+.25 [.13, .38]"),
      (.about(-0.25, 0.125), "is worse than", "−.25 [−.38, −.13]"),
      (.about(0.125, 0.125), "is not shown to be better or worse than", "+.13 [.00, .25]"),
      (Measure(0.25), "is not shown to be better or worse than", "+.25"),
    ] {
      let found = try sentences([row([score("mfcc", 0.5, difference)])])
      #expect(
        found == [
          "On speaker-disjoint · OAF → YAF, the model (UAR .60) \(verb) the strongest probe, mfcc "
            + "(.50): a difference of \(number)."
        ])
    }
  }

  @Test("Whether errors are alike is said beyond a tenth over or under chance")
  func errors() throws {
    for (alike, words) in [
      (0.375, "more often than chance would (25\u{A0}%)."),
      (0.125, "less often than chance would (25\u{A0}%)."),
      (0.34, "about as often as chance would (25\u{A0}%)."),
      (0.16, "about as often as chance would (25\u{A0}%)."),
    ] {
      let found = try sentences([row([score("level", 0.5, .about(0.1, 0.05), alike: alike)])])
      #expect(
        found.first?.contains(
          "On 50\u{A0}% of its 1,234 errors the shortcut level errs too (chance 40\u{A0}%). ")
          == true)
      #expect(found.first?.contains("of them it gives the same wrong answer, ") == true)
      #expect(found.first?.hasSuffix(words) == true)
    }
    for score in [
      score("level", 0.5, .about(0.1, 0.05), shared: nil),
      score("level", 0.5, .about(0.1, 0.05), alike: nil),
      score("level", 0.5, .about(0.1, 0.05), alikeByChance: nil),
    ] { #expect(try sentences([row([score])]).first?.contains("errors") == false) }
  }

  @Test("Of few errors nothing is said beside chance that chance alone would make of so many")
  func fewErrors() throws {
    let more = ", more often than chance would ("
    let less = ", less often than chance would ("
    let about = ", about as often as chance would ("
    let few = ", which so few errors cannot tell from chance ("
    // With a chance of a quarter, 3 of 3 come up with .0156 and 2 of 2 with .0625, none of 13 with
    // .0238 and none of 12 with .0317; a tenth over it, 7 of 20 or more, with .21.
    for (errors, alike, words) in [
      (1, 0, few), (1, 1, few), (2, 2, few), (3, 3, more), (12, 0, few), (13, 0, less),
      (20, 5, few), (25, 6, few), (1_000, 250, about), (1_000, 320, about), (1_000, 360, more),
      (1_000, 140, less),
    ] {
      let share = Double(alike) / Double(errors)
      let found = try sentences([
        row([score("level", 0.5, .about(0.1, 0.05), alike: share, errors: errors)])
      ])
      #expect(found.first?.contains(words) == true, "\(alike) of \(errors)")
    }
    for (chance, alike, words) in [(0.0, 0.0, about), (1.0, 1.0, about), (0.05, 0.05, about)] {
      let found = try sentences([
        row([score("level", 0.5, .about(0.1, 0.05), alike: alike, alikeByChance: chance)])
      ])
      #expect(found.first?.contains(words) == true, "\(chance)")
    }
  }

  @Test("The strongest probe of all is set beside the model, the strongest shortcut its errors")
  func strongest() throws {
    let found = try sentences([
      row([
        score("level", 0.3, .about(0.3, 0.05)), score("duration", 0.4, .about(0.2, 0.05)),
        score("mfcc", 0.5, .about(0.1, 0.05)), score("unheard", 0.9, .about(-0.3, 0.05)),
      ])
    ])
    #expect(found.first?.contains("the strongest probe, mfcc (.50)") == true)
    #expect(found.first?.contains("the shortcut duration errs too") == true)
    let tie = try sentences([
      row([score("level", 0.4, .about(0.2, 0.05)), score("duration", 0.4, .about(0.2, 0.05))])
    ])
    #expect(tie.first?.contains("the strongest probe, level") == true, "the first of equals")
    for scores in [
      [score("level", 0.4, .about(0.2, 0.1)), score("duration", 0.4, .about(0.2, 0.2))],
      [score("duration", 0.4, .about(0.2, 0.2)), score("level", 0.4.nextUp, .about(0.2, 0.1))],
    ] {
      let cautious = try sentences([row(scores)])
      #expect(cautious.first?.contains("the strongest probe, duration") == true)
      #expect(cautious.first?.contains("is not shown to be better or worse than") == true)
    }
  }

  @Test("What was not measured has no sentence, and single speakers have none of their own")
  func absent() throws {
    let known = row([score("mfcc", 0.5, .about(0.1, 0.05))])
    let unknown = row([score("mfcc", 0.5, .undetermined)], .of(.crossCorpus))
    let nothing = row([score("mfcc", nil, .about(0.1, 0.05))], .of(.speakerWordDisjoint))
    let speaker = row([score("mfcc", 0.5, .about(0.1, 0.05))], speaker: "YAF")
    #expect(try sentences([known, unknown, nothing, speaker]).count == 1)
  }

  @Test("A rung that leaks tells how far a shortcut alone leads there, honest or not the rest")
  func leaky() throws {
    let leaky = row(
      [score("level", 0.75, .about(0.1, 0.05)), score("mfcc", 0.9, .about(0, 0.1))],
      .of(.random))
    #expect(
      try sentences([leaky]) == [
        "No rung of this run keeps speakers apart, so nothing here says how far a shortcut leads "
          + "to a new speaker.",
        "On the random split (LEAKY) the shortcut level alone reaches .75.",
      ])
    let apart = row([score("level", 0.75, .about(0.1, 0.05))], .of(.speakerDisjoint, isLeaky: true))
    #expect(
      try sentences([apart]).first
        == "Every rung of this run is LEAKY, those that should keep speakers apart too (the "
        + "finding no-leaky-evidence says by what), so nothing here says how far a shortcut leads "
        + "to a new speaker.")
    let none = row([score("mfcc", 0.9, .about(0, 0.1))], .of(.random))
    #expect(try sentences([none]).count == 1, "no shortcut was measured there")
  }

  @Test("Five test sets are counted, by whole intervals alone, and the worst is told")
  func many() throws {
    let differences: [Measure] = [
      .about(0.25, 0.125), .about(0.25, 0.25), Measure(0.25), .about(-0.25, 0.125),
      .about(0.5, 0.125),
    ]
    let rows = differences.enumerated().map { index, difference in
      row([score("mfcc", 0.5, difference)], .of(.speakerDisjoint, "others", "s\(index)"))
    }
    let found = try sentences(rows)
    try #require(found.count == 2)
    // The third has no interval that could lie above 0.
    #expect(
      found[0]
        == "On 2 of 5 test sets of speakers whom training never heard, the model is better than "
        + "the strongest probe by the whole interval of the difference.")
    #expect(found[1].hasPrefix("Worst of all: On speaker-disjoint · others → s3, the model"))
    #expect(try sentences(Array(rows.prefix(4))).count == 4)
  }
}
