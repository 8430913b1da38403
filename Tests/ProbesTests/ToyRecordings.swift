import Audio
import Corpora
import Foundation
import Parallel
import Probes
import Randomness

/// Recordings of noise in which one property alone, or none, goes with the emotion.
enum ToyRecordings {
  /// What goes with the emotion.
  enum Shortcut: String, CaseIterable {
    case none, duration, level, silence, spectrum, file
    case noiseFloor = "noise-floor"
  }

  /// The emotions of the corpus.
  static let emotions: [Emotion] = [.angry, .happy, .sad]

  /// Two speakers, twenty words, three emotions.
  static let utterances = ["a", "b"].flatMap { speaker in
    (0..<20).flatMap { word in
      emotions.map { emotion in
        Utterance(
          id: "\(speaker)-\(word)-\(emotion.rawValue)", corpus: "toy", speaker: speaker,
          emotion: emotion, word: "w\(word)", path: "")
      }
    }
  }

  /// The numbers of all recordings, measured once.
  static func table(_ shortcut: Shortcut) -> ProbeTable {
    tables[shortcut] ?? ProbeTable(measures: [:])
  }

  private static let tables = Dictionary(
    uniqueKeysWithValues: zip(Shortcut.allCases, Shortcut.allCases.map(measured)))

  private static func measured(_ shortcut: Shortcut) -> ProbeTable {
    let results = utterances.parallelMap { utterance in
      let file = FileCue(
        bytes: shortcut == .file ? 1_000 * utterance.emotion.index : 1_000,
        info: AudioInfo(
          sampleRate: 16_000, channels: 1, frames: 8_000, format: "WAV", subtype: "PCM_16"))
      return (try? ProbeMeasures(of: waveform(of: utterance, shortcut), file: file)).map {
        (utterance.id, $0)
      }
    }
    return ProbeTable(measures: Dictionary(uniqueKeysWithValues: results.compactMap { $0 }))
  }

  /// Noise whose every property is drawn anew, save the shortcut.
  static func waveform(of utterance: Utterance, _ shortcut: Shortcut) -> Waveform {
    var generator = SplitMix64(seed: 0, name: utterance.id)
    let share = Double(emotions.firstIndex(of: utterance.emotion) ?? 0) / 3
    func amount(_ kind: Shortcut) -> Double {
      let drawn = generator.unit()
      return shortcut == kind ? share + 0.02 * drawn : drawn
    }
    let whole = 8_000 + Int(6_000 * amount(.duration))
    let silence = 800 + Int(1_600 * amount(.silence))
    let length = whole - 2 * silence
    let colour = 0.9 * amount(.spectrum)
    let floor = 5e-6 * pow(10, 1.5 * amount(.noiseFloor))
    let level = 0.01 * pow(10, amount(.level))
    var memory = 0.0
    var samples = (0..<length).map { _ -> Double in
      memory = colour * memory + generator.uniform(in: -1...1)
      return memory
    }
    // Colour alone would change the level, and chance the peak.
    let power = samples.reduce(0) { $0 + $1 * $1 } / Double(length)
    samples = samples.map { min(max($0 / power.squareRoot(), -2), 2) * level }
    let pause = (0..<silence).map { _ in floor * generator.uniform(in: -1...1) }
    return Waveform(samples: (pause + samples + pause).map { Float($0) }, sampleRate: 16_000)
  }
}
