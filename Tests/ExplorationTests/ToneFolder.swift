import Corpora
import Foundation
import Randomness
import TestSupport

/// A folder of short tones (or noises) at 16 kHz, removed when the test lets go of it.
final class ToneFolder {
  /// One recording.
  struct Tone {
    let speaker: String
    let emotion: Emotion
    let word: String
    let seconds: Double
    var amplitude = 0.5
    var isNoise = false

    var id: String { "\(speaker)-\(emotion.rawValue)-\(word)" }
  }

  /// What was written, and one file that holds no recording.
  let corpus: Corpus
  static let hertz = 200.0
  private let folder: ScratchFolder

  init(_ tones: [Tone]) throws {
    folder = try ScratchFolder()
    for tone in tones {
      try folder.write(tone.id + ".wav", bytes: Self.file(tone))
    }
    try folder.write("broken.wav", "no recording")
    func utterance(_ id: String, _ speaker: String, _ emotion: Emotion, _ word: String)
      -> Utterance
    {
      Utterance(
        id: id, corpus: "tones", speaker: speaker, emotion: emotion, word: word,
        path: id + ".wav")
    }
    corpus = Corpus(
      name: "tones", root: folder.path,
      utterances: tones.map { utterance($0.id, $0.speaker, $0.emotion, $0.word) }
        + [utterance("broken", "nobody", .sad, "x")],
      speakers: (Set(tones.map(\.speaker)).sorted() + ["nobody"]).map { Speaker(id: $0) })
  }

  /// A number from -1 to 1 that has nothing to do with those beside it.
  private static func noise(_ index: Int) -> Double {
    var generator = SplitMix64(seed: 7, stream: index)
    return 2 * Double(generator.next() >> 11) / Double(1 << 53) - 1
  }

  /// A tone as a WAV file of 16 bits.
  private static func file(_ tone: Tone) -> [UInt8] {
    let count = Int((tone.seconds * 16_000).rounded())
    let samples = (0..<count).map { index in
      let angle = 2 * Double.pi * hertz * Double(index) / 16_000
      let value = tone.isNoise ? noise(index) : sin(angle)
      return Int((tone.amplitude * 32_768 * value).rounded())
    }
    return waveFile(samples, sampleRate: 16_000)
  }
}
