import Audio
import Audits
import Corpora
import Foundation
import TestSupport
import Testing

@Suite("What is said of every recording below a folder")
struct FolderInspectionTests {
  /// Harmonics that wander; other numbers give other takes.
  private static func take(_ number: Int, level: Float = 0.3) -> Waveform {
    var phase = 0.0
    let samples = (0..<24_000).map { index -> Float in
      let time = Double(index) / 16_000
      let slow = sin(2 * .pi * (1.3 + 0.37 * Double(number)) * time + Double(number))
      let other = sin(2 * .pi * (2.1 + 0.23 * Double(number)) * time + 2 * Double(number))
      phase += (170 + 50 * slow) / 16_000
      let centre = 1_400 + 900 * other
      let sum = (1...20).reduce(0.0) { sum, harmonic in
        let distance = (Double(harmonic) * (170 + 50 * slow) - centre) / 300
        return sum + (0.05 + exp(-distance * distance)) * sin(2 * .pi * Double(harmonic) * phase)
      }
      return level * 0.4 * Float(sum * (1 + 0.6 * other))
    }
    return Waveform(samples: samples, sampleRate: 16_000)
  }

  private static let names = ["OAF_back", "OAF_bar", "YAF_back", "YAF_bar"].flatMap { start in
    ["sad", "fear"].map { "\(start)_\($0).wav" }
  }

  private static let takes = names.indices.map { take($0) }

  /// A small TESS: two speakers, two words, two emotions.
  private func folder() throws -> ScratchFolder {
    let folder = try ScratchFolder()
    for (name, take) in zip(Self.names, Self.takes) { try folder.write(name, take) }
    return folder
  }

  private func listing(_ folder: ScratchFolder) throws -> ChecksumListing {
    ChecksumListing(
      entries: try Self.names.map { name in
        .init(
          name: name, sha256: try FileHash.sha256(path: folder.path + "/" + name), bytes: 48_044)
      })
  }

  private func inspect(_ folder: ScratchFolder, _ listing: ChecksumListing? = nil) throws
    -> FolderInspection
  {
    let corpus = try CorpusReader.read(name: "tess", root: folder.path)
    return try #require(try FolderInspection.run(corpus, listing: listing))
  }

  private func kinds(_ inspection: FolderInspection) -> [String] {
    inspection.issues.map { "\($0.kind.rawValue) \($0.status.rawValue)" }
  }

  @Test("A whole copy of what was published has no issues")
  func whole() throws {
    let folder = try folder()
    let inspection = try inspect(folder, listing(folder))
    #expect(inspection.issues.isEmpty, "\(inspection.issues)")
    #expect(inspection.official?.matched == 8)
    #expect(inspection.recordings.count == 8)
  }

