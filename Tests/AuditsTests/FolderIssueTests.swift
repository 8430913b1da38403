import Audio
import Audits
import Corpora
import Findings
import Foundation
import Testing

@Suite("What is said of single files, from which boundary on")
struct FolderIssueTests {
  /// A folder of its own for one test; it goes with the test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "ser-audit-" + UUID().uuidString

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private let folder: Folder

  init() throws { folder = try Folder() }

  /// Whole periods of a tone, so that its mean is 0.
  private static func tone(
    _ number: Int = 0, rate: Int = 16_000, offset: Float = 0,
    change: (inout [Float]) -> Void = { _ in }
  ) -> Waveform {
    let step = 2 * .pi * Double(200 + 10 * number) / Double(rate)
    var samples = (0..<rate).map { offset + 0.3 * Float(sin(step * Double($0))) }
    change(&samples)
    return Waveform(samples: samples, sampleRate: rate)
  }

  private func issues(
    _ files: [(name: String, waveform: Waveform)], _ kind: IntegrityIssue.Kind
  ) throws -> [IntegrityIssue] {
    for file in files {
      try AudioFile.write(file.waveform, to: folder.path + "/" + file.name, as: .pcm16)
    }
    let corpus = Corpus(
      name: "toy", root: folder.path,
      utterances: files.map {
        Utterance(
          id: $0.name, corpus: "toy", speaker: "s", emotion: .sad, word: nil, path: $0.name)
      }, speakers: [Speaker(id: "s")])
    let inspection = try #require(try FolderInspection.run(corpus, listing: nil))
    return inspection.issues.filter { $0.kind == kind }
  }

  @Test("A name of another container is told with what is inside")
  func container() throws {
    let found = try issues(
      [("a.flac", Self.tone(1)), ("b.wav", Self.tone(2)), ("c.WAV", Self.tone(3))],
      .misnamedContainer)
    #expect(found.map(\.paths) == [["a.flac"]] && found[0].status == .passed)
    #expect(
      found[0].explanation == "a.flac: WAV inside, expected FLAC by its name; it is read by its "
        + "content, other tools may refuse it")
  }

  @Test("Flat tops are told from two of three samples on", arguments: [[5], [3, 2], [3, 3], [6]])
  func flatTops(runs: [Int]) throws {
    let clipped = Self.tone { samples in
      for (place, run) in runs.enumerated() {
        for index in 0..<run { samples[1_000 + 5_000 * place + index] = 0.5 }
      }
    }
    let found = try issues([("a.wav", clipped)], .clipped)
    // A run of two is no flat top.
    let count = runs.filter { $0 > 2 }.reduce(0, +)
    #expect(
      found.map(\.explanation)
        == (count < 6
          ? []
          : [
            "a.wav: 6 samples in flat tops at 0.5 of full scale, expected none; the level was too "
              + "high when it was recorded or edited"
          ]))
  }

  @Test(
    "An offset is told from a hundredth of full scale on, whatever its sign",
    arguments: [
      (Float(0.0098), nil), (0.0102, "0.01"), (-0.0098, nil), (-0.0204, "-0.02"),
    ] as [(Float, String?)])
  func offsets(offset: Float, shown: String?) throws {
    let found = try issues([("a.wav", Self.tone(offset: offset))], .offset)
    #expect(
      found.map(\.explanation)
        == (shown.map {
          [
            "a.wav: a mean of \($0) of full scale, expected less than 0.01; features take it off, "
              + "other tools may not"
          ]
        } ?? []))
  }

  @Test("Of files in a rarer format three are named and the others counted")
  func rarer() throws {
    let usual = (0..<6).map { ("u\($0).wav", Self.tone($0)) }
    let odd = (0..<5).map { ("o\($0).wav", Self.tone($0, rate: 8_000)) }
    let found = try issues(usual + odd, .oddFormat)
    try #require(found.count == 1)
    #expect(found[0].paths == ["o0.wav", "o1.wav", "o2.wav", "o3.wav", "o4.wav"])
    #expect(found[0].explanation.hasPrefix("o0.wav, o1.wav, o2.wav and 2 more: 8000 Hz, mono, "))
    #expect(found[0].explanation.contains(", unlike 6 files of 16000 Hz, mono, "))
    #expect(found[0].status == .passed)
  }

  @Test("Of formats that as many files have, the first by name is the usual one")
  func ties() throws {
    let files = [16_000, 8_000, 22_050].flatMap { rate in
      (0..<2).map { ("\(rate)-\($0).wav", Self.tone($0, rate: rate)) }
    }
    let found = try issues(files, .oddFormat)
    #expect(found.map { $0.paths[0] } == ["22050-0.wav", "8000-0.wav"])
    #expect(found.allSatisfy { $0.explanation.contains("unlike 2 files of 16000 Hz") })
  }

  @Test("Issues come by kind, then in reading order")
  func order() throws {
    let (clipped, raised) = (
      Self.tone(1) { samples in for index in 0..<9 { samples[500 + index] = -0.6 } },
      Self.tone(2, offset: 0.1)
    )
    _ = try issues([("a.wav", raised), ("b.wav", clipped), ("c.flac", raised)], .offset)
    let corpus = Corpus(name: "toy", root: folder.path, utterances: [], speakers: [])
    let found = try #require(try FolderInspection.run(corpus, listing: nil)).issues
    let kinds = found.map(\.kind)
    #expect(kinds == IntegrityIssue.Kind.allCases.flatMap { kind in kinds.filter { $0 == kind } })
    #expect(found.filter { $0.kind == .offset }.map(\.paths) == [["a.wav"], ["c.flac"]])
    #expect(kinds.contains(.duplicate) && kinds.contains(.misnamedContainer))
  }

  @Test("Whoever watches may end the survey and the inspection, and is told how far they are")
  func watched() throws {
    let corpus = Corpus(
      name: "toy", root: folder.path,
      utterances: (0..<130).map {
        Utterance(
          id: "\($0)", corpus: "toy", speaker: "s", emotion: .sad, word: nil, path: "\($0).wav")
      }, speakers: [Speaker(id: "s")])
    for limit in [64, 128, 1_000] {
      var told: [Int] = []
      let survey = RecordingSurvey.run(corpus) { done in
        told.append(done)
        return done < limit
      }
      #expect(told == [64, 128, 130].filter { $0 <= max(limit, 64) })
      #expect((survey == nil) == (limit < 1_000))
      #expect(survey.map { $0.corpus.problems.count } ?? 130 == 130)
    }
    let ended = try FolderInspection.run(corpus, listing: nil) { $0 < 128 }
    #expect(ended == nil)
  }
}
