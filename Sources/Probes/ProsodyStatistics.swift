import Audio
import Features
import Foundation

/// Statistics of F0, energy and timing over an utterance.
enum ProsodyStatistics {
  static let names = [
    "mean F0 in semitones re 100 Hz", "standard deviation of F0 in semitones",
    "10th percentile of F0", "median F0", "90th percentile of F0", "slope of F0 in semitones/s",
    "mean step of F0 between voiced frames in semitones", "voiced part of frames",
    "mean energy in dB", "standard deviation of energy in dB", "10th percentile of energy",
    "90th percentile of energy", "slope of energy in dB/s", "energy peaks a second",
    "duration in s",
  ]

  static let summary =
    "mean, spread, percentiles and slope of F0 and of energy, voiced part, energy peaks a second, "
    + "duration (15 numbers)"

  private static let frameLength = 1_024
  private static let hopLength = 256

  /// The numbers of a recording at 16 kHz, in the order of `names`.
  static func values(of waveform: Waveform) throws(FeatureError) -> [Double?] {
    let course = try FundamentalFrequency(of: waveform)
    let seconds = Double(hopLength) / Double(waveform.sampleRate)
    let energy = waveform.frameRootMeanSquares(frameLength: frameLength, hopLength: hopLength)
      .map { decibels(ofAmplitude: Double($0)) }
    return pitch(course, seconds) + loudness(energy, seconds, waveform.durationSeconds)
      + [waveform.durationSeconds]
  }

  private static func pitch(_ course: FundamentalFrequency, _ seconds: Double) -> [Double?] {
    let semitones = course.hertz.map { $0.map { 12 * log2(Double($0) / 100) } }
    let voiced = semitones.compactMap { $0 }
    let sorted = voiced.sorted()
    let times = semitones.indices.filter { semitones[$0] != nil }.map { Double($0) * seconds }
    let steps = zip(semitones, semitones.dropFirst()).compactMap { one, next -> Double? in
      one.flatMap { one in next.map { abs($0 - one) } }
    }
    let part = semitones.isEmpty ? nil : Double(voiced.count) / Double(semitones.count)
    return [
      mean(voiced), deviation(voiced), percentile(sorted, 0.1), percentile(sorted, 0.5),
      percentile(sorted, 0.9), slope(of: voiced, over: times), mean(steps), part,
    ]
  }

  /// Over the frames within 40 dB of the loudest.
  private static func loudness(
    _ energy: [Double], _ seconds: Double, _ duration: Double
  ) -> [Double?] {
    let floor = (energy.max() ?? 0) - 40
    let sounding = energy.filter { $0 >= floor }
    let sorted = sounding.sorted()
    let times = energy.indices.filter { energy[$0] >= floor }.map { Double($0) * seconds }
    return [
      mean(sounding), deviation(sounding), percentile(sorted, 0.1), percentile(sorted, 0.9),
      slope(of: sounding, over: times),
      duration > 0 ? Double(peaks(energy, above: floor)) / duration : nil,
    ]
  }

  /// How often the energy, a mean of five frames, stands highest among its neighbours: about once a
  /// syllable.
  private static func peaks(_ energy: [Double], above floor: Double) -> Int {
    let smooth = energy.indices.map { frame in
      let near = energy[max(0, frame - 2)...min(energy.count - 1, frame + 2)]
      return near.reduce(0, +) / Double(near.count)
    }
    return smooth.indices.dropFirst().dropLast().count {
      smooth[$0] > smooth[$0 - 1] && smooth[$0] >= smooth[$0 + 1] && smooth[$0] >= floor
    }
  }
}
