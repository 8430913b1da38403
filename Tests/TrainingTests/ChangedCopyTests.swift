import Audio
import Corpora
import Features
import Foundation
import Perturbations
import Randomness
import Testing
import Training

@Suite("Changed copies of recordings")
struct ChangedCopyTests {
  /// A second of a voice that swells and fades.
  private let recording = Waveform(
    samples: (0..<16_000).map { index in
      let time = Double(index) / 16_000
      let voice = (1...8).reduce(0.0) { $0 + sin(Double($1) * 2 * .pi * 180 * time) / Double($1) }
      return Float(0.2 * sin(.pi * time) * voice)
    }, sampleRate: 16_000)

  /// Neither pitch nor tempo changes, so that the rest can be measured.
  private var still: WaveformAugmentation {
    var augmentation = WaveformAugmentation()
    augmentation.pitchSemitones = 0
    augmentation.tempoChange = 0
    return augmentation
  }

  @Test("noise has the signal-to-noise ratio that the record says, within the recipe's limits")
  func noise() throws {
    var augmentation = still
    augmentation.noiseShare = 1
    augmentation.noiseDecibels = 3
    var colors: Set<NoiseColor> = []
    for copy in 1...12 {
      let plan = augmentation.plan(utterance: "a", copy: copy, seed: 4)
      let drawn = try #require(plan.noise)
      colors.insert(drawn.color)
      #expect((3...23).contains(drawn.decibels))
      let noise = zip(plan.apply(to: recording).samples, recording.samples).map { $0 - $1 }
      let found = try #require(SignalToNoise.decibels(signal: recording, noise: noise))
      #expect(abs(found - drawn.decibels) < 0.01)
    }
    #expect(colors.count == 2)
  }

  @Test("a room keeps length and level and lets sound go on after its end")
  func room() throws {
    var augmentation = still
    augmentation.roomShare = 1
    let burst = Waveform(
      samples: Array(recording.samples[4_000..<8_000]) + [Float](repeating: 0, count: 12_000),
      sampleRate: 16_000)
    let plan = augmentation.plan(utterance: "a", copy: 1, seed: 4)
    let seconds = try #require(plan.roomSeconds)
    #expect((0.1...0.6).contains(seconds))
    let moved = plan.apply(to: burst)
    #expect(moved.samples.count == burst.samples.count)
    #expect(abs(moved.rootMeanSquare / burst.rootMeanSquare - 1) < 1e-4)
    #expect(moved.samples[4_100..<4_800].contains { abs($0) > 1e-4 })
  }

  @Test("a share is a share of the copies, and 0 is none")
  func shares() {
    var augmentation = still
    augmentation.noiseShare = 0.3
    augmentation.roomShare = 0.6
    let plans = (1...2_000).map { augmentation.plan(utterance: "u", copy: $0, seed: 1) }
    #expect(abs(plans.filter { $0.noise != nil }.count - 600) < 90)
    #expect(abs(plans.filter { $0.roomSeconds != nil }.count - 1_200) < 90)
    let plain = (1...200).map { still.plan(utterance: "u", copy: $0, seed: 1) }
    #expect(plain.allSatisfy { $0.noise == nil && $0.roomSeconds == nil })
  }

  @Test("pitch and tempo fill the recipe's limits on both sides, and leave them nowhere")
  func pitchAndTempo() {
    var augmentation = WaveformAugmentation()
    (augmentation.pitchSemitones, augmentation.tempoChange) = (3, 0.2)
    let plans = (1...500).map { augmentation.plan(utterance: "u", copy: $0, seed: 1) }
    for (numbers, limits) in [
      (plans.map(\.semitones), -3.0...3), (plans.map(\.tempo), 0.8...1.2),
    ] {
      #expect(numbers.allSatisfy(limits.contains))
      let edge = (limits.upperBound - limits.lowerBound) / 40
      #expect((numbers.min() ?? 0) < limits.lowerBound + edge)
      #expect((numbers.max() ?? 0) > limits.upperBound - edge)
    }
    // Each is drawn for itself: neither moves with the other.
    let together = plans.count { ($0.semitones > 0) == ($0.tempo > 1) }
    #expect(abs(together - 250) < 45)
  }

