import Audio
import Features
import Testing

@Suite("Frames of a few samples, by hand")
struct FramesByHandTests {
  private static func wave(_ samples: [Float]) -> Waveform {
    Waveform(samples: samples, sampleRate: 16_000)
  }

  /// Four frames of silence about four ones: with frames of four samples two apart, the mean
  /// squares are 0, 0, 1/2, 1, 1/2, 0 and 0.
  private static let block = wave([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0])

  @Test("levels are those of centred frames, with zeros beyond both ends")
  func levels() {
    let found = Self.block.frameRootMeanSquares(frameLength: 4, hopLength: 2)
    #expect(found == [0, 0, Float(0.5).squareRoot(), 1, Float(0.5).squareRoot(), 0, 0])
    // The first and the last frame reach two samples beyond the ends.
    let ones = Self.wave([1, 1, 1, 1]).frameRootMeanSquares(frameLength: 4, hopLength: 2)
    #expect(ones == [Float(0.5).squareRoot(), 1, Float(0.5).squareRoot()])
    #expect(Self.wave([1]).frameRootMeanSquares(frameLength: 4, hopLength: 2) == [0.5])
    #expect(Self.wave([]).frameRootMeanSquares(frameLength: 4, hopLength: 2).isEmpty)
    #expect(Self.block.frameRootMeanSquares(frameLength: 0, hopLength: 2).isEmpty)
    #expect(Self.block.frameRootMeanSquares(frameLength: 4, hopLength: 0).isEmpty)
  }

  @Test("sound begins with the first frame above the threshold and ends a hop behind the last")
  func soundingRanges() {
    func range(_ waveform: Waveform, _ decibels: Double) -> Range<Int> {
      waveform.soundingRange(decibels: decibels, frameLength: 4, hopLength: 2)
    }
    // Half the power is 3.01 dB below.
    #expect(range(Self.block, 3) == 6..<8)
    #expect(range(Self.block, 3.02) == 4..<10)
    #expect(range(Self.block, 60) == 4..<10)
    // The last hop reaches beyond the end and is cut there.
    #expect(range(Self.wave([0, 0, 0, 0, 1, 1, 1]), 3.02) == 4..<7)
    #expect(range(Self.wave([1, 1, 1, 1, 1]), 20) == 0..<5)
    #expect(range(Self.wave([]), 20) == 0..<0)
    // Where nothing is louder, digital silence is no silence, as in librosa.
    #expect(range(Self.wave([0, 0, 0, 0]), 20) == 0..<4)
    #expect(
      Self.block.trimmed(decibels: 3.02, frameLength: 4, hopLength: 2).samples
        == [1, 1, 1, 1, 0, 0])
  }

  @Test("crossings are counted between samples of a frame, whose ends repeat the recording's")
  func zeroCrossings() {
    func rates(_ samples: [Float]) -> [Float] {
      Self.wave(samples).zeroCrossingRates(frameLength: 4, hopLength: 2)
    }
    #expect(rates([1, -1, 1, -1, 1, -1]) == [0.25, 0.75, 0.75, 0.25])
    #expect(rates([1, 1, -1, -1]) == [0, 0.25, 0])
    // Zero is positive, and so is what differs from it by 1e-10 or less.
    #expect(rates([-1, 0, -1]) == [0.25, 0.5])
    #expect(rates([1, 0, -1e-11, 1]) == [0, 0, 0])
    #expect(rates([1, -2e-10, 1]) == [0.25, 0.5])
    #expect(rates([-1]) == [0] && rates([]).isEmpty)
    #expect(Self.block.zeroCrossingRates(frameLength: 1, hopLength: 2).isEmpty)
    #expect(Self.block.zeroCrossingRates(frameLength: 4, hopLength: 0).isEmpty)
  }
}
