import Corpora
import Exploration
import Testing

@Suite("An exploration of tones whose numbers are known")
struct ToneExplorationTests {
  private typealias Tone = ToneFolder.Tone

  private static func tones(
    _ speaker: String, _ emotion: Emotion, _ seconds: [String: Double], amplitude: Double = 0.5
  ) -> [Tone] {
    seconds.map {
      Tone(
        speaker: speaker, emotion: emotion, word: $0, seconds: $1, amplitude: amplitude)
    }
  }

  /// Of `a` the word y lies nearest to all three medians; `b` lacks an emotion; `c` says no word in
  /// all of them; `d` would be a third.
  private static let all =
    tones("a", .angry, ["x": 0.5, "y": 0.6, "z": 1])
    + tones("a", .sad, ["x": 0.9, "y": 1, "z": 0.7])
    + tones("a", .neutral, ["x": 0.6, "y": 0.8, "z": 0.7])
    + tones("b", .angry, ["x": 0.5]) + tones("b", .sad, ["x": 0.5])
    + tones("c", .angry, ["p": 0.5, "q": 0.7, "r": 0.55]) + tones("c", .sad, ["s": 0.8])
    + tones("c", .neutral, ["t": 0.6])
    + [Emotion.angry, .sad, .neutral].flatMap { tones("d", $0, ["x": 0.5], amplitude: 0.25) }

  private static let found = Result { () throws -> CorpusExploration? in
    let folder = try ToneFolder(all)
    return try withExtendedLifetime(folder) { try CorpusExploration.explore(folder.corpus) }
  }

  private func exploration() throws -> CorpusExploration {
    let found = try Self.found.get()
    return try #require(found)
  }

  @Test("Examples are of the word nearest to the medians as shares of them, else each the nearest")
  func examples() throws {
    let found = try exploration().examples
    #expect(found.map(\.speaker) == ["a", "c"], "two speakers who have all three emotions")
    let names = found.map { $0.utterances.map(\.utterance.id) }
    // x lies beside the medians .6, .9 and .7 by .1, 0 and .1, y by 0, .1 and .1: as shares of
    // them that is .310 and .254.
    #expect(names.first == ["a-angry-y", "a-sad-y", "a-neutral-y"])
    #expect(names.last == ["c-angry-r", "c-sad-s", "c-neutral-t"])
  }

  @Test("Cells have the counts, lengths, levels and pitches that went in")
  func cells() throws {
    let found = try exploration()
    #expect(found.cells.count == 11)
    let order = found.cells.map { "\($0.speaker) \($0.emotion)" }
    #expect(
      Array(order.prefix(5)) == ["a angry", "a neutral", "a sad", "b angry", "b sad"],
      "by speaker, and then in the order of emotions")
    let own = try #require(found.cells.first)
    let lengths = try #require(own.distributions[.duration])
    for (value, expected) in [
      (lengths.p5, 0.51), (lengths.p25, 0.55), (lengths.median, 0.6), (lengths.p75, 0.8),
      (lengths.p95, 0.96), (lengths.mean, 0.7),
    ] { #expect(abs(value - expected) < 1e-9, "\(expected)") }
    #expect(own.count == 3 && lengths.count == 3)
    let quiet = try #require(found.cells.last)
    // Half and a quarter of full scale; the RMS of a tone is its peak over the root of 2.
    for (cell, peak) in [(own, -6.0206), (quiet, -12.0412)] {
      #expect(abs((cell.distributions[.peak]?.median ?? 0) - peak) < 0.001)
      #expect(abs((cell.distributions[.level]?.median ?? 0) - peak + 3.0103) < 0.001)
      #expect(abs((cell.distributions[.pitch]?.median ?? 0) - ToneFolder.hertz) < 1)
    }
    let seconds = Self.all.reduce(0) { $0 + $1.seconds }
    #expect(abs(found.totalSeconds - seconds) < 1e-9)
  }

  @Test("What cannot be read is named, and its speaker is in no cell and no claim")
  func omitted() throws {
    let found = try exploration()
    #expect(found.omitted.keys.sorted() == ["broken"])
    #expect(!found.cells.contains { $0.speaker == "nobody" })
    #expect(Set(found.claims.map(\.speaker)) == ["a", "b", "c", "d"])
    #expect(found.claims.count == 4 * Claim.claims(about: "tones").count)
  }

  @Test("The outline of a tone reaches as far up as down, and its picture is brightest at 200 Hz")
  func pictures() throws {
    let example = try #require(try exploration().examples.first?.utterances.first)
    #expect(example.outline.count == 96, "160 a second")
    for step in example.outline {
      #expect(abs(step.upperBound - 0.5) < 0.001 && abs(step.lowerBound + 0.5) < 0.001)
    }
    let middle = example.frames / 2
    let bands = (0..<example.bands).map { example.spectrogram[middle * example.bands + $0] }
    let brightest = try #require(bands.indices.max { bands[$0] < bands[$1] })
    let place = (Double(brightest) + 0.5) / Double(example.bands)
    let low = try #require(example.frequencies.first)
    #expect(low.hertz == 250 && place < low.place && place > low.place / 3)
    #expect(example.frames == 1 + 9_600 / 256)
  }
}