  @Test("rooms are as long as the recipe says at most, and noise is white as often as pink")
  func roomsAndColors() {
    var augmentation = still
    (augmentation.roomShare, augmentation.noiseShare) = (1, 1)
    augmentation.roomSeconds = 1.5
    let plans = (1...500).map { augmentation.plan(utterance: "u", copy: $0, seed: 1) }
    let rooms = plans.compactMap(\.roomSeconds)
    #expect(rooms.count == 500 && rooms.allSatisfy((0.1...1.5).contains))
    #expect((rooms.min() ?? 0) < 0.14 && (rooms.max() ?? 0) > 1.46)
    let noises = plans.compactMap(\.noise)
    #expect(abs(noises.count { $0.color == .white } - 250) < 45)
    #expect(noises.allSatisfy { (5...25).contains($0.decibels) })
    #expect(noises.contains { $0.decibels > 24 } && noises.contains { $0.decibels < 6 })
    augmentation.roomSeconds = 0.1
    #expect(augmentation.plan(utterance: "u", copy: 1, seed: 1).roomSeconds == 0.1)
  }

  @Test("a share of the copies keeps its formants")
  func formants() {
    var augmentation = WaveformAugmentation()
    for (share, expected) in [(0.0, 0), (0.3, 600), (1, 2_000)] {
      augmentation.formantShare = share
      let kept = (1...2_000).count {
        augmentation.plan(utterance: "u", copy: $0, seed: 1).keepsFormants
      }
      #expect(abs(kept - expected) <= (share == 0.3 ? 82 : 0))
    }
  }

  @Test("a copy is as much shorter as its tempo is quicker")
  func length() {
    var augmentation = still
    augmentation.tempoChange = 0.3
    for copy in 1...6 {
      let plan = augmentation.plan(utterance: "a", copy: copy, seed: 4)
      let expected = Double(recording.samples.count) / plan.tempo
      #expect(abs(Double(plan.apply(to: recording).samples.count) - expected) < 2)
    }
  }

  @Test("switching noise and rooms on leaves every copy's pitch and tempo")
  func independence() {
    var augmentation = WaveformAugmentation()
    let plain = augmentation.plan(utterance: "OAF_back_angry", copy: 1, seed: 7)
    augmentation.noiseShare = 1
    augmentation.roomShare = 1
    let noisy = augmentation.plan(utterance: "OAF_back_angry", copy: 1, seed: 7)
    #expect(noisy.semitones == plain.semitones && noisy.tempo == plain.tempo)
  }

  @Test("a copy depends on utterance, copy and seed alone, whatever the order or thread")
  func determinism() async throws {
    var augmentation = WaveformAugmentation()
    augmentation.noiseShare = 1
    augmentation.roomShare = 1
    let plans = ["a", "b", "c"].flatMap { utterance in
      (1...2).map { augmentation.plan(utterance: utterance, copy: $0, seed: 2) }
    }
    let first = plans.map { $0.apply(to: recording) }
    #expect(Set(first.map(\.samples)).count == plans.count)
    let original = recording
    let again = await withTaskGroup(of: (Int, Waveform).self) { group in
      for index in plans.indices.reversed() {
        let plan = plans[index]
        group.addTask { (index, plan.apply(to: original)) }
      }
      return await group.reduce(into: [Int: Waveform]()) { $0[$1.0] = $1.1 }
    }
    for index in plans.indices { #expect(again[index] == first[index]) }
    #expect(augmentation.plan(utterance: "a", copy: 1, seed: 3) != plans[0])
  }

  @Test("each copy that becomes an example names its parent, and dev has none")
  func parents() throws {
    var recipe = Recipe()
    recipe.waveformAugmentation.copies = 2
    let original = recording
    let loader = try ExampleLoader(recipe: recipe, seed: 5) { _ in original }
    let utterances = Array(ToyData.corpus(words: 1).utterances.prefix(3))
    let examples = try loader.examples(of: utterances, copies: true)
    #expect(examples.map(\.utterance) == utterances.map(\.id))
    for (utterance, example) in zip(utterances, examples) {
      #expect(example.spectrograms.count == 3)
      #expect(example.changes.map(\.parent) == [utterance.id, utterance.id])
      #expect(example.changes.map(\.copy) == [1, 2])
    }
    let dev = try loader.examples(of: utterances, copies: false)
    #expect(dev.count == utterances.count)
    #expect(dev.allSatisfy { $0.changes.isEmpty && $0.spectrograms.count == 1 })
  }
}
