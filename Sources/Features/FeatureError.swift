import Audio

/// Why no features could be computed, as facts; `description` is the one place of the wording.
public enum FeatureError: Error, Equatable, Sendable {
  /// A setting outside its range.
  case invalidSetting(name: String, found: String, expected: String)
  /// Every sample is zero (or there is no sample above the trimming threshold's floor).
  case silent
  /// Fewer samples than one analysis frame.
  case tooShort(samples: Int, minimum: Int)
  /// Fewer frames than a slope is fitted to.
  case tooFewFrames(frames: Int, minimum: Int)
  /// A sample is NaN or infinite.
  case nonFinite
  /// The recording could not be brought to the settings' sample rate.
  case audio(AudioError)
}

extension FeatureError: CustomStringConvertible {
  /// What was found, what was expected, and what to do.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let found, let expected):
      "feature setting \(name) is \(found), expected \(expected)"
    case .silent:
      "the recording is digital silence, expected speech; leave it out"
    case .tooShort(let samples, let minimum):
      "the recording has \(samples) samples after trimming, expected at least \(minimum) "
        + "(one analysis frame); leave it out"
    case .tooFewFrames(let frames, let minimum):
      "the recording has \(frames) frames after trimming, expected at least \(minimum) (what a "
        + "slope is fitted to); leave it out"
    case .nonFinite:
      "the recording holds a sample that is NaN or infinite; decode it again"
    case .audio(let error):
      error.description
    }
  }
}