  @Test("Missing, altered and extra files are each told with the file")
  func published() throws {
    let folder = try folder()
    let listing = try listing(folder)
    try FileManager.default.removeItem(atPath: folder.path + "/OAF_back_sad.wav")
    try folder.write("OAF_bar_sad.wav", Self.take(20))
    try folder.write("OAF_new_sad.wav", Self.take(21))
    try FileManager.default.moveItem(
      atPath: folder.path + "/YAF_bar_fear.wav", toPath: folder.path + "/YAF_bar_disgust.wav")
    let issues = try inspect(folder, listing).issues.filter { $0.kind != .coverageHole }
    #expect(
      issues.map { "\($0.kind.rawValue) \($0.paths[0])" } == [
        "missing OAF_back_sad.wav", "missing YAF_bar_fear.wav", "altered OAF_bar_sad.wav",
        "extra OAF_new_sad.wav", "extra YAF_bar_disgust.wav", "mislabelled YAF_bar_disgust.wav",
      ])
    #expect(issues.allSatisfy { $0.status == .failed })
    #expect(issues[5].explanation.contains("the name says disgust"))
  }

  @Test("A copy that was resampled, made quieter, padded and renamed is a near-duplicate")
  func nearDuplicate() throws {
    let folder = try folder()
    let take = Self.takes[0]
    let changed = Waveform(
      samples: [Float](repeating: 0, count: 3_000) + take.samples.dropFirst(500).map { $0 * 0.2 },
      sampleRate: 16_000)
    try folder.write("YAF_back_disgust.wav", try changed.resampled(to: 44_100))
    let issues = try inspect(folder).issues.filter { $0.kind == .nearDuplicate }
    try #require(issues.count == 1)
    #expect(issues[0].paths == ["OAF_back_sad.wav", "YAF_back_disgust.wav"])
    #expect(issues[0].status == .failed)
    #expect(issues[0].explanation.contains("labelled disgust and sad, OAF and YAF"))
  }

  @Test("Equal bytes under two labels are told, as the publisher's where they were published so")
  func duplicates() throws {
    let folder = try folder()
    try FileManager.default.removeItem(atPath: folder.path + "/OAF_back_fear.wav")
    try folder.copy("OAF_back_sad.wav", to: "OAF_back_fear.wav")
    let own = try inspect(folder).issues
    #expect(own.map(\.kind) == [.duplicate])
    #expect(own[0].status == .failed)
    #expect(own[0].explanation.contains("labelled fear and sad"))
    let theirs = try inspect(folder, listing(folder)).issues
    #expect(theirs.map(\.status) == [.passed])
  }

  @Test("A second copy of the tree inside it is told as one")
  func nested() throws {
    let folder = try folder()
    for name in Self.names { try folder.copy(name, to: "again/" + name) }
    let inspection = try inspect(folder, listing(folder))
    let nested = inspection.issues.filter { $0.kind == .nestedCopy }
    #expect(nested.map(\.paths.count) == [8])
    #expect(
      nested[0].explanation
        == "again: all 8 recordings stand in the folder above too; remove this copy")
    let first = try #require(inspection.issues.first { $0.kind == .duplicate }).explanation
    #expect(
      first.hasSuffix("; keep OAF_back_fear.wav (the published file) and remove the other"),
      "\(first)")
    #expect(inspection.issues.count { $0.kind == .duplicate } == 8)
    #expect(inspection.issues.allSatisfy { $0.kind != .nearDuplicate })
  }

  @Test("Every file that a row names is looked at, wherever it lies", arguments: [true, false])
  func elsewhere(isAbsolute: Bool) throws {
    let folder = try folder()
    try folder.copy("OAF_back_sad.wav", to: "OAF_bar_angry.wav")
    try folder.copy("OAF_back_fear.wav", to: "lists/own.bin")
    try folder.copy("OAF_bar_fear.wav", to: "lists/unlisted.wav")
    let rows = (Self.names + ["OAF_bar_angry.wav"]).map { name in
      "\(isAbsolute ? folder.path : "..")/\(name),sad,s"
    }
    try folder.write(
      "lists/manifest.csv",
      (["path,emotion,speaker", "own.bin,fear,s"] + rows).joined(separator: "\n") + "\n")
    let corpus = try CorpusReader.read(name: "toy", root: folder.path + "/lists")
    let inspection = try #require(try FolderInspection.run(corpus, listing: nil))
    #expect(
      Set(inspection.files.map(\.path))
        == Set(
          ["own.bin", "unlisted.wav", "../OAF_bar_angry.wav"] + Self.names.map { "../" + $0 }))
    #expect(inspection.recordings.count == 11)
    let copies = inspection.issues.filter { $0.kind == .duplicate }
    #expect(
      copies.map(\.paths) == [
        ["own.bin", "../OAF_back_fear.wav"], ["unlisted.wav", "../OAF_bar_fear.wav"],
        ["../OAF_back_sad.wav", "../OAF_bar_angry.wav"],
      ])
    #expect(copies.allSatisfy { $0.status == .failed })
  }

  @Test("A file that a row names through a link is looked at once, under that name")
  func linked() throws {
    let folder = try folder()
    try folder.copy("OAF_back_sad.wav", to: "mine/real/a.wav")
    try folder.link("mine/link", to: folder.path + "/mine/real")
    try folder.write("mine/manifest.csv", "path,emotion,speaker\nlink/a.wav,sad,s\n")
    let corpus = try CorpusReader.read(name: "toy", root: folder.path + "/mine")
    let inspection = try #require(try FolderInspection.run(corpus, listing: nil))
    #expect(inspection.files.map(\.path) == ["link/a.wav"])
    #expect(inspection.issues.isEmpty, "\(inspection.issues)")
  }

  @Test("A folder that contradicts the names in it is told")
  func mislabelled() throws {
    let folder = try folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/OAF_angry", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folder.path + "/OAF_bar_sad.wav", toPath: folder.path + "/OAF_angry/OAF_bar_sad.wav")
    let issues = try inspect(folder).issues
    #expect(issues.map(\.kind) == [.mislabelled])
    #expect(issues[0].explanation.contains("the folder OAF_angry says angry"))
  }

  @Test("Clipping, offsets, rates and containers are notes with their numbers")
  func signals() throws {
    let folder = try folder()
    let loud = Waveform(
      samples: Self.takes[1].samples.map { max(-0.5, min(0.5, $0 * 8)) }, sampleRate: 16_000)
    try folder.write(Self.names[1], loud)
    let raised = Waveform(
      samples: Self.takes[2].samples.map { $0 * 0.5 + 0.05 }, sampleRate: 16_000)
    try folder.write(Self.names[2], raised)
    try folder.write(Self.names[3], try Self.takes[3].resampled(to: 22_050))
    let inspection = try inspect(folder)
    #expect(kinds(inspection) == ["odd-format passed", "clipped passed", "dc-offset passed"])
    #expect(inspection.issues[0].paths == [Self.names[3]])
    #expect(inspection.issues[0].explanation.contains("22050 Hz"))
    #expect(inspection.issues[1].explanation.contains("flat tops at 0.5"))
    #expect(inspection.issues[2].explanation.contains("a mean of 0.05"))
  }

  @Test("Bytes that a header does not count are a note, and the recording stays")
  func uncounted() throws {
    let folder = try folder()
    let place = URL(fileURLWithPath: folder.path + "/" + Self.names[1])
    var bytes = try Data(contentsOf: place)
    let counted = UInt32(bytes.count - 44 - 8_000)
    bytes.replaceSubrange(40..<44, with: withUnsafeBytes(of: counted.littleEndian) { Data($0) })
    try bytes.write(to: place)
    let inspection = try inspect(folder)
    #expect(kinds(inspection) == ["uncounted-samples passed"])
    #expect(inspection.issues.first?.paths == [Self.names[1]])
    #expect(inspection.issues.first?.explanation.contains("8000 bytes behind the samples") == true)
    #expect(inspection.corpus.utterances.count == Self.names.count)
    #expect(inspection.corpus.problems.isEmpty)
  }

  @Test("A hole in the grid of speakers, emotions and words is told by its word")
  func coverage() throws {
    let folder = try folder()
    try FileManager.default.removeItem(atPath: folder.path + "/YAF_bar_fear.wav")
    let issues = try inspect(folder).issues
    #expect(issues.map(\.kind) == [.coverageHole])
    #expect(issues[0].explanation.hasPrefix("YAF has no fear of bar: 1 of 2 words"))
  }

  @Test("Where texts are not crossed with emotions, nothing is called a hole")
  func noGrid() {
    let utterances = (0..<40).map { index in
      Utterance(
        id: "\(index)", corpus: "free", speaker: "s\(index % 4)",
        emotion: Emotion.allCases[index % 7], word: "text \(index)", path: "\(index).wav")
    }
    let grid = CoverageGrid(utterances)
    #expect(grid.holes.isEmpty && grid.words == 40)
    #expect(CoverageGrid([]).holes.isEmpty)
  }
}

extension ScratchFolder {
  fileprivate func write(_ name: String, _ waveform: Waveform) throws {
    try AudioFile.write(waveform, to: prepare(name), as: .pcm16)
  }

  fileprivate func copy(_ name: String, to other: String) throws {
    try FileManager.default.copyItem(atPath: file(name), toPath: prepare(other))
  }
}
