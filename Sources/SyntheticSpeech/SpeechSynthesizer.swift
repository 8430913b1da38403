import Audio
import Corpora
import Foundation
import Randomness

/// Turns a plan into sound: pulses and breath through seven resonances in a row, hiss beside them.
///
/// - Source: the cascade branch of Klatt (1980), J. Acoust. Soc. Am. 67(3), much simplified.
public struct SpeechSynthesizer: Sendable {
  /// The level of a voice at rest, as the RMS of the speech in dB below full scale.
  public static let restLevel = -28.0

  private static let samplesPerFrame = 80
  private static let highestPeak = 0.9
  /// The highest sample of the noise of the room; its level is 71 dB below full scale.
  private static let roomNoise = 0.0005
  private static let bandwidths = [70.0, 100, 150, 250, 300, 400, 500]

  private let plan: SpeechPlan
  private var source: GlottalSource
  private var formants = [Resonator](repeating: Resonator(), count: bandwidths.count)
  private var hiss = Resonator()
  private var tilted = 0.0
  private var generator: SplitMix64

  /// Speaks a plan.
  ///
  /// - Parameter seed: of pulses and noise.
  /// - Returns: 16 kHz, peak at most 0.9.
  public static func render(_ plan: SpeechPlan, seed: UInt64) -> Waveform {
    var synthesizer = SpeechSynthesizer(plan, seed: seed)
    return Waveform(
      samples: synthesizer.levelled(synthesizer.speech()), sampleRate: Waveform.speechRate)
  }

  private init(_ plan: SpeechPlan, seed: UInt64) {
    self.plan = plan
    let roughness = exp2(plan.style.jitter)
    source = GlottalSource(
      sampleRate: Double(Waveform.speechRate), jitter: 0.006 * roughness, shimmer: 0.04 * roughness,
      openQuotient: min(max(0.62 - 0.1 * plan.style.tilt, 0.4), 0.85), seed: seed)
    generator = SplitMix64(seed: seed, name: "noise")
  }

  /// The speech before its level is set.
  private mutating func speech() -> [Double] {
    let corner = min(plan.voice.tiltCorner * exp2(plan.style.tilt), 7000)
    let smoothing = 1 - exp(-2 * Double.pi * corner / Double(Waveform.speechRate))
    let breath = pow(10, (plan.voice.breath + plan.style.breath) / 20)
    var samples: [Double] = []
    samples.reserveCapacity(plan.frames.count * Self.samplesPerFrame)
    for (index, frame) in plan.frames.enumerated() {
      tune(frame)
      let next = index + 1 < plan.frames.count ? plan.frames[index + 1] : frame
      for sample in 0..<Self.samplesPerFrame {
        let place = Double(sample) / Double(Self.samplesPerFrame)
        samples.append(
          self.sample(frame.mixed(with: next, at: place), smoothing: smoothing, breath: breath))
      }
    }
    return samples
  }

  private mutating func tune(_ frame: SpeechPlan.Frame) {
    let rate = Double(Waveform.speechRate)
    for (index, bandwidth) in Self.bandwidths.enumerated() {
      formants[index].tune(
        frequency: frame.formants[index], bandwidth: bandwidth, sampleRate: rate)
    }
    hiss.tune(
      frequency: frame.frictionCentre, bandwidth: 0.22 * frame.frictionCentre, sampleRate: rate)
  }

  @inline(__always)
  private mutating func sample(
    _ levels: SpeechPlan.Levels, smoothing: Double, breath: Double
  ) -> Double {
    let isOpen = source.isOpen
    tilted += smoothing * (source.next(frequency: levels.frequency) - tilted)
    let noise = generator.noise()
    let breathing = isOpen ? breath * levels.voicing : 0.3 * breath * levels.voicing
    var sound = levels.voicing * tilted + (breathing + 0.12 * levels.aspiration) * noise
    for index in formants.indices { sound = formants[index].next(sound) }
    // The hiss resonator has gain 1 at 0 Hz and far more at its centre.
    return sound + 0.04 * hiss.next(levels.friction * noise)
  }

  /// The speech at its level with silence around it and the noise of the room under all of it.
  private mutating func levelled(_ speech: [Double]) -> [Float] {
    let energy = speech.reduce(0) { $0 + $1 * $1 } / Double(max(speech.count, 1))
    let peak = speech.reduce(0) { max($0, abs($1)) }
    let wanted = pow(10, (Self.restLevel + plan.style.energy) / 20)
    let gain = min(wanted / max(energy.squareRoot(), 1e-9), Self.highestPeak / max(peak, 1e-9))
    let leading = Int(plan.leadingSeconds * Double(Waveform.speechRate))
    let trailing = Int(plan.trailingSeconds * Double(Waveform.speechRate))
    var samples: [Float] = []
    samples.reserveCapacity(leading + speech.count + trailing)
    for index in -leading..<(speech.count + trailing) {
      let own = speech.indices.contains(index) ? gain * speech[index] : 0
      samples.append(Float(own + Self.roomNoise * generator.noise()))
    }
    return samples
  }
}

extension SpeechPlan {
  /// What changes from sample to sample.
  struct Levels {
    let frequency: Double
    let voicing: Double
    let aspiration: Double
    let friction: Double
  }
}

extension SpeechPlan.Frame {
  /// The levels at a place between this frame (0) and the next (1).
  @inline(__always)
  func mixed(with next: SpeechPlan.Frame, at place: Double) -> SpeechPlan.Levels {
    SpeechPlan.Levels(
      frequency: frequency + (next.frequency - frequency) * place,
      voicing: voicing + (next.voicing - voicing) * place,
      aspiration: aspiration + (next.aspiration - aspiration) * place,
      friction: friction + (next.friction - friction) * place)
  }
}
