import Audio

/// F0 over time with straight lines between frames.
struct PitchContour {
  /// Frames follow one another by this.
  static let stepSeconds = 0.01

  /// F0 in Hz of each frame, `nil` where it is unvoiced.
  let hertz: [Float?]

  init(of waveform: Waveform) throws(FeatureError) {
    hertz = try FundamentalFrequency(of: waveform, hopSeconds: Self.stepSeconds).hertz
  }

  /// Voiced stretches in seconds, half a frame beyond their first and last frames.
  var stretches: [ClosedRange<Double>] {
    var result: [ClosedRange<Double>] = []
    var first: Int?
    for frame in 0...hertz.count {
      let isVoiced = frame < hertz.count && hertz[frame] != nil
      if isVoiced, first == nil { first = frame }
      if !isVoiced, let start = first {
        result.append(
          (Double(start) - 0.5) * Self.stepSeconds...(Double(frame) - 0.5) * Self.stepSeconds)
        first = nil
      }
    }
    return result
  }

  /// F0 in Hz at a time; `nil` in an unvoiced frame.
  func hertz(at seconds: Double) -> Double? {
    let place = seconds / Self.stepSeconds
    let nearest = Int(place.rounded())
    guard hertz.indices.contains(nearest), let own = hertz[nearest] else { return nil }
    let other = place < Double(nearest) ? nearest - 1 : nearest + 1
    guard hertz.indices.contains(other), let next = hertz[other] else { return Double(own) }
    let weight = abs(place - Double(nearest))
    return Double(own) * (1 - weight) + Double(next) * weight
  }
}
