import Audio
import Foundation
import Perturbations
import Testing

@Suite("Laws of all perturbations")
struct PerturbationLawsTests {
  private static let cheap = Perturbation.all.filter { $0.validity != .emotionCue }

  private static func apply(
    _ perturbation: Perturbation, _ severity: Severity, to waveform: Waveform = Signals.voice,
    seed: UInt64 = 0, utterance: String = "u"
  ) -> Waveform {
    perturbation.apply(to: waveform, severity: severity, seed: seed, utterance: utterance)
  }

  @Test("names are kebab-case, different, and found again")
  func names() {
    let names = Perturbation.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect(Perturbation.named(name)?.name == name)
    }
    #expect(Perturbation.named("White-Noise") == nil)
    #expect(Set(Perturbation.all.map(\.validity)).count == Perturbation.Validity.allCases.count)
  }

  @Test("the same recording, severity and seed give the same bits, in any order on any thread")
  func determinism() async {
    let jobs = Self.cheap.flatMap { one in Severity.allCases.map { (one, $0) } }
    let expected = jobs.map { Self.apply($0.0, $0.1) }
    await withTaskGroup(of: (Int, Waveform).self) { group in
      for index in jobs.indices.reversed() {
        group.addTask { (index, Self.apply(jobs[index].0, jobs[index].1)) }
      }
      for await (index, waveform) in group {
        #expect(waveform == expected[index], "\(jobs[index].0.name)")
      }
    }
    for one in Perturbation.all where one.validity == .emotionCue {
      #expect(Self.apply(one, .three) == Self.apply(one, .three), "\(one.name)")
    }
  }

  @Test("another recording, severity or seed draws other noise")
  func independence() throws {
    let noisy = try #require(Perturbation.named("white-noise"))
    let plain = Self.apply(noisy, .three)
    #expect(Self.apply(noisy, .three, utterance: "v") != plain)
    #expect(Self.apply(noisy, .three, seed: 1) != plain)
    #expect(Self.apply(noisy, .four) != plain)
  }

  @Test("noise, companding and clipping move further from the recording with each severity")
  func monotoneDistance() throws {
    for name in ["white-noise", "pink-noise", "mu-law", "clipping"] {
      let one = try #require(Perturbation.named(name))
      let distances = Severity.allCases.map { severity in
        zip(Self.apply(one, severity).samples, Signals.voice.samples).reduce(0.0) {
          $0 + pow(Double($1.0 - $1.1), 2)
        }
      }
      #expect(distances == distances.sorted(), "\(name): \(distances)")
      #expect(distances[0] > 0 && distances[4] > 2 * distances[0], "\(name)")
    }
  }

  @Test("filters leave less with each severity")
  func monotoneEnergy() throws {
    for name in ["low-pass", "high-pass"] {
      let one = try #require(Perturbation.named(name))
      let left = Severity.allCases.map { Self.apply(one, $0).rootMeanSquare }
      #expect(left == left.sorted(by: >) && left[0] <= Signals.voice.rootMeanSquare, "\(name)")
    }
  }

  @Test("nothing but clipping clips: gains are exact far beyond full scale")
  func gains() throws {
    let loud = Signals.voice.scaled(by: 1 / Signals.voice.peak)
    for name in ["gain-up", "gain-down"] {
      let gain = try #require(Perturbation.named(name))
      for severity in Severity.allCases {
        let factor = Float(pow(10, gain.parameter(at: severity) / 20))
        let result = Self.apply(gain, severity, to: loud)
        #expect(result.samples == loud.samples.map { $0 * factor })
      }
    }
    let up = try #require(Perturbation.named("gain-up"))
    #expect(abs(Self.apply(up, .five, to: loud).peak - Float(pow(10, 18.0 / 20))) < 1e-4)
  }

  @Test("recordings of no, one or silent samples come through every perturbation")
  func edges() {
    let odd = [
      Waveform(samples: [], sampleRate: 16_000), Waveform(samples: [0.5], sampleRate: 16_000),
      Waveform(samples: [0.5, -0.5, 0.1], sampleRate: 8_000),
      Waveform(samples: [Float](repeating: 0, count: 3_000), sampleRate: 16_000),
      Waveform(samples: [Float](repeating: 3, count: 700), sampleRate: 4_000),
      Waveform(samples: [0.1, 0.2], sampleRate: 0),
    ]
    for one in Perturbation.all {
      for waveform in odd {
        for severity in [Severity.one, .five] {
          let result = Self.apply(one, severity, to: waveform)
          #expect(result.sampleRate == waveform.sampleRate)
          #expect(result.samples.allSatisfy { $0.isFinite }, "\(one.name)")
          #expect(result.samples.isEmpty == waveform.samples.isEmpty, "\(one.name)")
        }
      }
    }
  }
}
