import Audio
import Fingerprints
import Foundation
import Testing

@Suite("The cells of a fingerprint are steps between bands of 32 Hz, 64 ms apart")
struct CellTests {
  private static let rate = 8_000
  private static let width = 3_100.0 / 97

  /// A second of quiet tones, one in the middle of each band.
  private static let bed = (0..<rate).map { index -> Double in
    let time = Double(index) / Double(rate)
    return (0..<97).reduce(0) { sum, band in
      let hertz = 300 + (Double(band) + 0.5) * width
      return sum + 0.01 * sin(2 * .pi * hertz * time + Double(band * band))
    }
  }

  /// A tone in the middle of a band that begins after half a second on the quiet bed.
  private func onset(_ band: Int, level: Double = 0.2) -> Waveform {
    let hertz = 300 + (Double(band) + 0.5) * Self.width
    return Waveform(
      samples: Self.bed.enumerated().map { index, quiet -> Float in
        let time = Double(index) / Double(Self.rate)
        let tone = index >= Self.rate / 2 ? level * sin(2 * .pi * hertz * time) : 0
        return Float(quiet + tone)
      }, sampleRate: Self.rate)
  }

  /// How often each step rises and falls, away from the ends of the recording, where windows look
  /// beyond it. Shape `[96]` each.
  private func counts(_ print: Fingerprint) -> (rising: [Int], falling: [Int]) {
    func count(_ step: Int, _ shift: Int) -> Int {
      (8..<50).count { frame in
        print.cells[frame * 3 + step / 32] >> UInt64(step % 32 + shift) & 1 == 1
      }
    }
    return ((0..<96).map { count($0, 0) }, (0..<96).map { count($0, 32) })
  }

  @Test(
    "A tone that begins in a band makes the step above it rise and the step below it fall",
    arguments: [1, 2, 31, 32, 33, 50, 63, 64, 65, 94, 95])
  func band(_ band: Int) throws {
    let print = try Fingerprint(of: onset(band))
    let (rising, falling) = counts(print)
    #expect(rising[band] == rising.max() && rising[band] > 3)
    #expect(falling[band - 1] == falling.max() && falling[band - 1] > 3)
    // Far from the tone nothing moves.
    for step in 0..<96 where abs(step - band) > 16 {
      #expect(rising[step] + falling[step] == 0, "step \(step) beside band \(band)")
    }
  }

  @Test("It moves while one end of 64 ms lies before it and the other after, and nowhere else")
  func time() throws {
    let band = 40
    let print = try Fingerprint(of: onset(band))
    let frames = (8..<50).filter {
      print.cells[$0 * 3 + band / 32] >> UInt64(band % 32) & 1 == 1
    }
    // The tone begins at frame 31.25; windows of 8 frames and ends 4 frames apart look at it.
    let (first, last) = (try #require(frames.first), try #require(frames.last))
    #expect(first >= 23 && last <= 36)
    #expect(frames == Array(first...last))
    // A second of frames of 16 ms, less the 4 that have nothing 64 ms later.
    #expect(print.frames == 1 + 8_000 / 128 - 4)
  }

  @Test("A step of less than 3 dB is none, and what lies 35 dB below the loudest is silence")
  func levels() throws {
    // Half the bed's own height added in phase at worst: under 3 dB for each of both steps.
    let faint = try Fingerprint(of: onset(40, level: 0.000_5))
    let none = counts(faint)
    #expect((none.rising + none.falling).allSatisfy { $0 == 0 })
    // The bed lies 46 dB and more below a tone of full height, so that nothing of it is heard, and
    // the tone makes only its own neighbourhood move.
    let loud = try Fingerprint(of: onset(40, level: 2))
    let (rising, falling) = counts(loud)
    #expect(rising[40] > 3 && falling[39] > 3)
    #expect(rising[70...].allSatisfy { $0 == 0 } && falling[70...].allSatisfy { $0 == 0 })
  }
}
