/// What one recording sounds like, in 1.7 kB a second: enough to tell the same recording
/// encoded, resampled, amplified, trimmed or padded from every other one, without the audio.
///
/// A frame stands for 16 ms. Its cells say where the step from one of 97 bands of 32 Hz (300 to
/// 3,400 Hz) to the next rises or falls by more than 3 dB within 64 ms; whatever lies more than
/// 35 dB below the loudest cell counts as silence. Differences in time and frequency drop level,
/// polarity and any fixed filter. A second, coarser code is what an index looks recordings up by.
///
/// - Source: the idea of signed band differences is that of Haitsma & Kalker, ISMIR 2002.
public struct Fingerprint: Sendable, Hashable {
  /// Shape `[frames, words]`: in word `w`, bit `b` is set where step `32 w + b` rises, bit `32 + b`
  /// where it falls.
  package let cells: [UInt64]
  /// Shape `[frames]`, see `FrameCode`.
  package let codes: [FrameCode]

  package init(cells: [UInt64], codes: [FrameCode]) {
    self.cells = cells
    self.codes = codes
  }

  /// Words of 64 cells a frame.
  package static let words = 3

  /// The number of frames of 16 ms.
  public var frames: Int { codes.count }

  /// Cells that rise or fall: how much there is to recognise a recording by.
  public var information: Int { cells.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether there is enough in the recording to compare it with others.
  public var isComparable: Bool {
    frames >= Similarity.fewestFrames && information >= Similarity.fewestCells
  }
}

/// The coarse code of a frame: 15 signs of differences between broad bands 64 ms apart.
package struct FrameCode: Sendable, Hashable {
  /// Bits 0 to 14 the signs, bits 15 to 18 the position of the least certain of them, bit 19
  /// whether the frame is loud enough to look a recording up by.
  package let bits: UInt32

  static let silent = FrameCode(bits: 0)

  init(bits: UInt32) { self.bits = bits }

  package init(signs: UInt32, weakest: Int) {
    bits = signs | UInt32(weakest) << 15 | 1 << 19
  }

  package var isLoud: Bool { bits >> 19 & 1 == 1 }
  package var signs: UInt32 { bits & 0x7FFF }
  /// The signs with the least certain one turned round.
  var alternative: UInt32 { signs ^ (1 << (bits >> 15 & 15)) }
}
