import Audio
import Features
import Networks

/// What a model says of the last seconds of a stream.
public struct StreamRecognition: Sendable {
  /// Seconds from the beginning of the stream to the end of what was heard.
  public let time: Double
  /// What the model says, or `nil` where the peak lies below `StreamRecognizer.quietestPeak`, or
  /// where there is less than a frame of sound, or where a number is not finite.
  public let recognition: Recognition?
  /// Whether the numbers stayed finite; `false` where there is speech and the model's answer to it
  /// is NaN or infinite.
  public let isFinite: Bool
  /// Seconds from the beginning of the stream to the first weight of attention, where there is any.
  public let attentionStart: Double?
}

extension Recognizer {
  /// Whether the longest utterance that the model sees, which is what it would hear of a stream at
  /// a time, has the samples of a frame; else it answers recordings and never a stream.
  public var hearsStreams: Bool {
    let features = model.recipe.features
    return features.maximumFrames * features.hopLength >= features.frameLength
  }
}

/// Classifies the last seconds of a stream, again and again.
///
/// The window is as long as the longest utterance that the model sees; at the beginning of a stream
/// it is what was heard so far. Where the recognizer `hearsStreams` not, no answer has a
/// recognition.
public struct StreamRecognizer {
  /// A window whose peak lies below this is silence: -70 dBFS, 10 steps of 16 bits, above the noise
  /// of a converter and far below speech (RAVDESS's quietest recording reaches -39 dBFS).
  public static let quietestPeak: Float = 3.16e-4

  private let recognizer: Recognizer
  private let speaker: SpeakerMean
  private let sampleRate: Int
  private let windowCount: Int
  private let stepCount: Int
  private var window: [Float] = []
  private var heard = 0

  /// Begins a stream of mono samples.
  ///
  /// - Parameters:
  ///   - speaker: what is known of who speaks, as for `Recognizer.recognize`.
  ///   - sampleRate: of the samples, in Hz.
  ///   - interval: seconds from answer to answer.
  public init(
    recognizer: Recognizer, speaker: SpeakerMean = SpeakerMean(), sampleRate: Int,
    interval: Double = 0.5
  ) {
    self.recognizer = recognizer
    self.speaker = speaker
    self.sampleRate = sampleRate
    let seconds = recognizer.model.recipe.features.maximumSeconds
    windowCount = max(1, Int((seconds * Double(sampleRate)).rounded()))
    stepCount = max(1, Int((interval * Double(sampleRate)).rounded()))
  }

  /// Takes in samples of any number; returns an answer for each interval that they complete.
  ///
  /// - Throws: `NetworkError` where the window does not fit the network.
  public mutating func append(
    _ samples: [Float]
  ) throws(NetworkError) -> [StreamRecognition] {
    var answers: [StreamRecognition] = []
    var rest = samples[...]
    while !rest.isEmpty {
      let part = rest.prefix(stepCount - heard % stepCount)
      rest = rest.dropFirst(part.count)
      window += part
      heard += part.count
      if window.count > windowCount { window.removeFirst(window.count - windowCount) }
      if heard.isMultiple(of: stepCount) { answers.append(try answer()) }
    }
    return answers
  }

  /// The answer for what was heard since the last one; `nil` where that is nothing.
  public func finish() throws(NetworkError) -> StreamRecognition? {
    heard.isMultiple(of: stepCount) ? nil : try answer()
  }

  private func answer() throws(NetworkError) -> StreamRecognition {
    let waveform = Waveform(samples: window, sampleRate: sampleRate)
    let isSilent = waveform.peak < Self.quietestPeak
    let recognition =
      isSilent ? nil : try recognizer.recognize([waveform], of: speaker).first ?? nil
    let start = Double(heard - window.count) / Double(sampleRate)
    return StreamRecognition(
      time: Double(heard) / Double(sampleRate), recognition: recognition,
      isFinite: isSilent || recognition != nil || recognizer.fault(of: waveform) != nil,
      attentionStart: recognition.map { start + $0.attentionStart })
  }
}
