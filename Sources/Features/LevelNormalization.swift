import Audio

/// How the loudness of recordings is made comparable.
public enum LevelNormalization: String, Sendable, Codable, CaseIterable {
  /// Left as recorded.
  case none
  /// The largest magnitude becomes 1.
  case peak
  /// The root mean square becomes .1 (-20 dB of full scale); peaks may pass 1 and are not clipped.
  case rms

  /// The root mean square after `rms`.
  public static let targetRootMeanSquare: Float = 0.1
}

extension Waveform {
  /// The same recording at the level that `rule` asks for; silence is returned as it is.
  public func levelNormalized(_ rule: LevelNormalization) -> Waveform {
    switch rule {
    case .none: return self
    case .peak: return levelled(from: peak, to: 1)
    case .rms: return levelled(from: rootMeanSquare, to: LevelNormalization.targetRootMeanSquare)
    }
  }

  private func levelled(from found: Float, to wanted: Float) -> Waveform {
    guard found > .leastNormalMagnitude, found.isFinite else { return self }
    return scaled(by: wanted / found)
  }

  /// The same recording with the mean of its samples removed.
  public func offsetRemoved() -> Waveform {
    guard !samples.isEmpty else { return self }
    let mean = offset
    return mapped { $0 - mean }
  }
}
