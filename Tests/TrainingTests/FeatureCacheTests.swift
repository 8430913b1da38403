import Audio
import Corpora
import Features
import Foundation
import TestSupport
import Testing
import Training

@Suite("The cache of features")
struct FeatureCacheTests {
  private let scratch: ScratchFolder
  private let folder: String
  private let file: String
  private let spectrogram = ToyData.spectrogram(.sad, seed: 3)

  init() throws {
    scratch = try ScratchFolder()
    folder = scratch.path
    file = folder + "/recording.wav"
    try write("some bytes")
  }

  /// Writes the recording, long enough ago for its time to be trusted.
  private func write(_ text: String, secondsAgo: Double = 60) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: file)
  }

  private func cache(_ settings: FeatureSettings = FeatureSettings()) throws -> FeatureCache {
    try FeatureCache(folder: folder + "/cache", settings: settings, readRate: 16_000)
  }

  private func entries(_ kind: String = "features") -> [String] {
    let root = "\(folder)/cache/\(kind)"
    return (FileManager.default.subpaths(atPath: root) ?? []).map { "\(root)/\($0)" }
      .filter { !FileManager.default.isFolder($0) }
  }

  private struct NotExpected: Error {}

  @Test("an entry is computed once and comes back bit for bit")
  func roundTrip() throws {
    #expect(try cache().spectrogram(ofFile: file) { spectrogram } == spectrogram)
    #expect(try cache().spectrogram(ofFile: file) { throw NotExpected() } == spectrogram)
    #expect(entries().count == 1)
  }

  @Test("the same bytes under another name are the same entry; other bytes and settings are not")
  func contentAddressed() throws {
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    let copy = folder + "/copy.wav"
    try FileManager.default.copyItem(atPath: file, toPath: copy)
    #expect(try cache().spectrogram(ofFile: copy) { throw NotExpected() } == spectrogram)
    let other = ToyData.spectrogram(.angry, seed: 4)
    let settings = FeatureSettings(melBands: 40)
    #expect(try cache(settings).spectrogram(ofFile: file) { other } == other)
    try write("SOME BYTES")
    #expect(try cache().spectrogram(ofFile: file) { other } == other)
  }

  @Test("a change of content is seen where size and time of modification stay")
  func sameSizeSameTime() throws {
    let other = ToyData.spectrogram(.angry, seed: 4)
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    let time = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate]
    try Data("same  size".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.modificationDate: time as Any], ofItemAtPath: file)
    #expect(try cache().spectrogram(ofFile: file) { other } == other)
  }

  @Test("a file that has not changed for a while is not read again to find its entry")
  func notes() throws {
    // This source: any file that was not written within the last seconds will do.
    let path = #filePath
    _ = try cache().spectrogram(ofFile: path) { spectrogram }
    let note = try #require(entries("contents").first)
    let hash = try String(contentsOfFile: note, encoding: .utf8)
    #expect(hash == (try FileHash.sha256(path: path)))
    #expect(try cache().spectrogram(ofFile: path) { throw NotExpected() } == spectrogram)
    // A torn note is not believed.
    try Data(count: 64).write(to: URL(fileURLWithPath: note))
    #expect(try cache().spectrogram(ofFile: path) { throw NotExpected() } == spectrogram)
  }

  @Test("a damaged entry is made anew, whichever byte is damaged")
  func damage() throws {
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    let entry = try #require(entries().first)
    let whole = try Data(contentsOf: URL(fileURLWithPath: entry))
    let cut = whole.prefix(whole.count - 5)
    var damaged = [Data(), cut]
    for index in [0, 5, 9, 40, whole.count / 2, whole.count - 1] {
      var data = whole
      data[index] ^= 16
      damaged.append(data)
    }
    for data in damaged {
      try data.write(to: URL(fileURLWithPath: entry))
      var computed = 0
      let found = try cache().spectrogram(ofFile: file) {
        computed += 1
        return spectrogram
      }
      #expect(found == spectrogram && computed == 1)
    }
    #expect(try cache().spectrogram(ofFile: file) { throw NotExpected() } == spectrogram)
  }

  @Test("without a folder that can be written everything still works")
  func noFolder() throws {
    let cache = try FeatureCache(
      folder: "/proc/none", settings: FeatureSettings(), readRate: 16_000)
    #expect(try cache.spectrogram(ofFile: file) { spectrogram } == spectrogram)
    #expect(try cache.spectrogram(ofFile: folder + "/absent") { spectrogram } == spectrogram)
  }

  @Test("an entry is held once it is written whole, and where nothing can be written none is")
  func holding() throws {
    #expect(try !cache().holds(file: file))
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    #expect(try cache().holds(file: file))
    #expect(try !cache(FeatureSettings(melBands: 40)).holds(file: file))
    #expect(try !cache().holds(file: folder + "/absent"))
    try Data("torn".utf8).write(to: URL(fileURLWithPath: #require(entries().first)))
    #expect(try !cache().holds(file: file))
    let nowhere = try FeatureCache(
      folder: "/proc/none", settings: FeatureSettings(), readRate: 16_000)
    _ = try nowhere.spectrogram(ofFile: file) { spectrogram }
    #expect(!nowhere.holds(file: file))
  }

  @Test("whether an entry is held is told by its beginning and length, without reading its values")
  func holdingUnread() throws {
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    let entry = try #require(entries().first)
    let whole = try Data(contentsOf: URL(fileURLWithPath: entry))
    for (index, isHeld) in [(0, false), (4, false), (8, false), (20, true)] {
      var data = whole
      data[index] ^= 16
      try data.write(to: URL(fileURLWithPath: entry))
      #expect(try cache().holds(file: file) == isHeld, "byte \(index)")
    }
    for data in [whole.dropLast(), whole + [0], whole.prefix(11), Data()] {
      try data.write(to: URL(fileURLWithPath: entry))
      #expect(try !cache().holds(file: file), "\(data.count) of \(whole.count) bytes")
    }
  }

  @Test("trimming removes what was made first until the rest fits")
  func trimming() throws {
    for name in 0..<5 {
      let path = folder + "/\(name)"
      try Data("recording \(name)".utf8).write(to: URL(fileURLWithPath: path))
      _ = try cache().spectrogram(ofFile: path) { spectrogram }
    }
    let size = try Data(contentsOf: URL(fileURLWithPath: #require(entries().first))).count
    #expect(FeatureCache.trim(folder: folder + "/cache", toBytes: 3 * size + 10) == 2)
    #expect(entries().count == 3)
    #expect(FeatureCache.trim(folder: folder + "/cache") == 0)
  }

  @Test("another rate that recordings were read at is another entry")
  func readRate() throws {
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    let other = ToyData.spectrogram(.angry, seed: 4)
    let slower = try FeatureCache(
      folder: folder + "/cache", settings: FeatureSettings(), readRate: 8_000)
    #expect(try slower.spectrogram(ofFile: file) { other } == other)
    #expect(try cache().spectrogram(ofFile: file) { throw NotExpected() } == spectrogram)
  }

  @Test("what a file held is not noted while another change might not show in its time")
  func unsettled() throws {
    try write("some bytes", secondsAgo: -3_600)
    _ = try cache().spectrogram(ofFile: file) { spectrogram }
    #expect(entries().count == 1 && entries("contents").isEmpty)
  }

  @Test("trimming removes the oldest by their times, and nothing where all fit exactly")
  func oldest() throws {
    let root = folder + "/old"
    let ages = [3, 1, 4, 2]
    for age in ages {
      let path = "\(root)/\(age)/entry"
      try FileManager.default.createDirectory(
        atPath: "\(root)/\(age)", withIntermediateDirectories: true)
      try Data(count: 100 + age).write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -60 * Double(age))], ofItemAtPath: path)
    }
    func left() -> [Int] {
      ages.filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/entry") }
    }
    #expect(FeatureCache.trim(folder: root, toBytes: 410) == 0)
    #expect(FeatureCache.trim(folder: root, toBytes: 409) == 1 && left() == [3, 1, 2])
    #expect(FeatureCache.trim(folder: root, toBytes: 203) == 1 && left() == [1, 2])
    #expect(FeatureCache.trim(folder: root, toBytes: 0) == 2 && left().isEmpty)
    #expect(FeatureCache.trim(folder: folder + "/nowhere", toBytes: 0) == 0)
  }

  @Test("a loader gives the same examples with an empty cache, a full one and none")
  func loader() throws {
    let recording = Waveform(
      samples: (0..<16_000).map { index in
        let time = Double(index)
        return Float(sin(time * 0.1) * sin(time * 2e-4))
      }, sampleRate: 16_000)
    try AudioFile.write(recording, to: file)
    let utterance = try #require(ToyData.corpus(words: 1).utterances.first)
    let recipe = Recipe()
    func spectrograms(_ cached: Bool, copies: Bool) throws -> [LogMelSpectrogram] {
      let file = file
      let loader = try ExampleLoader(
        recipe: recipe, seed: 0,
        cache: cached ? ExampleCache(features: cache(recipe.features)) { _ in file } : nil
      ) { _ in try AudioFile.read(path: file) }
      return try loader.examples(of: [utterance], copies: copies).flatMap(\.spectrograms)
    }
    for copies in [false, true] {
      let plain = try spectrograms(false, copies: copies)
      #expect(plain.count == (copies ? 2 : 1))
      #expect(try spectrograms(true, copies: copies) == plain)
      #expect(try spectrograms(true, copies: copies) == plain)
    }
    #expect(entries().count == 1)
  }
}

extension FileManager {
  fileprivate func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}
