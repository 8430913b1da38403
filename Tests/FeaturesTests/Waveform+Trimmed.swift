import Audio
import Features

extension Waveform {
  /// The recording without leading and trailing silence, as extraction cuts it.
  func trimmed(decibels: Double, frameLength: Int = 2_048, hopLength: Int = 512) -> Waveform {
    let range = soundingRange(
      decibels: decibels, frameLength: frameLength, hopLength: hopLength)
    return Waveform(samples: Array(samples[range]), sampleRate: sampleRate)
  }
}
