import Audio
import Fingerprints
import Testing

@Suite("A fingerprint")
struct FingerprintTests {
  private let take = Voices.take(1)

  @Test("is the same for the same samples, and comes back from its bytes")
  func bytes() throws {
    let print = try Fingerprint(of: take)
    #expect(try Fingerprint(of: take) == print)
    #expect(Fingerprint(bytes: print.bytes) == print)
    #expect(print.isComparable)
    #expect(abs(Double(print.frames) * 0.016 - 2) < 0.1)
    #expect(print.bytes.count < 4_000)
  }

  @Test("is not read from bytes of another version or length, or from noise")
  func foreignBytes() throws {
    let bytes = try Fingerprint(of: take).bytes
    #expect(Fingerprint(bytes: []) == nil)
    #expect(Fingerprint(bytes: [2] + bytes.dropFirst()) == nil)
    #expect(Fingerprint(bytes: Array(bytes.dropLast())) == nil)
    #expect(Fingerprint(bytes: [1] + [UInt8](repeating: 255, count: bytes.count - 1)) == nil)
  }

  @Test("does not change with level, polarity or an added offset")
  func level() throws {
    let print = try Fingerprint(of: take)
    #expect(try Fingerprint(of: take.scaled(by: -1)) == print)
    #expect(try Fingerprint(of: take.scaled(by: 0.25)) == print)
    let raised = Waveform(samples: take.samples.map { $0 + 0.1 }, sampleRate: take.sampleRate)
    let similarity = ComparedPrint(print).similarity(
      to: ComparedPrint(try Fingerprint(of: raised)), offset: 0)
    #expect((similarity?.score ?? 0) > 0.95)
  }

  @Test("of silence, of a steady tone and of a blink is too little to compare")
  func nothingThere() throws {
    let silence = Waveform(samples: [Float](repeating: 0, count: 32_000), sampleRate: 16_000)
    let tone = Waveform(
      samples: (0..<32_000).map { Float($0 % 40) / 80 - 0.25 }, sampleRate: 16_000)
    let blink = Waveform(samples: Array(take.samples.prefix(4_000)), sampleRate: 16_000)
    let empty = Waveform(samples: [], sampleRate: 16_000)
    for waveform in [silence, tone, blink, empty] {
      let print = try Fingerprint(of: waveform)
      #expect(!print.isComparable)
      #expect(Fingerprint(bytes: print.bytes) == print)
      #expect(NearDuplicates(among: [print, print]).pairs.isEmpty)
    }
  }

  @Test("agrees with itself wholly and with another take hardly")
  func agreement() throws {
    let one = ComparedPrint(try Fingerprint(of: take))
    let other = ComparedPrint(try Fingerprint(of: Voices.take(2)))
    let own = one.similarity(to: one, offset: 0)
    #expect(own?.score == 1 && own?.weakest == 1)
    for offset in -80...80 {
      #expect((one.similarity(to: other, offset: offset)?.score ?? 0) < 0.4)
    }
  }
}
