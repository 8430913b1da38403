import Corpora
import Features
import Foundation
import SyntheticSpeech
import Testing

@Suite("The corpus is easy within a voice and hard across voices")
struct DifficultyTests {
  /// Measures of one utterance that do not depend on its level, shape `[6]`.
  private static func measures(_ item: SyntheticCorpus.Item, of corpus: SyntheticCorpus) throws
    -> [Double]
  {
    let waveform = corpus.waveform(of: item)
    let measures = try AcousticMeasures(of: waveform)
    let course = try FundamentalFrequency(of: waveform).voiced.map { 12 * log2(Double($0)) }
    let third = max(1, course.count / 3)
    func mean(_ values: ArraySlice<Double>) -> Double {
      values.reduce(0, +) / Double(max(1, values.count))
    }
    let middle = course.isEmpty ? 0 : mean(course[...])
    let spread = course.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    return [
      measures.durationSeconds, log(measures.spectralCentroidHertz), middle,
      (spread / Double(max(1, course.count))).squareRoot(),
      mean(course.suffix(third)) - mean(course.prefix(third)), measures.voicedFraction,
    ]
  }

  /// Each emotion's mean and the common variance, from some utterances of one voice.
  private struct NearestMean {
    let means: [Emotion: [Double]]
    let variances: [Double]

    init(_ examples: [(emotion: Emotion, measures: [Double])]) {
      let groups = Dictionary(grouping: examples, by: \.emotion)
      let means = groups.mapValues { group in
        (0..<6).map { index -> Double in
          group.map { $0.measures[index] }.reduce(0, +) / Double(group.count)
        }
      }
      variances = (0..<6).map { index -> Double in
        let squares = examples.map { example -> Double in
          let distance = example.measures[index] - (means[example.emotion]?[index] ?? 0)
          return distance * distance
        }
        return squares.reduce(0, +) / Double(examples.count) + 1e-9
      }
      self.means = means
    }

    func emotion(of measures: [Double]) -> Emotion? {
      let distances = means.mapValues { mean -> Double in
        var sum = 0.0
        for index in 0..<6 {
          let difference = measures[index] - mean[index]
          sum += difference * difference / variances[index]
        }
        return sum
      }
      return distances.min { $0.value < $1.value }?.key
    }

    /// The share of examples that are recognised; with as many of each emotion this is the UAR.
    func share(_ examples: [(emotion: Emotion, measures: [Double])]) -> Double {
      Double(examples.count { emotion(of: $0.measures) == $0.emotion }) / Double(examples.count)
    }
  }

  private typealias Example = (word: String, emotion: Emotion, measures: [Double])

  /// A voice's utterances, their measures relative to the mean of its neutral ones, so that neither
  /// pitch nor rate at rest tells voices apart.
  private static func examples(_ voice: Voice, of corpus: SyntheticCorpus) throws -> [Example] {
    let all = try corpus.items.filter { $0.voice == voice }.map {
      ($0.word, $0.emotion, try measures($0, of: corpus))
    }
    let neutral = all.filter { $0.1 == .neutral }.map(\.2)
    let rest = (0..<6).map { index -> Double in
      neutral.map { $0[index] }.reduce(0, +) / Double(neutral.count)
    }
    return all.map { ($0, $1, zip($2, rest).map { $0 - $1 }) }
  }

  @Test("Six measures and the nearest mean recognise new words of a known voice, not a new voice")
  func nearestMean() throws {
    let corpus = try SyntheticCorpus(words: 20)
    let voices = try corpus.voices.map { try Self.examples($0, of: corpus) }
    let train = Set(corpus.words.prefix(12))
    for (own, other) in [(0, 1), (1, 0)] {
      let model = NearestMean(
        voices[own].filter { train.contains($0.word) }.map { ($0.emotion, $0.measures) })
      func share(_ voice: Int) -> Double {
        model.share(
          voices[voice].filter { !train.contains($0.word) }.map { ($0.emotion, $0.measures) })
      }
      let (within, across) = (share(own), share(other))
      #expect(within > 0.88)
      #expect(across < within - 0.2)
      #expect(across > 2.0 / 7, "nearly guessing")
    }
  }
}
