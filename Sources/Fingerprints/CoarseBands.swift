import Foundation

/// Energies of 16 broad bands, each the sum of six narrow ones over 48 ms: robust enough that their
/// signs survive encoding, so that an index can look recordings up by them.
struct CoarseBands {
  private static let bands = 16
  /// Narrow bands a broad one.
  private static let width = 6
  /// Frames that are summed.
  private static let span = 3
  /// Frames from one end of a difference in time to the other, 64 ms.
  private static let lag = 4
  /// Frames whose loudest band lies further below the loudest of all are not looked up by: 30 dB.
  private static let quiet = Float(log(1e-3))

  /// Natural logarithms, shape `[frames, bands]`.
  private let logs: [Float]
  private let frames: Int

  init(_ energies: BandEnergies) {
    frames = max(0, energies.frames - Self.span + 1)
    var logs = [Float](repeating: 0, count: frames * Self.bands)
    for frame in 0..<frames {
      for band in 0..<Self.bands {
        var sum: Float = 0
        for index in frame..<frame + Self.span {
          let place = index * BandEnergies.bands + Self.width * band
          sum += energies.values[place..<place + Self.width].reduce(0, +)
        }
        logs[frame * Self.bands + band] = log(sum)
      }
    }
    self.logs = logs
  }

  /// The codes of the first frames, silent where there is nothing to compare a frame with.
  func codes(count: Int) -> [FrameCode] {
    let peaks = (0..<frames).map { frame in
      logs[frame * Self.bands..<(frame + 1) * Self.bands].max() ?? 0
    }
    let limit = (peaks.max() ?? 0) + Self.quiet
    return (0..<count).map { frame in
      let later = frame + Self.lag
      guard later < frames, peaks[frame] > limit, peaks[later] > limit else { return .silent }
      return code(from: frame, to: later)
    }
  }

  private func code(from frame: Int, to later: Int) -> FrameCode {
    var signs: UInt32 = 0
    var weakest = (step: 0, size: Float.infinity)
    for step in 0..<Self.bands - 1 {
      let (now, then) = (frame * Self.bands + step, later * Self.bands + step)
      let change = (logs[then] - logs[then + 1]) - (logs[now] - logs[now + 1])
      if change > 0 { signs |= 1 << UInt32(step) }
      if abs(change) < weakest.size { weakest = (step, abs(change)) }
    }
    return FrameCode(signs: signs, weakest: weakest.step)
  }
}
