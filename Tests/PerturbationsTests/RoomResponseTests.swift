import Audio
import Perturbations
import Randomness
import Testing

@Suite("A synthetic room")
struct RoomResponseTests {
  private static func room(_ seconds: Double, rate: Int, seed: UInt64 = 1) -> RoomResponse {
    var generator = SplitMix64(seed: seed)
    return RoomResponse(reverberationSeconds: seconds, sampleRate: rate, generator: &generator)
  }

  @Test("is silent for 5 ms behind the direct sound, and as long as it rings")
  func beginning() {
    let room = Self.room(0.4, rate: 16_000)
    #expect(room.samples.count == 6_400 && room.samples[0] == 1)
    #expect(room.samples[1..<80].allSatisfy { $0 == 0 })
    #expect(room.samples[80] != 0 && room.samples[6_399] != 0)
    #expect(Self.room(0.4, rate: 16_000, seed: 2).samples != room.samples)
  }

  @Test("answers with the sum that defines a convolution, at the recording's level")
  func convolution() {
    // 40 taps at 200 Hz, so that the sum is short.
    let room = Self.room(0.2, rate: 200)
    #expect(room.samples.count == 40)
    for count in [1, 2, 39, 40, 41, 64, 100] {
      let dry: [Float] = (0..<count).map { Float(($0 * 7_919 + 5) % 101) / 50 - 1 }
      let found = room.apply(to: Waveform(samples: dry, sampleRate: 200))
      var wet = dry.indices.map { place in
        let parts = (0...min(place, 39)).map { Double(room.samples[$0]) * Double(dry[place - $0]) }
        return parts.reduce(0, +)
      }
      func power(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 } }
      let scale = (power(dry.map(Double.init)) / power(wet)).squareRoot()
      wet = wet.map { $0 * scale }
      #expect(found.samples.count == count && found.sampleRate == 200)
      for (own, truth) in zip(found.samples, wet) {
        let difference = abs(Double(own) - truth)
        #expect(difference < 1e-5 + 1e-5 * abs(truth), "\(count) samples")
      }
    }
  }

  @Test("rings in a recording that is longer than any transform, in the middle of it as well")
  func longRecording() {
    let room = Self.room(0.2, rate: 200)
    let count = 1 << 24
    var dry = [Float](repeating: 0, count: count)
    let clicks = [3, count / 2 - 20, count - 40]
    for click in clicks { dry[click] = 1 }
    let found = room.apply(to: Waveform(samples: dry, sampleRate: 200)).samples
    #expect(found.count == count)
    let scale = found[3]
    for click in clicks {
      for place in 0..<40 {
        #expect(abs(found[click + place] / scale - room.samples[place]) < 1e-4, "\(click)")
      }
    }
  }

  @Test("leaves silence silent")
  func silence() {
    let silence = Waveform(samples: [Float](repeating: 0, count: 500), sampleRate: 200)
    #expect(Self.room(0.2, rate: 200).apply(to: silence) == silence)
  }
}
