/// How loud a recording begins and ends, in dB above its loudest 25 ms; so at most 0, and -120 for
/// silence. Speech fades: where the level is still high at an edge, somebody cut there.
public struct EdgeLevels: Sendable, Equatable {
  /// Of the first 25 ms.
  public let start: Double
  /// Of the last 25 ms.
  public let end: Double
}

extension Waveform {
  /// The levels at both edges, the mean of all samples taken off.
  ///
  /// - Returns: `nil` for less than 100 ms, of which an edge is a large part, and for recordings
  ///   that do not swing at all.
  public var edgeLevels: EdgeLevels? {
    let window = sampleRate / Self.windowsPerSecond
    guard window > 0, samples.count >= 4 * window else { return nil }
    let offset = offset
    let energies = mapped { $0 - offset }.samples.withUnsafeBufferPointer { samples in
      let whole = stride(from: 0, through: samples.count - window, by: window)
      // The last one may share samples with the last whole one.
      return (Array(whole) + [samples.count - window]).map {
        UnsafeBufferPointer(rebasing: samples[$0..<$0 + window]).sumOfSquares
      }
    }
    guard let loudest = energies.max(), loudest > 0, loudest.isFinite else { return nil }
    func level(_ energy: Double) -> Double {
      decibels(ofAmplitude: (energy / loudest).squareRoot())
    }
    return EdgeLevels(start: level(energies[0]), end: level(energies[energies.count - 1]))
  }

  private static let windowsPerSecond = 40
}
