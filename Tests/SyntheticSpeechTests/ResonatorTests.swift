import Foundation
import SyntheticSpeech
import Testing

@Suite("A resonator is that of Klatt")
struct ResonatorTests {
  private static let rate = 16_000.0

  private func resonator(_ frequency: Double, _ bandwidth: Double) -> Resonator {
    var resonator = Resonator()
    resonator.tune(frequency: frequency, bandwidth: bandwidth, sampleRate: Self.rate)
    return resonator
  }

  private func impulse(_ resonator: Resonator, count: Int = 8_000) -> [Double] {
    var resonator = resonator
    return (0..<count).map { resonator.next($0 == 0 ? 1 : 0) }
  }

  /// How much of a frequency a response holds: the size of its sum over the unit circle.
  private func gain(_ response: [Double], at hertz: Double) -> Double {
    var (real, imaginary) = (0.0, 0.0)
    for (index, value) in response.enumerated() {
      let angle = 2 * Double.pi * hertz / Self.rate * Double(index)
      (real, imaginary) = (real + value * cos(angle), imaginary - value * sin(angle))
    }
    return (real * real + imaginary * imaginary).squareRoot()
  }

  @Test(
    "Its gain is A / |1 - B z^-1 - C z^-2| at every frequency, with A, B and C of equation 2",
    arguments: [(500.0, 70.0), (1_500, 100), (3_500, 250), (7_000, 400)])
  func gain(frequency: Double, bandwidth: Double) {
    let response = impulse(resonator(frequency, bandwidth))
    let c = -exp(-2 * Double.pi * bandwidth / Self.rate)
    let b = 2 * exp(-Double.pi * bandwidth / Self.rate) * cos(2 * .pi * frequency / Self.rate)
    for hertz in [0, 100, frequency - bandwidth, frequency, frequency + bandwidth, 7_900] {
      let angle = -2 * Double.pi * hertz / Self.rate
      let real = 1 - b * cos(angle) - c * cos(2 * angle)
      let imaginary = b * sin(angle) + c * sin(2 * angle)
      let expected = (1 - b - c) / (real * real + imaginary * imaginary).squareRoot()
      #expect(abs(gain(response, at: hertz) - expected) <= 1e-6 + 1e-6 * expected, "\(hertz)")
    }
  }

  @Test("Half a bandwidth beside its centre half of its power is left")
  func bandwidth() {
    let response = impulse(resonator(2_000, 100))
    let peak = gain(response, at: 2_000)
    for edge in [1_950.0, 2_050] {
      let power = gain(response, at: edge) / peak
      #expect(abs(power * power - 0.5) < 0.02, "\(edge)")
    }
    #expect(abs(gain(response, at: 0) - 1) < 1e-9)
  }

  @Test("Before it is tuned it passes everything, and no centre lies beyond 47 % of the rate")
  func ends() {
    #expect(impulse(Resonator(), count: 5) == [1, 0, 0, 0, 0])
    #expect(impulse(resonator(7_520, 80)) == impulse(resonator(12_000, 80)))
    #expect(impulse(resonator(7_500, 80)) != impulse(resonator(7_520, 80)))
  }

  @Test("Moved to another place it goes on with the sound that is in it")
  func goesOn() {
    var moved = resonator(500, 50)
    _ = moved.next(1)
    moved.tune(frequency: 900, bandwidth: 50, sampleRate: Self.rate)
    #expect(abs(moved.next(0)) > 1e-3)
    var silent = resonator(900, 50)
    #expect(silent.next(0) == 0)
  }
}
