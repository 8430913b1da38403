import Audio

/// How a recording becomes a log-mel spectrogram. Lengths are in samples at `sampleRate`.
public struct FeatureSettings: Sendable, Equatable, Hashable {
  /// Samples a second, in Hz. 16,000: what recordings are read at everywhere (`speechRate`), and it
  /// holds the voice up to 8 kHz. More would show a model nothing.
  public var sampleRate: Int
  /// The Hann window. 1,024 (64 ms): harmonics of a voice from about 60 Hz up stay apart, so that
  /// the course of F0, which carries emotion, remains visible.
  public var frameLength: Int
  /// The transform, at least `frameLength` and even. 1,024: no zero padding is needed.
  public var fftLength: Int
  /// From frame to frame. 256 (16 ms): a quarter of the window, the usual overlap of a Hann window.
  public var hopLength: Int
  /// Bands of the filter bank. 64: usual in emotion recognition, and each holds at least one bin.
  public var melBands: Int
  /// The lower edge of the lowest band in Hz. 50: below the deepest voices, above hum and rumble.
  public var minimumHertz: Double
  /// The upper edge of the highest band in Hz. 7,600: where resampling to 16 kHz starts to roll
  /// off.
  public var maximumHertz: Double
  /// The frequency scale. Slaney's: the default of librosa, linear below 1 kHz.
  public var melScale: MelScale
  /// Decibels below the loudest band and frame at which values are floored, or `nil`. 80: digital
  /// silence would otherwise dominate the mean and variance of an utterance.
  public var dynamicRangeDecibels: Double?
  /// Whether the mean of the samples is removed first. Yes: an offset is the recorder's.
  public var removesOffset: Bool
  /// Whether stationary noise is reduced. No: it may remove cues with the noise; audits switch it
  /// on to see.
  public var denoises: Bool
  /// Decibels below the loudest frame at which leading and trailing frames are silence, or `nil`
  /// for no trimming. 40: pauses of a recording booth, not the onset of a soft voice.
  public var trimDecibels: Double?
  /// How loudness is made comparable. RMS: the level of a clip gives away speaker and session, and
  /// a gain must not change an answer.
  public var level: LevelNormalization
  /// How values are brought near mean 0 and variance 1. Alike for all recordings: how far loud and
  /// soft, high and low bands of an utterance lie apart is evidence (docs/decisions/0006).
  public var normalization: UtteranceNormalization
  /// Whether half of the input's bands are slopes (`LogMelSpectrogram.withSlopes`). No: they help
  /// where several speakers train, and not where one does (docs/decisions/0006).
  public var slopes: Bool
  /// The fixed length that a network sees, in frames. 192 (3.07 s): the longest TESS clip is
  /// 2.99 s, and six halvings divide it.
  public var maximumFrames: Int

  /// Creates settings; what is not given has the default that its property explains.
  public init(
    sampleRate: Int = Waveform.speechRate, frameLength: Int = 1_024, fftLength: Int = 1_024,
    hopLength: Int = 256, melBands: Int = 64, minimumHertz: Double = 50,
    maximumHertz: Double = 7_600, melScale: MelScale = .slaney,
    dynamicRangeDecibels: Double? = 80, removesOffset: Bool = true, denoises: Bool = false,
    trimDecibels: Double? = 40, level: LevelNormalization = .rms,
    normalization: UtteranceNormalization = .fixed, slopes: Bool = false, maximumFrames: Int = 192
  ) {
    self.sampleRate = sampleRate
    self.frameLength = frameLength
    self.fftLength = fftLength
    self.hopLength = hopLength
    self.melBands = melBands
    self.minimumHertz = minimumHertz
    self.maximumHertz = maximumHertz
    self.melScale = melScale
    self.dynamicRangeDecibels = dynamicRangeDecibels
    self.removesOffset = removesOffset
    self.denoises = denoises
    self.trimDecibels = trimDecibels
    self.level = level
    self.normalization = normalization
    self.slopes = slopes
    self.maximumFrames = maximumFrames
  }

  /// Seconds that `maximumFrames` cover.
  public var maximumSeconds: Double {
    Double(maximumFrames * hopLength) / Double(sampleRate)
  }

  /// Checks every field against its range.
  ///
  /// - Throws: `FeatureError.invalidSetting` for the first field outside it.
  public func validate() throws(FeatureError) {
    try require(
      8_000...Waveform.speechRate ~= sampleRate, "sampleRate", sampleRate,
      "8000 to \(Waveform.speechRate) Hz")
    try require(2...65_536 ~= frameLength, "frameLength", frameLength, "2 to 65536 samples")
    try require(
      fftLength % 2 == 0 && frameLength...65_536 ~= fftLength, "fftLength", fftLength,
      "even, from frameLength to 65536 samples")
    try require(1...frameLength ~= hopLength, "hopLength", hopLength, "1 to frameLength samples")
    try require(1...512 ~= melBands, "melBands", melBands, "1 to 512 bands")
    let nyquist = Double(sampleRate) / 2
    try require(
      minimumHertz >= 0 && (minimumHertz < maximumHertz || maximumHertz.isNaN), "minimumHertz",
      minimumHertz,
      "0 or more and below maximumHertz")
    try require(
      maximumHertz <= nyquist, "maximumHertz", maximumHertz,
      "at most half the sample rate, which is \(nyquist) here, also where it is left out")
    try require(
      dynamicRangeDecibels.map { $0 > 0 && $0.isFinite } ?? true, "dynamicRangeDecibels",
      dynamicRangeDecibels.map { "\($0)" } ?? "none", "above 0, or none")
    try require(
      trimDecibels.map { $0 > 0 && $0.isFinite } ?? true, "trimDecibels",
      trimDecibels.map { "\($0)" } ?? "none", "above 0, or none")
    try require(
      !slopes || melBands % 2 == 0, "melBands", melBands, "an even number where slopes is true")
    try require(1...100_000 ~= maximumFrames, "maximumFrames", maximumFrames, "1 to 100000 frames")
  }

  private func require(
    _ holds: Bool, _ name: String, _ found: some CustomStringConvertible, _ expected: String
  ) throws(FeatureError) {
    guard holds else {
      throw .invalidSetting(name: name, found: found.description, expected: expected)
    }
  }
}
