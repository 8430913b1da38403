import Audio
import Foundation
import Perturbations
import Testing

@Suite("The stages of a telephone line")
struct TelephoneTests {
  /// A minute at 800 Hz, where a packet of 20 ms has 16 samples and only the high-pass acts.
  private static let tone = Signals.tone(350, count: 48_000, rate: 800)
  private static let packet = 16

  private static func line(_ severity: Severity) throws -> Waveform {
    try #require(Perturbation.named("telephone")).apply(
      to: tone, severity: severity, seed: 3, utterance: "u")
  }

  /// The starts of packets that were lost.
  private static func lost(_ line: Waveform) -> [Int] {
    stride(from: 0, to: line.samples.count, by: packet).filter { start in
      line.samples[start..<(start + packet)].allSatisfy { $0 == 0 }
    }
  }

  @Test("the second is the first, companded to 8 bits")
  func companding() throws {
    #expect(try Self.line(.two) == Self.line(.one).muLaw(bits: 8))
  }

  @Test(
    "noise lies 25 dB below the line from the third on, and 15 dB at the fifth",
    arguments: [(Severity.three, 25.0), (.four, 25), (.five, 15)])
  func noise(severity: Severity, decibels: Double) throws {
    var clean = try Self.line(.one)
    let noisy = try Self.line(severity)
    // What was lost is neither signal nor noise.
    for start in Self.lost(noisy) {
      for place in start..<(start + Self.packet) { clean.samples[place] = 0 }
    }
    let added = zip(noisy.samples, clean.samples).map { $0 - $1 }
    // Rounding to 8 bits adds a little, at some 38 dB.
    let found = try #require(SignalToNoise.decibels(signal: clean, noise: added))
    #expect(abs(found - decibels) < 0.6, "\(found) dB")
  }

  @Test(
    "no packet is lost up to the third, 3 % at the fourth and 10 % at the fifth",
    arguments: [
      (Severity.one, 0.0, 0.0), (.two, 0, 0), (.three, 0, 0), (.four, 0.03, 0.0125),
      (.five, 0.1, 0.022),
    ])
  func packets(severity: Severity, share: Double, error: Double) throws {
    // Four standard errors of a share of 3,000 packets.
    let lost = Self.lost(try Self.line(severity))
    #expect(abs(Double(lost.count) / 3_000 - share) <= error, "\(lost.count) packets")
  }
}
