import Audio
import Foundation

/// Follows the pulses of a voiced stretch from its middle to both ends.
struct PulseFinder {
  private let samples: [Float]
  private let rate: Double
  private let contour: PitchContour
  private let globalPeak: Double

  /// The next pulse lies this many periods away.
  private static let distance = 0.8...1.25
  private static let sureCorrelation = 0.7
  private static let surePeak = 0.023333
  private static let likelyCorrelation = 0.3
  private static let likelyPeak = 0.01

  init(waveform: Waveform, contour: PitchContour) {
    samples = waveform.samples
    rate = Double(waveform.sampleRate)
    self.contour = contour
    globalPeak = Double(waveform.peak)
  }

  /// The times of the pulses in a voiced stretch, in seconds, rising.
  func pulses(in stretch: ClosedRange<Double>) -> [Double] {
    let middle = (stretch.lowerBound + stretch.upperBound) / 2
    guard let hertz = contour.hertz(at: middle),
      let start = extremum(middle - 0.5 / hertz...middle + 0.5 / hertz)
    else { return [] }
    return follow(from: start, in: stretch, direction: -1).reversed() + [start]
      + follow(from: start, in: stretch, direction: 1)
  }

  private func follow(
    from start: Double, in stretch: ClosedRange<Double>, direction: Double
  ) -> [Double] {
    var found: [Double] = []
    var (time, last) = (start, start)
    while let hertz = contour.hertz(at: time) {
      let near = time + direction * Self.distance.lowerBound / hertz
      let far = time + direction * Self.distance.upperBound / hertz
      let match = bestMatch(of: time, length: 1 / hertz, in: min(near, far)...max(near, far))
      time = match?.seconds ?? time + direction / hertz
      let isInside = stretch.contains(time)
      if let match, abs(time - last) > Self.distance.lowerBound / hertz {
        let isSure =
          match.correlation > Self.sureCorrelation && match.peak > Self.surePeak * globalPeak
        let isLikely =
          match.correlation > Self.likelyCorrelation && match.peak > Self.likelyPeak * globalPeak
        if isInside ? isLikely : isSure {
          found.append(time)
          last = time
        }
      }
      guard isInside else { break }
    }
    return found
  }

  /// The time of the largest magnitude, between the samples.
  private func extremum(_ range: ClosedRange<Double>) -> Double? {
    let first = max(1, Int((range.lowerBound * rate - 0.5).rounded(.up)))
    let last = min(samples.count - 2, Int((range.upperBound * rate - 0.5).rounded(.down)))
    guard first <= last, let top = (first...last).max(by: { abs(samples[$0]) < abs(samples[$1]) })
    else { return nil }
    let (left, middle, right) =
      (Double(samples[top - 1]), Double(samples[top]), Double(samples[top + 1]))
    let bend = 2 * middle - left - right
    let shift = bend != 0 ? min(max((right - left) / (2 * bend), -0.5), 0.5) : 0
    return (Double(top) + 0.5 + shift) / rate
  }

  private struct Match {
    let seconds: Double
    let correlation: Double
    let peak: Double
  }

  /// Where a window about a time is most like itself; `nil` where no top lies in `range`.
  private func bestMatch(
    of time: Double, length: Double, in range: ClosedRange<Double>
  ) -> Match? {
    let own = Int(((time - length / 2) * rate - 0.5).rounded())
    let count = Int(((time + length / 2) * rate - 0.5).rounded()) - own + 1
    let first = Int(((range.lowerBound - length / 2) * rate - 0.5).rounded(.down))
    let last = Int(((range.upperBound - length / 2) * rate - 0.5).rounded(.up))
    guard own >= 0, own + count <= samples.count, count > 1, last - first >= 2 else { return nil }
    let similar = (first...last).map { similarity(own, $0, count) }
    var best: (index: Int, value: Double)?
    for index in 1..<similar.count - 1
    where similar[index].correlation > (best?.value ?? -1)
      && similar[index].correlation >= similar[index - 1].correlation
      && similar[index].correlation >= similar[index + 1].correlation
    { best = (index, similar[index].correlation) }
    guard let best else { return nil }
    let (left, right) =
      (similar[best.index - 1].correlation, similar[best.index + 1].correlation)
    let bend = 2 * best.value - left - right
    let slope = 0.5 * (right - left)
    let shift = bend != 0 ? slope / bend : 0
    return Match(
      seconds: time + (Double(first + best.index - own) + shift) / rate,
      correlation: best.value + (bend != 0 ? 0.5 * slope * slope / bend : 0),
      peak: similar[best.index].peak)
  }

  /// The normalised product of two stretches, and the largest magnitude of the second.
  private func similarity(
    _ left: Int, _ right: Int, _ count: Int
  ) -> (correlation: Double, peak: Double) {
    guard right >= 0, right + count <= samples.count else { return (0, 0) }
    var (product, leftPower, rightPower, peak) = (0.0, 0.0, 0.0, 0.0)
    for step in 0..<count {
      let (a, b) = (Double(samples[left + step]), Double(samples[right + step]))
      product += a * b
      leftPower += a * a
      rightPower += b * b
      peak = max(peak, abs(b))
    }
    let norm = (leftPower * rightPower).squareRoot()
    return (norm > 0 ? product / norm : 0, peak)
  }
}
