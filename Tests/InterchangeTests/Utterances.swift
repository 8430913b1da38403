import Audio
import Features
import Foundation
import SyntheticSpeech
import TestSupport

/// Recordings with which models are tried.
enum Utterances {
  /// What the synthetic voices say, in several sample rates and lengths.
  static func synthetic() throws -> [Waveform] {
    let corpus = try SyntheticCorpus(seed: 5, voices: 2, words: 3)
    return try corpus.items.enumerated().filter { $0.offset % 4 == 0 }.map { index, item in
      let waveform = corpus.waveform(of: item)
      let end = waveform.samples.count - index * waveform.samples.count / 120
      let part = Waveform(
        samples: Array(waveform.samples.prefix(end)), sampleRate: waveform.sampleRate)
      return index % 8 == 0 ? try part.resampled(to: 44_100) : part
    }
  }

  /// Both actresses of TESS, every emotion, the shortest and the longest recording, one of 96 kHz
  /// and one in AIFF, and four actors of RAVDESS.
  static func real() throws -> [(waveform: Waveform, path: String)] {
    let tess = try RealRecordings.paths("tess")
    let bySize = try tess.sorted { try size($0) < size($1) }
    let words = ["bone", "keg"].flatMap { word in
      tess.filter { $0.contains("_\(word)_") && !$0.hasSuffix("neutral.wav") }
    }
    let odd = ["OAF_food_fear.wav", "YAF_germ_angry.wav", "OA_bite_neutral.wav"].compactMap {
      name in
      tess.first { $0.hasSuffix("/" + name) }
    }
    let ravdess = try RealRecordings.paths("ravdess")
    let actors = stride(from: 0, to: ravdess.count, by: max(1, ravdess.count / 4)).prefix(4)
    let chosen =
      odd + [bySize.first, bySize.last].compactMap { $0 }
      + words.enumerated().filter {
        $0.offset % 2 == 0
      }.map(\.element) + actors.map { ravdess[$0] }
    return try chosen.map { (try AudioFile.read(path: $0), $0) }
  }

  private static func size(_ path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
  }
}
