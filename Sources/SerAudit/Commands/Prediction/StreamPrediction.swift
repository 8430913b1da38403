import Audio
import Features
import Foundation
import Training
import Wording

/// What a model says of the last seconds of standard input, a line of JSON each half second.
struct StreamPrediction {
  static let source = "standard input"

  let recognizer: Recognizer
  let voice: SpeakerMean
  let format: StreamFormat
  let console: Console

  private struct Line: Encodable {
    let time: Double
    let emotion: String?
    let probabilities: [String: Double]?
    let attention: [Float]?
    let attentionStart: Double?
    let secondsPerWeight: Double?

    init(_ answer: StreamRecognition) {
      time = answer.time
      emotion = answer.recognition?.emotion
      probabilities = answer.recognition?.byEmotion
      attention = answer.recognition?.attention
      attentionStart = answer.attentionStart
      secondsPerWeight = answer.recognition?.secondsPerWeight
    }

    private enum CodingKeys: CodingKey {
      case time, emotion, probabilities, attention, attentionStart, secondsPerWeight
    }

    /// Every key is there in every line, `null` for silence.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(time, forKey: .time)
      try container.encode(emotion, forKey: .emotion)
      try container.encode(probabilities, forKey: .probabilities)
      try container.encode(attention, forKey: .attention)
      try container.encode(attentionStart, forKey: .attentionStart)
      try container.encode(secondsPerWeight, forKey: .secondsPerWeight)
    }
  }

  /// Reads until the input ends, the reader of the lines goes away, or Ctrl-C.
  ///
  /// - Returns: how it ended.
  func run() throws -> ExitStatus {
    var stream = PCMStream(format: format, source: Self.source)
    var window: StreamRecognizer?
    var lines = 0
    var seconds = 0.0
    var busy = 0.0
    var isToldOfChannels = false
    var isFinite = true
    func write(_ answers: [StreamRecognition]) throws -> Bool {
      for answer in answers {
        let line = try JSONText.of(Line(answer)) + "\n"
        guard try StandardStreams.write(line) else { return false }
        lines += 1
        seconds = answer.time
        if isFinite, !answer.isFinite {
          isFinite = false
          console.warn(
            "\(Self.source): at \(answer.time.rounded(to: 1)) s \(recognizer.reasonForNoNumber). "
              + "All but the time is null in each such line")
        }
      }
      if stream.channelsCancel, !answers.isEmpty, !isToldOfChannels {
        isToldOfChannels = true
        let channels = stream.format.channels
        console.warn(
          AudioError.channelsCancel(source: Self.source, channels: channels).description)
      }
      return true
    }
    func hear(_ samples: [Float]) throws -> Bool {
      if window == nil, !samples.isEmpty {
        window = StreamRecognizer(
          recognizer: recognizer, speaker: voice, sampleRate: stream.format.sampleRate)
      }
      return try write(try window?.append(samples) ?? [])
    }
    while let bytes = try StandardStreams.read() {
      let start = ContinuousClock.now
      let isRead = try hear(try stream.append(bytes))
      busy += (ContinuousClock.now - start) / .seconds(1)
      guard isRead else { return .passed }
    }
    if Interruption.isRequested { return .interrupted }
    guard try hear(try stream.finish()) else { return .passed }
    _ = try write([window?.finish()].compactMap { $0 })
    tellBrokenPromise(of: stream)
    let factor = (busy / max(seconds, 1e-9)).rounded(to: 4)
    console.note(
      "\(seconds.rounded(to: 1)) s heard, \(lines, "line"), real-time factor "
        + factor)
    return isFinite ? .passed : .data
  }

  /// Tells where the stream held less or more than its header promised.
  private func tellBrokenPromise(of stream: PCMStream) {
    if stream.bytesMissing > 0 {
      console.warn(
        "\(Self.source): ended \(stream.bytesMissing, "byte") before the end that its WAV "
          + "header promised")
    }
    if stream.bytesUnheard > 0 {
      console.warn(
        "\(Self.source): \(stream.bytesUnheard, "byte") behind the samples that its WAV "
          + "header promised, not heard; give one file at a time, or samples without a header")
    }
  }
}
