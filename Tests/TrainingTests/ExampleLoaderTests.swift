import Audio
import Corpora
import Features
import Foundation
import Testing
import Training

@Suite("Utterances that become examples")
struct ExampleLoaderTests {
  /// Half a second of a voice that swells and fades.
  private let recording = Waveform(
    samples: (0..<8_000).map { index in
      let time = Double(index)
      return Float(sin(time * 0.07) * sin(time * 4e-4))
    }, sampleRate: 16_000)

  @Test("each example's copies are what their records say, made from the recording")
  func records() throws {
    var recipe = Recipe()
    recipe.waveformAugmentation.copies = 2
    recipe.waveformAugmentation.noiseShare = 0.5
    let original = recording
    let loader = try ExampleLoader(recipe: recipe, seed: 5) { _ in original }
    let utterances = Array(ToyData.corpus(words: 1).utterances.prefix(2))
    let extractor = try FeatureExtractor(recipe.features)
    for example in try loader.examples(of: utterances, copies: true) {
      #expect(example.original == extractor.logMel(try extractor.prepare(recording)))
      for (copy, change) in zip(example.spectrograms.dropFirst(), example.changes) {
        #expect(copy == extractor.logMel(try extractor.prepare(change.apply(to: recording))))
        #expect(change.seed == 5)
      }
    }
  }

  @Test("a copy that is too short is left out alone: the recording and its other copies stay")
  func shortCopies() throws {
    var recipe = Recipe()
    recipe.waveformAugmentation.copies = 20
    (recipe.waveformAugmentation.pitchSemitones, recipe.waveformAugmentation.tempoChange) = (0, 0.3)
    let short = Waveform(samples: Array(recording.samples[3_000..<4_150]), sampleRate: 16_000)
    let utterance = try #require(ToyData.corpus(words: 1).utterances.first)
    let extractor = try FeatureExtractor(recipe.features)
    let plans = (1...20).map {
      recipe.waveformAugmentation.plan(utterance: utterance.id, copy: $0, seed: 5)
    }
    let heard = plans.filter { (try? extractor.prepare($0.apply(to: short))) != nil }
    try #require((1..<20).contains(heard.count), "\(heard.count)")
    let loader = try ExampleLoader(recipe: recipe, seed: 5) { _ in short }
    let examples = try loader.examples(
      of: [utterance], copies: true, leftOut: { Issue.record("\($0.id): \($1)") })
    let example = try #require(examples.first)
    #expect(example.changes == heard)
    #expect(
      example.spectrograms.dropFirst().elementsEqual(
        try heard.map { extractor.logMel(try extractor.prepare($0.apply(to: short))) }))
    #expect(example.original == extractor.logMel(try extractor.prepare(short)))
  }

  @Test("examples keep their order and names over any number, and what is done is told")
  func manyExamples() throws {
    let short = Waveform(samples: Array(recording.samples[3_000..<4_100]), sampleRate: 16_000)
    let utterances = ToyData.corpus(words: 10).utterances
    let left: Set = [utterances[3].id, utterances[63].id, utterances[130].id]
    let loader = try ExampleLoader(recipe: Recipe(), seed: 5) { utterance in
      if left.contains(utterance.id) { throw AudioError.empty(source: utterance.id) }
      return short
    }
    var (told, omitted) = ([Int](), [String]())
    let examples = try loader.examples(
      of: utterances, copies: false, leftOut: { utterance, _ in omitted.append(utterance.id) },
      progress: { told.append($0) })
    let kept = utterances.filter { !left.contains($0.id) }
    #expect(examples.map(\.utterance) == kept.map(\.id))
    #expect(examples.map(\.emotion) == kept.map(\.emotion))
    #expect(examples.map(\.speaker) == kept.map(\.speaker))
    #expect(omitted == [utterances[3].id, utterances[63].id, utterances[130].id])
    #expect(told == told.sorted() && told.last == 140)
  }
}
