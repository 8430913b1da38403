import Audio
import CRubberBand

/// Changes of tempo and pitch by the Rubber Band library, offline and on the calling thread.
enum RubberBand {
  /// The waveform with its length times `timeRatio` and its frequencies times `pitchScale`.
  ///
  /// - Returns: exactly `round(samples * timeRatio)` samples; the library takes its own latency
  ///   out. None where the library cannot work on the recording.
  static func apply(
    _ waveform: Waveform, timeRatio: Double, pitchScale: Double, keepsFormants: Bool,
    quality: StretchQuality
  ) -> Waveform {
    let count = waveform.samples.count
    let wanted = Int((Double(count) * timeRatio).rounded())
    guard count > 0, wanted > 0, waveform.sampleRate > 0, count < Int(Int32.max) else {
      return Waveform(samples: [], sampleRate: waveform.sampleRate)
    }
    var options = Int32(RubberBandOptionProcessOffline.rawValue)
    options |= Int32(RubberBandOptionThreadingNever.rawValue)
    // Mixed transients: with the default ones the fast engine puts a tone up to 39 cents off.
    options |= Int32(RubberBandOptionTransientsMixed.rawValue)
    options |= Int32(RubberBandOptionPitchHighQuality.rawValue)
    if quality == .fine { options |= Int32(RubberBandOptionEngineFiner.rawValue) }
    if keepsFormants { options |= Int32(RubberBandOptionFormantPreserved.rawValue) }
    guard
      let state = rubberband_new(
        UInt32(waveform.sampleRate), 1, options, timeRatio, pitchScale)
    else { return Waveform(samples: [], sampleRate: waveform.sampleRate) }
    defer { rubberband_delete(state) }
    rubberband_set_debug_level(state, 0)
    rubberband_set_expected_input_duration(state, UInt32(count))
    rubberband_set_max_process_size(state, UInt32(blockLength))
    var result: [Float] = []
    result.reserveCapacity(wanted)
    waveform.samples.withUnsafeBufferPointer { samples in
      guard let base = samples.baseAddress else { return }
      var channel: UnsafePointer<Float>? = base
      rubberband_study(state, &channel, UInt32(count), 1)
      for start in stride(from: 0, to: count, by: blockLength) {
        channel = base + start
        let length = min(blockLength, count - start)
        rubberband_process(state, &channel, UInt32(length), start + length == count ? 1 : 0)
        drain(state, into: &result)
      }
    }
    if result.count > wanted { result.removeLast(result.count - wanted) }
    result += [Float](repeating: 0, count: wanted - result.count)
    return Waveform(samples: result, sampleRate: waveform.sampleRate)
  }

  /// Samples handed over at a time: given all at once, the finer engine loses the end.
  private static let blockLength = 1_024

  private static func drain(_ state: RubberBandState, into result: inout [Float]) {
    var block = [Float](repeating: 0, count: 4_096)
    while true {
      let ready = Int(rubberband_available(state))
      guard ready > 0 else { return }
      let got = block.withUnsafeMutableBufferPointer { block in
        var channel = block.baseAddress
        return Int(rubberband_retrieve(state, &channel, UInt32(min(ready, block.count))))
      }
      guard got > 0 else { return }
      result += block[0..<got]
    }
  }
}
