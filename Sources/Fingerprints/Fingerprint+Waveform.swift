import Audio
import Foundation

extension Fingerprint {
  /// Frames from one end of a difference in time to the other, 64 ms.
  private static let lag = 4
  /// A step that changes by less is neither rising nor falling: 3 dB as a natural logarithm.
  private static let leastChange = Float(log(10.0) * 0.3)

  /// Computes the fingerprint of a recording; the same samples give the same bits.
  ///
  /// - Throws: `AudioError.notResampled`.
  public init(of waveform: Waveform) throws(AudioError) {
    let energies = try BandEnergies(of: waveform)
    let count = max(0, energies.frames - Self.lag)
    self.init(
      cells: Self.cells(of: energies, count: count),
      codes: CoarseBands(energies).codes(count: count))
  }

  private static func cells(of energies: BandEnergies, count: Int) -> [UInt64] {
    let bands = BandEnergies.bands
    let logs = energies.values.map { log($0) }
    var cells = [UInt64](repeating: 0, count: count * words)
    for frame in 0..<count {
      let (now, later) = (frame * bands, (frame + lag) * bands)
      for step in 0..<bands - 1 {
        let change =
          (logs[later + step] - logs[later + step + 1]) - (logs[now + step] - logs[now + step + 1])
        let bit = UInt64(step % 32)
        if change > leastChange { cells[frame * words + step / 32] |= 1 << bit }
        if change < -leastChange { cells[frame * words + step / 32] |= 1 << (32 + bit) }
      }
    }
    return cells
  }
}
