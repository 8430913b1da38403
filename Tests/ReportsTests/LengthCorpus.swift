import Corpora
import Exploration
import Foundation
import Reports
import TestSupport

/// A corpus made of a few sounds, each of which many recordings are; removed when let go of.
final class LengthCorpus {
  /// A tone, or a noise, and the silence after it.
  struct Sound {
    var seconds = 0.1
    var silence = 0.0
    var isNoise = false
  }

  /// Who says what how, in so many words.
  struct Voice {
    let speaker: String
    var words = 10
    var emotions: [Emotion] = [.angry, .neutral, .sad]
    /// Emotions that sound otherwise than the first sound.
    var others: [Emotion: Int] = [:]
  }

  private let folder: ScratchFolder
  private let sounds: [Sound]

  init(_ sounds: [Sound]) throws {
    folder = try ScratchFolder()
    self.sounds = sounds
    for (index, sound) in sounds.enumerated() {
      try folder.write("\(index).wav", bytes: Self.file(sound))
    }
  }

  /// What there is to see of some voices.
  func report(_ voices: [Voice]) throws -> ExplorationReport? {
    let utterances = voices.flatMap { voice in
      voice.emotions.flatMap { emotion in
        (0..<voice.words).map { word in
          Utterance(
            id: "\(voice.speaker)-\(emotion.rawValue)-\(word)", corpus: "lengths",
            speaker: voice.speaker, emotion: emotion, word: "w\(word)",
            path: "\(voice.others[emotion] ?? 0).wav")
        }
      }
    }
    let corpus = Corpus(
      name: "lengths", root: folder.path, utterances: utterances,
      speakers: voices.map { Speaker(id: $0.speaker) })
    return try CorpusExploration.explore(corpus).map {
      ExplorationReport(
        exploration: $0, isSynthetic: false, corpusHash: "0123456789abcdef0123", toolVersion: "1",
        limitations: ["l"])
    }
  }

  /// A sound as a WAV file of 16 bits at 16 kHz.
  private static func file(_ sound: Sound) -> [UInt8] {
    var state: UInt64 = 1
    var samples: [Int] = []
    for index in 0..<Int(sound.seconds * 16_000) {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Int(state >> 49) - 16_384
      let tone = Int((16_384 * sin(2 * Double.pi * 200 * Double(index) / 16_000)).rounded())
      samples.append(sound.isNoise ? noise : tone)
    }
    samples += [Int](repeating: 0, count: Int(sound.silence * 16_000))
    return waveFile(samples, sampleRate: 16_000)
  }
}
