extension Waveform {
  /// The mean of all samples; 0 for no samples.
  public var offset: Float {
    guard !samples.isEmpty else { return 0 }
    return Float(samples.reduce(0.0) { $0 + Double($1) } / Double(samples.count))
  }

  /// Samples in flat tops: runs of three or more at the largest magnitude, of one sign. A tone or a
  /// voice touches its peak once; a converter or an editor that ran out of room stays there.
  ///
  /// - Returns: 0 also for recordings so quiet that steps of 16 bits make flat tops by themselves.
  public var clippedSamples: Int {
    let peak = peak
    guard peak >= Self.quietestClip else { return 0 }
    let limit = peak * Self.nearlyPeak
    var (clipped, run) = (0, 0)
    var last: Float = 0
    for sample in samples {
      let isFlat = abs(sample) >= limit && (run == 0 || sample * last > 0)
      if isFlat {
        run += 1
      } else {
        if run >= Self.shortestTop { clipped += run }
        run = abs(sample) >= limit ? 1 : 0
      }
      last = sample
    }
    return run >= Self.shortestTop ? clipped + run : clipped
  }

  /// The shortest run at the peak that is no accident.
  private static let shortestTop = 3
  /// Below a tenth of full scale a few steps of quantisation are a large part of the peak.
  private static let quietestClip: Float = 0.1
  /// Above this share of the peak a sample counts as being at it: encoders change the last bits.
  private static let nearlyPeak: Float = 0.9999
}
