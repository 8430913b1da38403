import Audio
import Foundation

/// Levels, syllables and pauses of a recording.
///
/// - Source: de Jong & Wempe, "Praat script to detect syllable nuclei and measure speech rate
///   automatically", Behavior Research Methods 41 (2009): a syllable is a voiced peak of intensity
///   with a dip of 2 dB before it, within 25 dB of the 99th percentile.
struct SpeakingPace {
  /// The length of each pause in seconds.
  let pauses: [Double]
  /// `nil` where nothing sounds.
  let syllablesPerSecond: Double?
  let meanLevelDecibels: Double?
  let levelDeviationDecibels: Double?

  private static let windowSeconds = 0.064
  private static let silenceDecibels = 25.0
  private static let dipDecibels = 2.0
  private static let shortestPauseSeconds = 0.3

  init(of waveform: Waveform, voicing: PitchContour) {
    let levels = Self.levels(of: waveform)
    let sorted = levels.sorted()
    let threshold =
      sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * 99 / 100] - Self.silenceDecibels
    let sounding = levels.indices.filter { levels[$0] > threshold }
    guard let first = sounding.first, let last = sounding.last else {
      (pauses, syllablesPerSecond, meanLevelDecibels, levelDeviationDecibels) = ([], nil, nil, nil)
      return
    }
    let step = PitchContour.stepSeconds
    pauses = zip(sounding, sounding.dropFirst()).map { Double($1 - $0 - 1) * step }
      .filter { $0 >= Self.shortestPauseSeconds }
    let nuclei = Self.peaks(of: levels, above: threshold).filter {
      voicing.hertz.indices.contains($0) && voicing.hertz[$0] != nil
    }
    syllablesPerSecond = Double(nuclei.count) / (Double(last - first + 1) * step)
    let heard = sounding.map { levels[$0] }
    let mean = heard.reduce(0, +) / Double(heard.count)
    meanLevelDecibels = mean
    levelDeviationDecibels =
      (heard.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(heard.count)).squareRoot()
  }

  /// The level of each frame in dB of full scale, 10 ms apart, under Hann's window.
  private static func levels(of waveform: Waveform) -> [Double] {
    let rate = Double(waveform.sampleRate)
    let length = max(2, Int(windowSeconds * rate))
    let window = (0..<length).map { index in
      let phase = 2 * Double.pi * (Double(index) + 0.5) / Double(length)
      return 0.5 - 0.5 * cos(phase)
    }
    let total = window.reduce(0, +)
    let count = Int(Double(waveform.samples.count) / rate / PitchContour.stepSeconds) + 1
    return (0..<count).map { frame in
      let start = Int(Double(frame) * PitchContour.stepSeconds * rate) - length / 2
      var sum = 0.0
      for index in max(0, -start)..<max(max(0, -start), min(length, waveform.samples.count - start))
      {
        let value = Double(waveform.samples[start + index])
        sum += value * value * window[index]
      }
      return 10 * log10(max(sum / total, 1e-12))
    }
  }

  /// Frames at tops above a threshold, each with a dip before it and after the top before.
  private static func peaks(of levels: [Double], above threshold: Double) -> [Int] {
    var result: [Int] = []
    var (top, lowest) = (-Double.infinity, -Double.infinity)
    var place = 0
    lowest = levels.first ?? 0
    for (frame, level) in levels.enumerated() {
      if level > top { (top, place) = (level, frame) }
      // Down by the dip from a top that rose by as much: a syllable has ended.
      if top - level >= dipDecibels {
        if top > threshold, top - lowest >= dipDecibels { result.append(place) }
        (top, lowest) = (level, level)
      }
      if level < lowest { (lowest, top, place) = (level, level, frame) }
    }
    if top > threshold, top - lowest >= dipDecibels { result.append(place) }
    return result
  }
}
