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

  /// Harmonics that wander, which fingerprints know again at any level.
  private static func tune() -> Waveform {
    var phase = 0.0
    let samples = (0..<24_000).map { index -> Float in
      let time = Double(index) / 16_000
      phase += (170 + 50 * sin(8.2 * time)) / 16_000
      let sum = (1...20).reduce(0.0) { sum, harmonic in
        let distance = (Double(harmonic) * 170 - 1_400 - 900 * sin(13.2 * time)) / 300
        return sum + (0.05 + exp(-distance * distance)) * sin(2 * .pi * Double(harmonic) * phase)
      }
      return Float(0.1 * sum)
    }
    return Waveform(samples: samples, sampleRate: 16_000)
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

  @Test("Recordings that are too short for a word are told; a copy of them is to be mended")
  func tooShort() throws {
    let whole = Self.tone()
    func take(_ samples: Int) -> Waveform {
      Waveform(samples: Array(whole.samples.suffix(samples)), sampleRate: whole.sampleRate)
    }
    let found = try issues(
      [("a.wav", take(1599)), ("b.wav", take(1600)), ("c.wav", take(1))], .tooShort)
    #expect(found.map(\.paths) == [["a.wav"], ["c.wav"]])
    #expect(found.allSatisfy { $0.status == .failed })
    #expect(
      found.map(\.explanation)
        == [99.9, 0.1].enumerated().map {
          "\($0 == 0 ? "a" : "c").wav: \($1) ms, expected at least 100 ms of speech; get the file "
            + "again, or take it out of the corpus"
        })
  }

  /// Recordings of which some end at full level and the others fade over their last fifth.
  private static func takes(cut: Int, whole: Int, backwards: Bool) -> [(String, Waveform)] {
    (0..<cut + whole).map { number in
      let take = tone(number) { samples in
        for index in 0..<(number < cut ? 0 : 3_200) {
          samples[samples.count - 1 - index] *= Float(index) / 3_200
        }
        for index in 0..<3_200 { samples[index] *= Float(index) / 3_200 }
        if backwards { samples.reverse() }
      }
      return ("\(number < cut ? "cut" : "whole")\(number).wav", take)
    }
  }

  @Test(
    "Ends in the middle of sound are told if ten recordings and a tenth of all have them",
    arguments: [(9, 9, false), (10, 0, true), (10, 90, true), (10, 91, false)])
  func cutOff(cut: Int, whole: Int, isTold: Bool) throws {
    for backwards in [false, true] {
      let takes = Self.takes(cut: cut, whole: whole, backwards: backwards)
      let found = try issues(takes, .cutOff)
      guard isTold else {
        #expect(found.isEmpty)
        continue
      }
      try #require(found.count == 1)
      #expect(found[0].status == .passed)
      #expect(found[0].paths == (0..<10).map { "cut\($0).wav" })
      #expect(
        found[0].explanation == "cut0.wav, cut1.wav, cut2.wav and 7 more: "
          + "\(backwards ? "begin" : "end") less than 15 dB below their loudest 25 ms, 10 of "
          + "\(cut + whole) recordings, expected few; speech fades, so what was said there is "
          + "probably cut: compare the lengths with those of the source")
    }
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

  /// The inspection of a folder whose corpus uses some of its files, each with an emotion.
  private func inspection(
    _ files: [(name: String, waveform: Waveform)], using labels: [String: Emotion],
    unlisted: [String] = [], corpus name: String = "toy"
  ) throws -> FolderInspection {
    for file in files {
      let place = folder.path + "/" + file.name
      try FileManager.default.createDirectory(
        atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try AudioFile.write(file.waveform, to: place, as: .pcm16)
    }
    let corpus = Corpus(
      name: name, root: folder.path,
      utterances: labels.map {
        Utterance(
          id: $0.key, corpus: name, speaker: "s", emotion: $0.value, word: nil, path: $0.key)
      }, speakers: [Speaker(id: "s")])
    return try #require(try FolderInspection.run(corpus, listing: nil, unlisted: unlisted))
  }

  @Test(
    "Of copies the one that the table names is to stay, and the rows of the others go with them",
    arguments: [
      (["c.wav": .sad], "keep c.wav (the table names it) and remove the others"),
      (
        ["b.wav": .sad, "c.wav": .sad],
        "keep b.wav (or another one: nothing tells which is the original) and remove the others "
          + "with their rows"
      ),
      (
        [:],
        "keep a.wav (or another one: nothing tells which is the original) and remove the others"
      ),
      (
        ["b.wav": .sad, "c.wav": .fear],
        "find out which label is right, keep that file and remove the others"
      ),
    ] as [([String: Emotion], String)])
  func kept(labels: [String: Emotion], advice: String) throws {
    let files = ["a.wav", "b.wav", "c.wav"].map { ($0, Self.tone(1)) } + [("z.wav", Self.tone(9))]
    let found = try inspection(files, using: labels.merging(["z.wav": .sad]) { one, _ in one })
      .issues.filter { $0.kind == .duplicate }
    try #require(found.map(\.paths) == [["a.wav", "b.wav", "c.wav"]])
    #expect(found[0].explanation.hasSuffix("; " + advice), "\(found[0].explanation)")
  }

  @Test(
    "Of copies that the table names alike the one that looks like the original is to stay",
    arguments: [
      ("bought-sad.wav", "kopie.wav", "its name does not say copy"),
      ("x/one.wav", "x/one (1).wav", "its name does not say copy"),
      ("one.wav", "Copy of one.wav", "its name does not say copy"),
      ("two.wav", "backup/two.wav", "its name does not say copy"),
      ("z.wav", "a.mp3", "its coding loses nothing"),
      ("longer-name.flac", "a.ogg", "its coding loses nothing"),
      ("z.mp3", "z copy.wav", "its name does not say copy"),
      ("b.wav", "a/b.wav", "its path is shorter"),
      ("copying.wav", "copying-it.wav", "its path is shorter"),
    ])
  func original(kept: String, other: String, reason: String) throws {
    let files = [kept, other].map { ($0, Self.tone(1)) }
    let found = try inspection(files, using: [kept: .sad, other: .sad])
      .issues.filter { $0.kind == .duplicate }
    try #require(found.count == 1)
    #expect(
      found[0].explanation.hasSuffix(
        "; keep \(kept) (\(reason)) and remove the other with its row"),
      "\(found[0].explanation)")
  }

  @Test("Of one recording in other bytes, too, the one that the table names is to stay")
  func keptOfAlike() throws {
    let tune = Self.tune()
    let found = try inspection(
      [("a.wav", tune.scaled(by: 0.5)), ("b.wav", tune)], using: ["b.wav": .sad]
    ).issues.filter { $0.kind == .nearDuplicate }
    try #require(found.map(\.paths) == [["a.wav", "b.wav"]])
    #expect(
      found[0].explanation.hasSuffix("; keep b.wav (the table names it) and remove the other"))
  }

  @Test("Of two folders with the same files the one that the table names is no copy")
  func keptFolder() throws {
    let files = ["a.wav", "b.wav", "in/a.wav", "in/b.wav"].map { name in
      (name, Self.tone(name.hasSuffix("a.wav") ? 1 : 2))
    }
    let found = try inspection(files, using: ["in/a.wav": .sad, "in/b.wav": .fear])
      .issues.filter { $0.kind == .nestedCopy }
    #expect(
      found.map(\.explanation) == [
        "the folder itself: all 2 recordings stand in in too; remove those that are directly in it"
      ])
  }

  @Test("Recordings that no row names are a note, with what to do")
  func unlisted() throws {
    let files = (1...6).map { ("\($0).wav", Self.tone($0)) }
    let one = try inspection(files, using: ["1.wav": .sad], unlisted: ["2.wav"]).issues
      .filter { $0.kind == .unlisted }
    #expect(
      one.map(\.explanation) == [
        "2.wav: no row of the corpus' table names it, so it is not used; expected a row for each "
          + "recording: add it, or move the file out of the corpus"
      ])
    #expect(one.map(\.status) == [.passed])
    let several = try inspection(
      files, using: ["1.wav": .sad], unlisted: files.dropFirst().map(\.0)
    ).issues.filter { $0.kind == .unlisted }
    try #require(several.map(\.paths) == [["2.wav", "3.wav", "4.wav", "5.wav", "6.wav"]])
    #expect(
      several[0].explanation
        == "2.wav, 3.wav, 4.wav and 2 more: no row of the corpus' table names them, so they are "
        + "not used; expected a row for each recording: add them, or move the files out of the "
        + "corpus")
    #expect(try inspection([], using: ["1.wav": .sad]).issues.allSatisfy { $0.kind != .unlisted })
  }
}
