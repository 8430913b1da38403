import Audio
import Audits
import Corpora
import Foundation
import TestSupport
import Testing

@Suite("What is heard of a recording must be what a run read at its beginning")
struct RecordingVersionTests {
  private let folder: ScratchFolder
  private let path: String
  private let version: RecordingVersion

  private static func tone(_ step: Double) -> [UInt8] {
    let samples = (0..<8000).map { Float(sin(Double($0) * step)) * 0.5 }
    return Waveform(samples: samples, sampleRate: 16_000).waveBytes(as: .pcm16)
  }

  init() throws {
    folder = try ScratchFolder()
    path = folder.path + "/tone.wav"
    try folder.write("tone.wav", bytes: Self.tone(0.1))
    let corpus = Corpus(
      name: "toy", root: folder.path,
      utterances: [
        Utterance(
          id: "tone", corpus: "toy", speaker: "a", emotion: .sad, word: nil, path: "tone.wav")
      ], speakers: [Speaker(id: "a")])
    version = try #require(RecordingSurvey.run(corpus)?.versions["tone"])
  }

  @Test("The same bytes pass, also where they were written again or given other permissions")
  func same() throws {
    try version.check(path: path)
    chmod(path, 0o600)
    try version.check(path: path)
    try folder.write("tone.wav", bytes: Self.tone(0.1))
    try version.check(path: path)
  }

  @Test("Other bytes do not, of the same length either")
  func changed() throws {
    try folder.write("tone.wav", bytes: Self.tone(0.2))
    let error = #expect(throws: RecordingChanged.self) { try version.check(path: path) }
    #expect(error?.description.hasPrefix("the recording was changed after the run") == true)
  }

  @Test("A file that is gone is told by whoever reads it")
  func gone() throws {
    try FileManager.default.removeItem(atPath: path)
    try version.check(path: path)
    #expect(throws: AudioError.self) { try AudioFile.read(path: path) }
  }
}
