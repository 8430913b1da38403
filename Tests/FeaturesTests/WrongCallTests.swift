import Features
import Testing

@Suite("A call that cannot be meant ends the program and says why, in a release build too")
struct WrongCallTests {
  @Test("a spectrogram whose values do not fill its shape, or whose shape is none")
  func shapes() async {
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogMelSpectrogram(values: [1, 2, 3], frames: 2, bands: 2)
    }
    check(short, "3 values; expected the shape [2, 2]")
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogMelSpectrogram(values: [1, 2, 3, 4], frames: -2, bands: -2)
    }
    check(negative, "4 values; expected the shape [-2, -2]")
    let endless = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogMelSpectrogram(values: [], frames: .max, bands: 2)
    }
    check(endless, "0 values; expected the shape [\(Int.max), 2]")
  }

  @Test("fewer samples than none")
  func samples() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try STFT(frameLength: 4, fftLength: 4, hopLength: 2).inverse([], count: -9)
    }
    check(result, "-9 samples; expected at least 0")
  }

  private func check(_ result: ExitTest.Result?, _ words: String) {
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("Fatal error: " + words))
  }
}
