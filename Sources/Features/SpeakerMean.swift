/// The mean of each band over all that is heard of one speaker, whatever the emotion: the colour
/// and the level of a voice with its microphone.
///
/// It is learnt from recordings alone, never from labels. How much it is worth depends on the
/// recordings: emotions in equal shares put it elsewhere than calm speech alone does.
/// - Source: normalisation by speaker as in Busso, Mariooryad, Metallinou & Narayanan, IEEE Trans.
///   Affective Computing 4 (2013), without their iteration; of the mean alone, which is cepstral
///   mean normalisation (Atal, J. Acoust. Soc. Am. 55, 1974) over a speaker instead of an
///   utterance.
public struct SpeakerMean: Sendable, Equatable, Codable {
  /// The mean of each band, shape `[M]`, in natural logarithms of energy; empty as long as nothing
  /// is heard.
  public private(set) var means: [Double] = []
  /// Frames that were heard.
  public private(set) var frames = 0
  /// Recordings that were heard.
  public private(set) var recordings = 0

  /// Nothing heard yet.
  public init() {}

  /// The mean of some recordings, not normalised and of one number of bands.
  public init(of spectrograms: some Sequence<LogMelSpectrogram>) {
    for spectrogram in spectrograms { add(spectrogram) }
  }

  /// The mean of several speakers, of whom each counts once: what is expected of a voice that was
  /// never heard. Speakers of whom nothing is heard are left out.
  public init(ofSpeakers speakers: [SpeakerMean]) {
    let heard = speakers.filter { $0.frames > 0 }
    means = (0..<(heard.first?.means.count ?? 0)).map { band in
      let sum = heard.reduce(0.0) { $0 + $1.means[band] }
      return sum / Double(heard.count)
    }
    frames = heard.reduce(0) { $0 + $1.frames }
    recordings = heard.reduce(0) { $0 + $1.recordings }
  }

  /// Hears one more recording, not normalised and with the bands of those before.
  public mutating func add(_ spectrogram: LogMelSpectrogram) {
    guard spectrogram.frames > 0 else { return }
    let bands = spectrogram.bands
    if means.isEmpty { means = [Double](repeating: 0, count: bands) }
    precondition(means.count == bands, "all recordings must have the same bands")
    var sums = [Double](repeating: 0, count: bands)
    for frame in 0..<spectrogram.frames {
      for band in 0..<bands { sums[band] += Double(spectrogram.values[frame * bands + band]) }
    }
    frames += spectrogram.frames
    recordings += 1
    for band in 0..<bands {
      means[band] +=
        (sums[band] - Double(spectrogram.frames) * means[band]) / Double(frames)
    }
  }

  /// What is added to each band of another voice's spectrograms so that their mean becomes this
  /// one, shape `[M]`; empty where one of the two was never heard.
  public func offsets(from other: SpeakerMean) -> [Float] {
    guard frames > 0, other.frames > 0 else { return [] }
    precondition(means.count == other.means.count, "both means must have the same bands")
    return zip(means, other.means).map { Float($0 - $1) }
  }
}

extension LogMelSpectrogram {
  /// The same with a number added to each band, shape `[M]`; none where `offsets` is empty.
  public func adding(_ offsets: [Float]) -> LogMelSpectrogram {
    guard !offsets.isEmpty else { return self }
    precondition(offsets.count == bands, "there must be an offset for each band")
    var result = values
    for frame in 0..<frames {
      for band in 0..<bands { result[frame * bands + band] += offsets[band] }
    }
    return LogMelSpectrogram(values: result, frames: frames, bands: bands)
  }
}
