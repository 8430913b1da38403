import Audio
import Foundation

/// How loud a recording is by EBU R128, in LUFS.
///
/// - Source: ITU-R BS.1770-4 (weighting and gates), EBU Tech 3341 (momentary loudness), EBU Tech
///   3342 (loudness range).
public struct Loudness: Sendable, Equatable, Codable {
  /// The loudness of all blocks that pass both gates in LUFS; `nil` where none does.
  public let integrated: Double?
  /// The loudest 400 ms in LUFS; `nil` for a shorter recording or silence.
  public let maximumMomentary: Double?
  /// From the 10th to the 95th percentile of the loudness of 3 s, in LU; `nil` where no such
  /// stretch passes the gates.
  public let range: Double?

  /// Below this, in LUFS, a block is never counted.
  public static let absoluteGate = -70.0
  private static let relativeGate = -10.0
  private static let rangeGate = -20.0
  private static let stepsASecond = 10

  /// Measures mono audio. A stereo recording mixed to its mean is as much softer as its channels
  /// differ, at most 3 dB for channels that have nothing in common.
  public init(of waveform: Waveform) {
    let energies = Self.stepEnergies(waveform)
    let momentary = Self.blocks(energies, steps: 4)
    let loudest = momentary.max() ?? 0
    maximumMomentary = loudest > 0 ? Self.loudness(loudest) : nil
    integrated = Self.gated(momentary, relative: Self.relativeGate).map { passed in
      Self.loudness(passed.reduce(0, +) / Double(passed.count))
    }
    let long = Self.blocks(energies, steps: 30)
    range = Self.gated(long, relative: Self.rangeGate).map { passed in
      let sorted = passed.sorted()
      func percentile(_ share: Double) -> Double {
        Self.loudness(sorted[Int((Double(sorted.count - 1) * share).rounded())])
      }
      return percentile(0.95) - percentile(0.10)
    }
  }

  /// The sum of squares of weighted samples in each whole tenth of a second, over its samples.
  private static func stepEnergies(_ waveform: Waveform) -> [Double] {
    let length = waveform.sampleRate / stepsASecond
    guard length > 0 else { return [] }
    var filter = KWeighting(sampleRate: waveform.sampleRate)
    return (0..<waveform.samples.count / length).map { step in
      var sum = 0.0
      for index in step * length..<(step + 1) * length {
        let value = filter.next(waveform.samples[index])
        sum += value * value
      }
      return sum / Double(length)
    }
  }

  /// The mean square over each run of so many steps, one a step.
  private static func blocks(_ energies: [Double], steps: Int) -> [Double] {
    guard energies.count >= steps else { return [] }
    return (0...energies.count - steps).map {
      energies[$0..<$0 + steps].reduce(0, +) / Double(steps)
    }
  }

  /// The blocks above the absolute gate and, of those, above their mean by `relative` LU; `nil` for
  /// none.
  private static func gated(_ blocks: [Double], relative: Double) -> [Double]? {
    let audible = blocks.filter { $0 > 0 && loudness($0) > absoluteGate }
    guard !audible.isEmpty else { return nil }
    let gate = loudness(audible.reduce(0, +) / Double(audible.count)) + relative
    let passed = audible.filter { loudness($0) > gate }
    return passed.isEmpty ? nil : passed
  }

  private static func loudness(_ energy: Double) -> Double { -0.691 + 10 * log10(energy) }
}
